#!/usr/bin/env python3
"""Asks the specification's own definitions.py how random types are laid out and flattened, and prints the answers.

    python3 make-vectors.py path/to/definitions.py > fixtures/canonical-abi/layout-vectors.json

The path may also be given as WITWRIGHT_DEFINITIONS_PY. The file is the one of the tree that the crate wasm-tools 1.262.0
ships (tests/component-model/design/mvp/canonical-abi/definitions.py); its hash is part of the output. Equal input gives
equal output in every Python from 3.10 on: the generator draws its numbers with random() alone.

A type is written as JSON: "u8", "own", {"record": [type…]}, {"tuple": [type…]}, {"variant": [type|null…]},
{"enum": count}, {"flags": count}, {"option": type}, {"result": [ok|null, error|null]}, {"list": type},
{"list": type, "length": n}, {"map": [key, value]}, {"stream": type|null}, {"future": type|null}.
"""

import __future__
import hashlib
import json
import os
import random
import sys
import types

SPEC = 'wasm-tools 1.262.0: tests/component-model/design/mvp/canonical-abi/definitions.py'
SEED = 20261122
TYPE_COUNT = 700
FUNCTION_COUNT = 300
POINTERS = ('i32', 'i64')
KEYS = ('bool', 's8', 'u8', 's16', 'u16', 's32', 'u32', 's64', 'u64', 'char', 'string')
SCALARS = KEYS + ('f32', 'f64', 'error-context', 'own', 'borrow')
COMPOUNDS = ('record', 'tuple', 'variant', 'enum', 'flags', 'option', 'result', 'list', 'fixed', 'map', 'stream', 'future')
# Counts on both sides of each step in the size of a discriminant or of a set of flags.
ENUM_COUNTS = (1, 2, 255, 256, 257, 1000, 65535, 65536, 65537)
FLAG_COUNTS = (1, 7, 8, 9, 15, 16, 17, 31, 32)
# A list of more is written as its length: only that it is over every limit matters.
LONGEST_LIST = 16


def load_definitions(path):
  """definitions.py as a module. Its annotations name later classes, which only Python 3.14 allows by itself."""
  with open(path, 'rb') as file:
    text = file.read()
  module = types.ModuleType('definitions')
  sys.modules['definitions'] = module
  exec(compile(text, path, 'exec', flags=__future__.annotations.compiler_flag), module.__dict__)
  return module, hashlib.sha256(text).hexdigest()


class Generator:
  def __init__(self, seed):
    self.random = random.Random(seed)

  def below(self, limit):
    return int(self.random.random() * limit)

  def pick(self, choices):
    return choices[self.below(len(choices))]

  def scalar(self):
    return self.pick(SCALARS)

  def payload(self, depth):
    return None if self.below(3) == 0 else self.type(depth)

  def type(self, depth):
    if depth == 0 or self.below(3) == 0:
      return self.scalar()
    return self.compound(self.pick(COMPOUNDS), depth - 1)

  def compound(self, kind, depth):
    match kind:
      case 'record' | 'tuple':
        return {kind: [self.type(depth) for _ in range(1 + self.below(6))]}
      case 'variant':
        return {'variant': [self.payload(depth) for _ in range(1 + self.below(5))]}
      case 'enum':
        # Not the large ones: definitions.py expands an enum each time that it looks at it.
        return {'enum': self.pick(ENUM_COUNTS[:5])}
      case 'flags':
        return {'flags': self.pick(FLAG_COUNTS)}
      case 'option' | 'list':
        return {kind: self.type(depth)}
      case 'result':
        return {'result': [self.payload(depth), self.payload(depth)]}
      case 'fixed':
        return {'list': self.type(depth), 'length': self.pick((1, 2, 3, 4, 7, 15, 16, 17))}
      case 'map':
        return {'map': [self.pick(KEYS), self.type(depth)]}
      case 'stream' | 'future':
        return {kind: self.payload(depth)}

  def function(self, type_count):
    """Half of them have few parameters: the limits are 4 and 16."""
    most = self.pick((2, 5, 6, 18))
    params = [self.below(type_count) for _ in range(self.below(most))]
    return {'params': params, 'result': None if self.below(4) == 0 else self.below(type_count)}


