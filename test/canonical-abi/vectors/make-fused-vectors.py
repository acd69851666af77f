#!/usr/bin/env python3
"""Asks the specification's own definitions.py to pass random values from one guest to another, and prints what it did.

    python3 make-fused-vectors.py path/to/definitions.py > fixtures/canonical-abi/fused-vectors.json

Values, types and guests are those of make-value-vectors.py, which this builds on. A vector is {lift, lower}: what the source
has, and what comes to the target, as there. Each kind of type is passed equally often, in encodings drawn at random, and
strings from every encoding to every other. Half of the sources are damaged, and NaNs in them are seldom canonical.
"""

import importlib.util
import json
import os
import pathlib
import sys

spec_of = importlib.util.spec_from_file_location('values', pathlib.Path(__file__).with_name('make-value-vectors.py'))
values = importlib.util.module_from_spec(spec_of)
spec_of.loader.exec_module(values)

PER_KIND = 110
PER_ENCODING_PAIR = 110
SOURCE_SIZE = 8192
CANONICAL_NANS = (bytes.fromhex('0000c07f'), bytes.fromhex('000000000000f87f'))
OTHER_NANS = (
  (bytes.fromhex('0100807f'), bytes.fromhex('0000c0ff'), bytes.fromhex('ffffffff')),
  (bytes.fromhex('010000000000f07f'), bytes.fromhex('000000000000f8ff'), bytes.fromhex('ffffffffffffffff')),
)


class FusedMaker(values.Maker):
  def fuse(self, t, source=None, target=None):
    d, g, head = self.d, self.generator, self.head(t)
    lower = {**head, 'encoding': target or g.pick(values.ENCODINGS), 'size': g.pick((48, 1024, 8192, 8192))}
    lift = {**head, 'encoding': source or head['encoding']}
    callee = values.Guest(self.spec, g, t, head['ptr'], lower['encoding'], lower['size'])
    # Making a guest makes a resource; both are to know the one of the callee.
    ts = [self.spec.type(t)]
    resource = self.spec.resource
    caller = values.Guest(self.spec, g, t, head['ptr'], lift['encoding'], SOURCE_SIZE)
    self.share(caller, resource)
    flat = self.store(caller, lift, ts)
    lift['memory'] = caller.memory.bytes.hex()
    lift['flat'] = [values.flat_json(*pair) for pair in zip(flat, self.core_types(head))]
    if caller.handles: lift['handles'] = caller.snapshot()
    if callee.handles: lower['handles'] = callee.snapshot()
    if callee.defined_here: lower['definedHere'] = True
    if g.chance(0.25):
      callee.fault = lower['fault'] = [g.pick((0, 0, 1, 2)), g.pick(('unaligned', 'out of bounds'))]
    return {'lift': lift, 'lower': {**lower, **self.passed(caller, callee, head, flat, ts)}}

  def share(self, guest, resource):
    """Makes the handles of the guest's table, and the types from now on, be of `resource`."""
    for handle in guest.inst.handles.array:
      if getattr(handle, 'rt', None) is self.spec.resource: handle.rt = resource
    self.spec.resource = resource

  def store(self, guest, lift, ts):
    """Gives the guest a value as its arguments have it, which may then be damaged."""
    d, g = self.d, self.generator
    guest.cx.borrow_scope = guest.task()
    t = lift['type']
    value = g.string(lift['encoding']) if t == 'string' else g.value(t)
    flat = d.lower_flat_values(guest.cx, lift['maxFlat'], [self.spec.value(t, value, lift['ptr'])], ts)
    del guest.memory.bytes[guest.top:]
    for canonical, others in zip(CANONICAL_NANS, OTHER_NANS):
      if g.chance(0.8): guest.memory.bytes[:] = guest.memory.bytes.replace(canonical, g.pick(others))
    if g.chance(0.5): self.damage(guest, lift, flat, self.core_types(lift))
    return flat

  def passed(self, caller, callee, head, flat, ts):
    d = self.d
    caller.cx.borrow_scope = d.Subtask()
    callee.cx.borrow_scope = callee.task()
    try:
      value = d.lift_flat_values(caller.cx, head['maxFlat'], d.CoreValueIter(flat), ts)
      flat = d.lower_flat_values(callee.cx, head['maxFlat'], value, ts)
    except d.Trap:
      return {'calls': callee.calls, 'trap': True}
    image = callee.memory.bytes.rstrip(b'\0').hex()
    pairs = zip(flat, self.core_types(head))
    return {'calls': callee.calls, 'flat': [values.flat_json(*pair) for pair in pairs], 'memory': image, **self.after(callee)}


def main():
  path = sys.argv[1] if len(sys.argv) > 1 else os.environ['WITWRIGHT_DEFINITIONS_PY']
  layouts = values.layouts
  definitions, digest = layouts.load_definitions(path)
  maker = FusedMaker(definitions)
  kinds = layouts.SCALARS + values.COMPOUNDS
  fused = [maker.fuse(maker.generator.of_kind(kind)) for kind in kinds for _ in range(PER_KIND)]
  encodings = values.ENCODINGS
  fused += [maker.fuse('string', s, t) for s in encodings for t in encodings for _ in range(PER_ENCODING_PAIR)]
  print(json.dumps({'spec': layouts.SPEC, 'sha256': digest}, indent=1)[:-2] + ',')
  print(' "fused": ' + layouts.line_per_item(fused))
  print('}')


if __name__ == '__main__':
  main()
