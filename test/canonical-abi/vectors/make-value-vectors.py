#!/usr/bin/env python3
"""Asks the specification's own definitions.py to lift and lower random values, and prints what it did.

    python3 make-value-vectors.py path/to/definitions.py > fixtures/canonical-abi/value-vectors.json

Where the file comes from, and how types are written, is in make-vectors.py, which this builds on. Every kind of type is
lifted and lowered equally often, by lift_flat_values and lower_flat_values, half of the time through memory; strings are
lowered from every encoding to every other. NaNs are those of the deterministic profile.

A vector is {type, ptr, encoding, maxFlat} with, to lift: {memory, flat} → {value} or {trap}; to lower: {size, value, out?,
fault?} → {flat, memory} or {trap}, and always {calls} of realloc. Memory is in hexadecimal, without trailing zeros where
{size} is given. Core values are numbers, "…n" for an i64, "f…" and "d…" for the bits of floats. Values: strings are
[text, encoding, encoding of the code units, code units], records and tuples arrays, variants [case, payload], flags their
bits, 64-bit integers decimal strings, handles representations, error-contexts their message. {handles} before and {after}
are arrays by index, free ones null, and {next} is the index that the table gives out then. {fault: [n, kind]} says that the
n-th call of realloc gives a bad answer.
"""

import importlib.util
import json
import os
import pathlib
import struct
import sys

spec_of = importlib.util.spec_from_file_location('layouts', pathlib.Path(__file__).with_name('make-vectors.py'))
layouts = importlib.util.module_from_spec(spec_of)
spec_of.loader.exec_module(layouts)

PER_CELL = 110
PER_ENCODING_PAIR = 100
HEAP = 8
COMPOUNDS = tuple(kind for kind in layouts.COMPOUNDS if kind not in ('stream', 'future'))
ENCODINGS = ('utf8', 'utf16', 'latin1+utf16')
PYTHON_ENCODINGS = {'utf8': 'utf-8', 'utf16': 'utf-16-le', 'latin1': 'latin-1'}
HANDLES = ('own', 'borrow', 'error-context')
SCALAR_CHARS = (0, 0x41, 0x7f, 0x80, 0xe9, 0xff, 0x100, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x1f600, 0x10ffff)
INT_BITS = {'8': 8, '16': 16, '32': 32, '64': 64}


class Values(layouts.Generator):
  """Types without streams and futures, and values of them as JSON."""

  def chance(self, share):
    return self.random.random() < share

  def type(self, depth):
    if depth == 0 or self.below(3) == 0:
      return self.scalar()
    return self.compound(self.pick(COMPOUNDS), depth - 1)

  def compound(self, kind, depth):
    if kind == 'fixed':
      return {'list': self.type(depth), 'length': self.pick((1, 2, 3, 4))}
    if kind in ('record', 'tuple'):
      return {kind: [self.type(depth) for _ in range(1 + self.below(4))]}
    return super().compound(kind, depth)

  def of_kind(self, kind):
    return self.compound(kind, self.pick((0, 0, 1))) if kind in COMPOUNDS else kind

  def integer(self, bits, signed):
    low = -(1 << (bits - 1)) if signed else 0
    high = low + (1 << bits) - 1
    choice = self.pick((low, high, 0, 1, low + self.below(1 << min(bits, 50))))
    return str(choice) if bits == 64 else choice

  def float_bits(self, kind):
    if kind == 'f32':
      bits = self.pick((0, 0x80000000, 0x7f800000, 0x7fc00000, 0x3fc00000, self.below(0x7f800000), 1))
      return f'f{bits:08x}'
    bits = self.pick((0, 1 << 63, 0x7ff0 << 48, 0x7ff8 << 48, 0x3ff8 << 48, self.below(1 << 52) << 10, 1))
    return f'd{bits:016x}'

  def text(self, chars):
    return ''.join(chr(self.pick(chars)) for _ in range(self.pick((0, 1, 2, 3, 5, 8))))

  def string(self, encoding=None):
    encoding = encoding or self.pick(ENCODINGS)
    chars = self.pick((SCALAR_CHARS[:3], SCALAR_CHARS[:6], SCALAR_CHARS))
    text = self.text(chars)
    simple = encoding
    if encoding == 'latin1+utf16':
      simple = 'latin1' if all(ord(c) < 256 for c in text) and self.chance(0.6) else 'utf16'
    units = len(text.encode(PYTHON_ENCODINGS[simple])) // (2 if simple == 'utf16' else 1)
    return [text, encoding, simple, units]

  def value(self, t):
    match t:
      case None: return None
      case 'bool': return self.chance(0.5)
      case 'char': return chr(self.pick(SCALAR_CHARS))
      case 'string': return self.string()
      case 'f32' | 'f64': return self.float_bits(t)
      case 'error-context': return f'e{self.below(100)}'
      case 'own' | 'borrow': return self.pick((0, 1, 42, 2**32 - 1))
      case str(): return self.integer(INT_BITS[t[1:]], t[0] == 's')
      case {'record': ts} | {'tuple': ts}: return [self.value(u) for u in ts]
      case {'variant': ts}: return self.case(ts)
      case {'result': ts}: return self.case(ts)
      case {'option': u}: return self.case([None, u])
      case {'enum': count}: return [self.pick((0, count - 1, self.below(count)))]
      case {'flags': count}: return self.below(1 << count)
      case {'list': u, 'length': length}: return [self.value(u) for _ in range(length)]
      case {'list': u}: return [self.value(u) for _ in range(self.below(5))]
      case {'map': [k, v]}: return self.pairs(k, v)

  def case(self, ts):
    index = self.below(len(ts))
    return [index] if ts[index] is None else [index, self.value(ts[index])]

  def pairs(self, k, v):
    pairs = {}
    for _ in range(self.below(5)):
      key = self.value(k)
      pairs[json.dumps(key)] = [key, self.value(v)]
    return list(pairs.values())


