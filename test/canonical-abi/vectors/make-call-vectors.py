#!/usr/bin/env python3
"""Asks the specification's own definitions.py to make whole calls, by canon_lift and canon_lower, and prints what is seen.

    python3 make-call-vectors.py path/to/definitions.py > fixtures/canonical-abi/call-vectors.json

Values and types are those of make-value-vectors.py, which this builds on; call-runs.py makes the calls. A vector is
{kind, ptr, guests, definer, functions, calls, log}. All handles in types are of one resource, of the guest {definer} or of
the host. A guest is an instance: {memory, heap, size}, its table of {handles}, {fault} as for values, and {realloc: [n, steps]}.
A function is in a guest, or in the host; it {does} steps and {gives} core values or a value, and {post} has steps of its
post-return. What guests pass lies ready in their memories. JavaScript makes the {calls}, each [function, arguments].

Steps: [call, function, core values] through canon_lower, "a0" being the first core value that the function got; [invoke,
function, values] by the host; [new | rep | drop, number]; [drop-borrows], all that calls have left in the table; [look, guest];
[unreachable]; [throw]. The log has what functions, realloc, post-return and destructors are called with, memory beside it,
and what calls give; whether the instance may be left in realloc and post-return; tables of handles; and of a trap, last, its
place in definitions.py. Then all calls are refused.
"""

import importlib.util
import json
import os
import pathlib
import sys

HERE = pathlib.Path(__file__)


def load(name):
  spec = importlib.util.spec_from_file_location(name.replace('-', '_'), HERE.with_name(f'{name}.py'))
  module = importlib.util.module_from_spec(spec)
  spec.loader.exec_module(module)
  return module


values = load('make-value-vectors')
call_runs = load('call-runs')

PER_KIND = 5
PER_SCRIPT = 20
SETUP_SIZE = 8192
# Owned ones, one of another resource, an error-context, one that is lent, a free place, and a borrowed one.
HANDLES = [[10, 1, 0, 1], [11, 1, 0, 1], [12, 1, 0, 1], [13, 1, 0, 0], 'e', [14, 1, 1, 1], None, [15, 0, 0, 1]]


class Setup:
  """A guest before the first call, which gets what it will pass."""

  def __init__(self, maker, encoding):
    d = maker.d
    self.maker, self.top = maker, values.HEAP
    self.memory = d.MemInst(bytearray(SETUP_SIZE), maker.ptr)
    self.inst = d.ComponentInstance(None)
    self.handles = list(HANDLES)
    self.cx = d.LiftLowerContext(d.LiftLowerOptions(encoding, self.memory, None), self.inst)
    self.cx.reallocate = self.reallocate
    self.parts = {'encoding': encoding}

  def reallocate(self, old, old_length, alignment, length):
    ptr = self.maker.d.align_to(self.top, alignment)
    self.top = ptr + length
    count = min(old_length, length)
    self.memory.bytes[ptr:ptr + count] = self.memory.bytes[old:old + count]
    return ptr

  def add(self, handle):
    self.handles.append(handle)
    return len(self.handles)

  def lay(self, types, max_flat):
    """Core values that stand for random values of the types."""
    d, maker = self.maker.d, self.maker
    # Whatever is passed, the guest owns it.
    d.lower_own = d.lower_borrow = lambda cx, rep, t: self.add([rep, 1, 0, 1])
    d.lower_error_context = lambda cx, v: self.add(v.debug_message)
    ts = [maker.spec.type(t) for t in types]
    ready = [maker.spec.value(t, maker.generator.value(t), maker.ptr) for t in types]
    flat = d.lower_flat_values(self.cx, max_flat, ready, ts)
    d.lower_own, d.lower_borrow, d.lower_error_context = maker.lowers
    flat_types = d.flatten_types(ts, maker.spec.options(maker.ptr))
    core_types = flat_types if len(flat_types) <= max_flat else [maker.ptr]
    if maker.generator.chance(0.12) and flat:
      place = maker.generator.below(len(flat))
      flat[place] = maker.damaged(flat[place], core_types[place])
    return [values.flat_json(*pair) for pair in zip(flat, core_types)]

  def place(self, t):
    """The core value that says where a result is to be put, if it needs a place."""
    d, maker = self.maker.d, self.maker
    ts = [] if t is None else [maker.spec.type(t)]
    if len(d.flatten_types(ts, maker.spec.options(maker.ptr))) <= d.MAX_FLAT_RESULTS: return []
    ptr = self.reallocate(0, 0, d.alignment(ts[0], maker.ptr), d.elem_size(ts[0], maker.ptr))
    if maker.generator.chance(0.08): ptr += maker.generator.pick((1, SETUP_SIZE * 2))
    return [values.flat_json(ptr, maker.ptr)]

  def done(self):
    g, bytes_ = self.maker.generator, self.memory.bytes
    del bytes_[self.top:]
    if g.chance(0.12) and self.top > values.HEAP:
      bytes_[values.HEAP + g.below(self.top - values.HEAP)] = g.pick((0, 1, 2, 5, 0x7f, 0x80, 0xd8, 0xff))
    size = self.top + g.pick((64, 1024, 4096, 4096, 4096))
    if g.chance(0.1): self.parts['fault'] = [g.pick((0, 0, 1, 2)), g.pick(('unaligned', 'out of bounds'))]
    handles = {'handles': self.handles}
    return {**self.parts, 'memory': bytes_.rstrip(b'\0').hex(), 'heap': self.top, 'size': size, **handles}


