import type { InstructionRow } from './row.js';

export const FUNCTION_REFERENCES = [
  [0x14, 'call_ref', 'type'], [0x15, 'return_call_ref', 'type'], [0xd4, 'ref.as_non_null'],
  [0xd5, 'br_on_null', 'label'], [0xd6, 'br_on_non_null', 'label'],
] as const satisfies readonly InstructionRow[]; // prettier-ignore

export const EXCEPTIONS = [
  [0x08, 'throw', 'tag'], [0x0a, 'throw_ref'], [0x1f, 'try_table', 'block type', 'catches'],
] as const satisfies readonly InstructionRow[]; // prettier-ignore

/** What engines had before `try_table`. */
export const LEGACY_EXCEPTIONS = [
  [0x06, 'try', 'block type'], [0x07, 'catch', 'tag'], [0x09, 'rethrow', 'label'], [0x18, 'delegate', 'label'],
  [0x19, 'catch_all'],
] as const satisfies readonly InstructionRow[]; // prettier-ignore

export const STACK_SWITCHING = [
  [0xe0, 'cont.new', 'type'], [0xe1, 'cont.bind', 'type', 'type'], [0xe2, 'suspend', 'tag'],
  [0xe3, 'resume', 'type', 'handlers'], [0xe4, 'resume_throw', 'type', 'tag', 'handlers'],
  [0xe5, 'resume_throw_ref', 'type', 'handlers'], [0xe6, 'switch', 'type', 'tag'],
] as const satisfies readonly InstructionRow[]; // prettier-ignore