class ValueSpec(layouts.Spec):
  """Values as definitions.py has them."""

  def __init__(self, definitions):
    super().__init__(definitions)
    self.resource = None
    self.scalars['own'] = lambda: definitions.OwnType(self.resource)
    self.scalars['borrow'] = lambda: definitions.BorrowType(self.resource)

  def value(self, t, v, ptr_type):
    d = self.definitions
    part = lambda u, w: self.value(u, w, ptr_type)
    cases = lambda names, ts: {names[v[0]]: None if len(v) == 1 else part(ts[v[0]], v[1])}
    match t:
      case 's64' | 'u64': return int(v)
      case 'f32' | 'f64': return float_of(v)
      case 'error-context': return d.ErrorContext(v)
      case 'string':
        text, encoding, simple, units = v
        tag = d.utf16_tag(ptr_type) if (encoding, simple) == ('latin1+utf16', 'utf16') else 0
        return (text, encoding, units | tag)
      case str(): return v
      case {'record': ts}: return {f'f{i}': part(u, w) for i, (u, w) in enumerate(zip(ts, v))}
      case {'tuple': ts}: return {str(i): part(u, w) for i, (u, w) in enumerate(zip(ts, v))}
      case {'variant': ts}: return cases([f'c{i}' for i in range(len(ts))], ts)
      case {'result': ts}: return cases(['ok', 'error'], ts)
      case {'option': u}: return cases(['none', 'some'], [None, u])
      case {'enum': _}: return {f'c{v[0]}': None}
      case {'flags': count}: return {f'f{i}': bool(v >> i & 1) for i in range(count)}
      case {'list': u}: return [part(u, w) for w in v]
      case {'map': [k, u]}: return [{'0': part(k, pair[0]), '1': part(u, pair[1])} for pair in v]

  def json(self, t, v, ptr_type):
    d = self.definitions
    part = lambda u, w: self.json(u, w, ptr_type)

    def case(names, ts):
      [(label, payload)] = v.items()
      index = names.index(label)
      return [index] if ts[index] is None else [index, part(ts[index], payload)]

    match t:
      case 's64' | 'u64': return str(v)
      case 'f32': return f'f{struct.unpack("<I", struct.pack("<f", v))[0]:08x}'
      case 'f64': return f'd{struct.unpack("<Q", struct.pack("<d", v))[0]:016x}'
      case 'error-context': return v.debug_message
      case 'string':
        text, encoding, units = v
        tag = d.utf16_tag(ptr_type)
        if encoding != 'latin1+utf16': return [text, encoding, encoding, units]
        return [text, encoding, 'utf16' if units & tag else 'latin1', units & ~tag]
      case str(): return v
      case {'record': ts}: return [part(u, v[f'f{i}']) for i, u in enumerate(ts)]
      case {'tuple': ts}: return [part(u, v[str(i)]) for i, u in enumerate(ts)]
      case {'variant': ts}: return case([f'c{i}' for i in range(len(ts))], ts)
      case {'result': ts}: return case(['ok', 'error'], ts)
      case {'option': u}: return case(['none', 'some'], [None, u])
      case {'enum': count}: return case([f'c{i}' for i in range(count)], [None] * count)
      case {'flags': count}: return sum(v[f'f{i}'] << i for i in range(count))
      case {'list': u}: return [part(u, w) for w in v]
      case {'map': [k, u]}: return [[part(k, pair['0']), part(u, pair['1'])] for pair in v]