class Values(values.Values):
  """Strings are written as JavaScript has them."""

  def string(self, encoding=None):
    return super().string('utf16')


class CallMaker(values.Maker):
  def __init__(self, definitions):
    super().__init__(definitions)
    self.generator = Values(values.layouts.SEED)
    self.lowers = (definitions.lower_own, definitions.lower_borrow, definitions.lower_error_context)
    self.ptr = 'i32'

  def begin(self, kind):
    g = self.generator
    self.ptr = 'i64' if g.below(4) == 0 else 'i32'
    self.setups = [Setup(self, g.pick(values.ENCODINGS)) for _ in range(2)]
    self.vector = {'kind': kind, 'ptr': self.ptr, 'definer': g.pick((None, 0, 1)), 'calls': [[0, []]]}
    self.vector['functions'] = [{'params': [], 'result': None, 'in': 0, 'does': [], 'gives': []}]

  def finish(self):
    guests = [setup.done() for setup in self.setups]
    vector = {**self.vector, 'guests': guests}
    run = call_runs.Run(self.spec, values.flat_json, core_of, vector)
    return {**vector, 'log': run.all_calls()}

  def add(self, params, result, inside, does=(), post=None, gives=None):
    """A function whose result, if none is given, is random."""
    if gives is None and result is not None:
      gives = self.generator.value(result) if inside is None else self.setups[inside].lay([result], 1)
    f = {'params': params, 'result': result, 'in': inside, 'does': list(does), 'gives': [] if gives is None else gives}
    if post is not None: f['post'] = list(post)
    self.vector['functions'].append(f)
    return len(self.vector['functions']) - 1

  def signature(self, kind):
    """Parameters and a result, of which one is of the kind. A third has too many parameters for core values."""
    g = self.generator
    wanted = self.generator.of_kind(kind)
    result = self.without_borrow(lambda: None if g.chance(0.3) else g.type(1))
    params = [g.type(1) for _ in range(g.below(4))]
    if g.chance(0.33): params += [g.scalar() for _ in range(17)]
    if self.has_borrow(wanted) or g.chance(0.5): params.insert(g.below(len(params) + 1), wanted)
    else: result = wanted
    return params, result

  def has_borrow(self, t):
    return '"borrow"' in json.dumps(t)

  def without_borrow(self, draw):
    t = draw()
    while self.has_borrow(t): t = draw()
    return t

  def values_call(self, way, kind):
    """One call with random types: from JavaScript, to it, or from guest to guest."""
    g = self.generator
    self.begin(f'{way} {kind}')
    params, result = self.signature(kind)
    steps = [['drop-borrows']] if g.chance(0.85) else []
    post = [] if g.chance(0.5) else None
    if way == 'lift':
      called = self.add(params, result, 0, steps, post)
      self.vector['calls'] = [[called, [g.value(t) for t in params]]] * g.pick((1, 1, 2))
      return self.finish()
    self.run(['call', 1, self.arguments(params, result)])
    if way == 'lower': self.add(params, result, None)
    else: self.add(params, result, 1, steps, post)
    return self.finish()

  def arguments(self, params, result, guest=0):
    setup = self.setups[guest]
    return setup.lay(params, self.d.MAX_FLAT_PARAMS) + setup.place(result)

  def script(self, name):
    self.begin(name)
    # Only the wrong things are to happen that the script is about.
    chance, self.generator.chance = self.generator.chance, lambda share: False if share < 0.2 else chance(share)
    SCRIPTS[name](self, self.generator)
    vector = self.finish()
    self.generator.chance = chance
    return vector

  def run(self, *does, inside=0):
    """What the function does that JavaScript calls first."""
    self.vector['functions'][0].update({'in': inside, 'does': list(does)})

  def call(self, *calls):
    """What JavaScript calls instead."""
    self.vector['calls'] = list(calls)


def core_of(text):
  if isinstance(text, int): return text
  return int(text[:-1]) if text.endswith('n') else values.float_of(text)


SCRIPTS = load('call-scripts').SCRIPTS


def main():
  path = sys.argv[1] if len(sys.argv) > 1 else os.environ['WITWRIGHT_DEFINITIONS_PY']
  layouts = values.layouts
  definitions, digest = layouts.load_definitions(path)
  call_runs.prepare(definitions)
  maker = CallMaker(definitions)
  kinds = layouts.SCALARS + values.COMPOUNDS
  ways = ('lift', 'lower', 'cross')
  calls = [maker.values_call(way, kind) for way in ways for kind in kinds for _ in range(PER_KIND)]
  calls += [maker.script(name) for name in SCRIPTS for _ in range(PER_SCRIPT)]
  print(json.dumps({'spec': layouts.SPEC, 'sha256': digest}, indent=1)[:-2] + ',')
  print(' "calls": ' + layouts.line_per_item(calls))
  print('}')


if __name__ == '__main__':
  main()
