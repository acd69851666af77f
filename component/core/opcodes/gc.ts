import type { InstructionRow } from './row.js';

export const GC = [
  [0xd3, 'ref.eq'], [0xfb_0000, 'struct.new', 'type'], [0xfb_0001, 'struct.new_default', 'type'],
  [0xfb_0002, 'struct.get', 'type', 'field'], [0xfb_0003, 'struct.get_s', 'type', 'field'],
  [0xfb_0004, 'struct.get_u', 'type', 'field'], [0xfb_0005, 'struct.set', 'type', 'field'],
  [0xfb_0006, 'array.new', 'type'], [0xfb_0007, 'array.new_default', 'type'],
  [0xfb_0008, 'array.new_fixed', 'type', 'u32'], [0xfb_0009, 'array.new_data', 'type', 'data'],
  [0xfb_000a, 'array.new_elem', 'type', 'elem'], [0xfb_000b, 'array.get', 'type'], [0xfb_000c, 'array.get_s', 'type'],
  [0xfb_000d, 'array.get_u', 'type'], [0xfb_000e, 'array.set', 'type'], [0xfb_000f, 'array.len'],
  [0xfb_0010, 'array.fill', 'type'], [0xfb_0011, 'array.copy', 'type', 'type'],
  [0xfb_0012, 'array.init_data', 'type', 'data'], [0xfb_0013, 'array.init_elem', 'type', 'elem'],
  [0xfb_0014, 'ref.test', 'heap type'], [0xfb_0015, 'ref.test null', 'heap type'],
  [0xfb_0016, 'ref.cast', 'heap type'], [0xfb_0017, 'ref.cast null', 'heap type'], [0xfb_0018, 'br_on_cast', 'cast'],
  [0xfb_0019, 'br_on_cast_fail', 'cast'], [0xfb_001a, 'any.convert_extern'], [0xfb_001b, 'extern.convert_any'],
  [0xfb_001c, 'ref.i31'], [0xfb_001d, 'i31.get_s'], [0xfb_001e, 'i31.get_u'],
] as const satisfies readonly InstructionRow[]; // prettier-ignore

export const CUSTOM_DESCRIPTORS = [
  [0xfb_0020, 'struct.new_desc', 'type'], [0xfb_0021, 'struct.new_default_desc', 'type'],
  [0xfb_0022, 'ref.get_desc', 'type'], [0xfb_0023, 'ref.cast_desc_eq', 'heap type'],
  [0xfb_0024, 'ref.cast_desc_eq null', 'heap type'], [0xfb_0025, 'br_on_cast_desc_eq', 'cast'],
  [0xfb_0026, 'br_on_cast_desc_eq_fail', 'cast'],
] as const satisfies readonly InstructionRow[]; // prettier-ignore