def float_of(bits):
  return struct.unpack('>f' if bits[0] == 'f' else '>d', bytes.fromhex(bits[1:]))[0]


def flat_json(v, core):
  match core:
    case 'i32': return v
    case 'i64': return f'{v}n'
    case 'f32': return f'f{struct.unpack("<I", struct.pack("<f", v))[0]:08x}'
    case 'f64': return f'd{struct.unpack("<Q", struct.pack("<d", v))[0]:016x}'


def has_handles(t):
  return any(f'"{kind}"' in json.dumps(t) for kind in HANDLES)


class Guest:
  """A context of definitions.py whose realloc only ever goes on, and can be told to fail."""

  def __init__(self, spec, generator, t, ptr_type, encoding, size):
    d = self.d = spec.definitions
    self.spec, self.calls, self.top, self.fault = spec, [], HEAP, None
    self.memory = d.MemInst(bytearray(size), ptr_type)
    self.inst = d.ComponentInstance(None)
    self.handles = has_handles(t)
    self.defined_here = self.handles and generator.chance(0.3)
    spec.resource = d.ResourceType(self.inst if self.defined_here else None)
    if self.handles:
      self.populate()
    opts = d.LiftLowerOptions(encoding, self.memory, None)
    self.cx = d.LiftLowerContext(opts, self.inst)
    self.cx.reallocate = self.reallocate

  def populate(self):
    d, table = self.d, self.inst.handles
    table.add(d.ResourceHandle(self.spec.resource, 10, True))
    lent = d.ResourceHandle(self.spec.resource, 11, True)
    lent.num_lends = 1
    table.add(lent)
    table.add(d.ResourceHandle(self.spec.resource, 12, False))
    table.add(d.ResourceHandle(d.ResourceType(None), 13, True))
    table.add(d.ErrorContext('e'))
    table.add(d.ErrorContext('free'))
    table.remove(6)

  def snapshot(self):
    d = self.d
    def entry(h):
      if h is None: return None
      if isinstance(h, d.ErrorContext): return h.debug_message
      return [h.rep, int(h.own), h.num_lends, int(h.rt is self.spec.resource)]
    return [entry(h) for h in self.inst.handles.array[1:]]

  def reallocate(self, old, old_length, alignment, length):
    self.calls.append([old, old_length, alignment, length])
    ptr = self.d.align_to(self.top, alignment)
    if self.fault is not None and len(self.calls) - 1 == self.fault[0]:
      return ptr + 1 if self.fault[1] == 'unaligned' else len(self.memory) + 16
    self.top = ptr + length
    if self.top <= len(self.memory):
      count = min(old_length, length)
      self.memory.bytes[ptr:ptr + count] = self.memory.bytes[old:old + count]
    return ptr

  def task(self):
    return self.d.Task(None, None, self.inst, None, None)