class Spec:
  """Types as classes of definitions.py, and its answers about them."""

  def __init__(self, definitions):
    self.definitions = definitions
    self.scalars = {
      'bool': definitions.BoolType, 'char': definitions.CharType, 'string': definitions.StringType,
      's8': definitions.S8Type, 'u8': definitions.U8Type, 's16': definitions.S16Type, 'u16': definitions.U16Type,
      's32': definitions.S32Type, 'u32': definitions.U32Type, 's64': definitions.S64Type, 'u64': definitions.U64Type,
      'f32': definitions.F32Type, 'f64': definitions.F64Type, 'error-context': definitions.ErrorContextType,
      'own': lambda: definitions.OwnType(None), 'borrow': lambda: definitions.BorrowType(None),
    }

  def type(self, t):
    d = self.definitions
    if t is None:
      return None
    if isinstance(t, str):
      return self.scalars[t]()
    match t:
      case {'record': ts}: return d.RecordType([d.FieldType(f'f{i}', self.type(u)) for i, u in enumerate(ts)])
      case {'tuple': ts}: return d.TupleType([self.type(u) for u in ts])
      case {'variant': ts}: return d.VariantType([d.CaseType(f'c{i}', self.type(u)) for i, u in enumerate(ts)])
      case {'enum': count}: return d.EnumType([f'c{i}' for i in range(count)])
      case {'flags': count}: return d.FlagsType([f'f{i}' for i in range(count)])
      case {'option': u}: return d.OptionType(self.type(u))
      case {'result': [ok, error]}: return d.ResultType(self.type(ok), self.type(error))
      case {'list': u, 'length': length}: return d.ListType(self.type(u), length)
      case {'list': u}: return d.ListType(self.type(u))
      case {'map': [k, v]}: return d.MapType(self.type(k), self.type(v))
      case {'stream': u}: return d.StreamType(self.type(u))
      case {'future': u}: return d.FutureType(self.type(u))

  def options(self, ptr_type, async_=False, callback=None):
    memory = self.definitions.MemInst(bytearray(16), ptr_type)
    return self.definitions.CanonicalOptions(memory=memory, async_=async_, callback=callback)

  def contains(self, predicate, t):
    """None where `contains` has no case for a part of `t`: it fails an assertion for flags and error-context."""
    try:
      return predicate(t)
    except AssertionError:
      return None

  def offsets(self, t, ptr_type):
    """Where definitions.py loads the parts of `t` from: the fields of a record, or the first payload of a variant."""
    d = self.definitions
    fundamental = d.despecialize(t)
    cx = d.LiftLowerContext(self.options(ptr_type), None)
    seen = []
    load, d.load = d.load, lambda cx, ptr, part: seen.append(ptr)
    try:
      match fundamental:
        case d.RecordType(fields):
          d.load_record(cx, 0, fields)
        case d.VariantType(cases):
          index = next((i for i, case in enumerate(cases) if case.t is not None), 0)
          cx.opts.memory.bytes[0] = index
          d.load_variant(cx, 0, cases)
        case _:
          return None
    finally:
      d.load = load
    return seen

  def describe(self, json_type):
    d = self.definitions
    t = self.type(json_type)
    fundamental = d.despecialize(t)
    vector = {
      'type': json_type,
      'alignment': [d.alignment(t, ptr_type) for ptr_type in POINTERS],
      'elemSize': [d.elem_size(t, ptr_type) for ptr_type in POINTERS],
      'borrow': self.contains(d.contains_borrow, t),
      'asyncValue': self.contains(d.contains_async_value, t),
      'flat': [flat_text(d.flatten_type(t, self.options(ptr_type))) for ptr_type in POINTERS],
    }
    offsets = [self.offsets(t, ptr_type) for ptr_type in POINTERS]
    if offsets[0] is not None:
      vector['offsets'] = offsets
    if isinstance(fundamental, d.VariantType):
      discriminant = d.discriminant_type(fundamental.cases)
      vector['discriminant'] = next(name for name in ('u8', 'u16', 'u32') if type(discriminant) is self.scalars[name])
    return vector

  def signatures(self, function, json_types):
    d = self.definitions
    params = [(f'p{i}', self.type(json_types[index])) for i, index in enumerate(function['params'])]
    result = [] if function['result'] is None else [self.type(json_types[function['result']])]
    ft = d.FuncType(params, result)
    modes = (
      ('lift', False, None), ('lower', False, None),
      ('lift', True, None), ('lift', True, lambda: None), ('lower', True, None),
    )
    texts = {}
    for ptr_type in POINTERS:
      for context, async_, callback in modes:
        core = d.flatten_functype(self.options(ptr_type, async_, callback), ft, context)
        name = ' '.join([context, *(['async'] if async_ else []), *(['callback'] if callback else []), ptr_type])
        texts[name] = f'{" ".join(core.params)} -> {" ".join(core.results)}'.strip()
    return texts


def flat_text(flat):
  return ' '.join(flat) if len(flat) <= LONGEST_LIST else len(flat)


def line_per_item(items):
  return '[\n' + ',\n'.join(f'  {json.dumps(item, separators=(",", ":"))}' for item in items) + '\n]'


def main():
  path = sys.argv[1] if len(sys.argv) > 1 else os.environ['WITWRIGHT_DEFINITIONS_PY']
  definitions, digest = load_definitions(path)
  spec = Spec(definitions)
  generator = Generator(SEED)
  json_types = list(SCALARS)
  json_types += [{'enum': count} for count in ENUM_COUNTS] + [{'flags': count} for count in FLAG_COUNTS]
  # Every kind is drawn equally often on the outside.
  json_types += [generator.compound(COMPOUNDS[i % len(COMPOUNDS)], 2) for i in range(TYPE_COUNT - len(json_types))]
  functions = [generator.function(TYPE_COUNT) for _ in range(FUNCTION_COUNT)]
  head = {
    'spec': SPEC,
    'sha256': digest,
    'constants': {
      name: getattr(definitions, name)
      for name in (
        'MAX_FLAT_PARAMS', 'MAX_FLAT_ASYNC_PARAMS', 'MAX_FLAT_RESULTS', 'MAX_STRING_BYTE_LENGTH', 'MAX_LIST_BYTE_LENGTH',
      )
    },
  }
  print(json.dumps(head, indent=1)[:-2] + ',')
  print(' "types": ' + line_per_item([spec.describe(t) for t in json_types]) + ',')
  rows = [{**function, 'core': spec.signatures(function, json_types)} for function in functions]
  print(' "functions": ' + line_per_item(rows))
  print('}')


if __name__ == '__main__':
  main()