class Maker:
  def __init__(self, definitions):
    definitions.DETERMINISTIC_PROFILE = True
    self.d = definitions
    self.spec = ValueSpec(definitions)
    self.generator = Values(layouts.SEED)

  def head(self, t):
    g = self.generator
    ptr_type = 'i64' if g.below(4) == 0 else 'i32'
    flat = self.d.flatten_types([self.spec.type(t)], self.spec.options(ptr_type))
    max_flat = 16 if len(flat) <= 16 and g.chance(0.5) else 0
    return {'type': t, 'ptr': ptr_type, 'encoding': g.pick(ENCODINGS), 'maxFlat': max_flat}

  def core_types(self, head):
    if head['maxFlat'] == 0: return [head['ptr']]
    return self.d.flatten_types([self.spec.type(head['type'])], self.spec.options(head['ptr']))

  def lift(self, t):
    """Lowers a value, damages what came of it, and lifts it."""
    d, g, head = self.d, self.generator, self.head(t)
    guest = Guest(self.spec, g, t, head['ptr'], head['encoding'], 8192)
    ts = [self.spec.type(t)]
    guest.cx.borrow_scope = guest.task()
    value = self.spec.value(t, g.value(t), head['ptr'])
    flat = d.lower_flat_values(guest.cx, head['maxFlat'], [value], ts)
    del guest.memory.bytes[guest.top:]
    core_types = self.core_types(head)
    self.damage(guest, head, flat, core_types)
    vector = {**head, 'memory': guest.memory.bytes.hex(), 'flat': [flat_json(*pair) for pair in zip(flat, core_types)]}
    if guest.handles: vector['handles'] = guest.snapshot()
    guest.cx.borrow_scope = d.Subtask()
    try:
      [value] = d.lift_flat_values(guest.cx, head['maxFlat'], d.CoreValueIter(flat), ts)
    except d.Trap:
      return {**vector, 'trap': True}
    return {**vector, 'value': self.spec.json(t, value, head['ptr']), **self.after(guest)}

  def damage(self, guest, head, flat, core_types):
    g = self.generator
    bytes_ = guest.memory.bytes
    share = g.random.random()
    if head['maxFlat'] == 0 and share < 0.4:
      flat[0] = g.pick((flat[0] + 1, len(bytes_), len(bytes_) - 1, 2**32 - 8))
    elif share < 0.85:
      places = len(flat) if head['maxFlat'] else 0
      for _ in range(1 + g.below(2)):
        place = g.below(places + len(bytes_) - HEAP)
        if place < places: flat[place] = self.damaged(flat[place], core_types[place])
        else: bytes_[HEAP + place - places] = g.pick((0, 1, 2, 3, 4, 5, 0x7f, 0x80, 0xd8, 0xff, g.below(256)))

  def damaged(self, value, core):
    g = self.generator
    if core[0] == 'f': return g.pick((value, 0.0, 1.5, float('nan')))
    bits = 32 if core == 'i32' else 64
    return g.pick((0, 1, 2, 3, 4, 5, 6, value + 1, value ^ 0x80, 1 << (bits - 1), 0xd800, (1 << bits) - 1)) % (1 << bits)

  def lower(self, t, json_value=None, encoding=None):
    d, g, head = self.d, self.generator, self.head(t)
    if encoding is not None: head['encoding'] = encoding
    size = g.pick((16, 48, 1024, 8192))
    guest = Guest(self.spec, g, t, head['ptr'], head['encoding'], size)
    guest.cx.borrow_scope = guest.task()
    json_value = g.value(t) if json_value is None else json_value
    vector = {**head, 'size': size, 'value': json_value}
    if guest.handles: vector['handles'] = guest.snapshot()
    if guest.defined_here: vector['definedHere'] = True
    if g.chance(0.3):
      guest.fault = vector['fault'] = [g.pick((0, 0, 1, 2)), g.pick(('unaligned', 'out of bounds'))]
    out = None
    if head['maxFlat'] == 0 and g.chance(0.5):
      vector['out'] = g.pick((guest.top, guest.top, guest.top + 1, size, size - 8))
      ts = self.spec.type(t)
      guest.top += 0 if vector['out'] != guest.top else d.elem_size(ts, head['ptr'])
      out = d.CoreValueIter([vector['out']])
      vector['heap'] = guest.top
    ts = [self.spec.type(t)]
    try:
      flat = d.lower_flat_values(guest.cx, head['maxFlat'], [self.spec.value(t, json_value, head['ptr'])], ts, out)
    except d.Trap:
      return {**vector, 'calls': guest.calls, 'trap': True}
    core_types = [] if out is not None else self.core_types(head)
    vector['flat'] = [flat_json(*pair) for pair in zip(flat, core_types)]
    return {**vector, 'calls': guest.calls, 'memory': guest.memory.bytes.rstrip(b'\0').hex(), **self.after(guest)}

  def after(self, guest):
    if not guest.handles: return {}
    return {'after': guest.snapshot(), 'next': guest.inst.handles.add(guest)}

  def from_encoding(self, source, target):
    return self.lower('string', self.generator.string(source), target)


def main():
  path = sys.argv[1] if len(sys.argv) > 1 else os.environ['WITWRIGHT_DEFINITIONS_PY']
  definitions, digest = layouts.load_definitions(path)
  maker = Maker(definitions)
  kinds = layouts.SCALARS + COMPOUNDS
  lift = [maker.lift(maker.generator.of_kind(kind)) for kind in kinds for _ in range(PER_CELL)]
  lower = [maker.lower(maker.generator.of_kind(kind)) for kind in kinds for _ in range(PER_CELL)]
  lower += [maker.from_encoding(s, t) for s in ENCODINGS for t in ENCODINGS for _ in range(PER_ENCODING_PAIR)]
  print(json.dumps({'spec': layouts.SPEC, 'sha256': digest}, indent=1)[:-2] + ',')
  print(' "lift": ' + layouts.line_per_item(lift) + ',')
  print(' "lower": ' + layouts.line_per_item(lower))
  print('}')


if __name__ == '__main__':
  main()
