/**
 * Every trap of the Canonical ABI by its code. The specification has one kind of trap and no texts; a code names the rule
 * that was broken, and keeps its meaning.
 */
const TRAP_MESSAGES = {
  'unaligned-pointer': 'unaligned pointer',
  'pointer-out-of-bounds': 'pointer out of bounds of memory',
  'string-too-long': 'string exceeds 2^28 - 1 bytes',
  'string-out-of-bounds': 'string out of bounds of memory',
  'list-too-long': 'list exceeds 2^28 - 1 bytes',
  'list-out-of-bounds': 'list out of bounds of memory',
  'realloc-unaligned': 'realloc returned an unaligned pointer',
  'realloc-out-of-bounds': 'realloc returned a range out of bounds of memory',
  'invalid-utf8': 'invalid UTF-8 in a string',
  'invalid-utf16': 'invalid UTF-16 in a string',
  'invalid-char': 'invalid `char` bit pattern',
  'invalid-discriminant': 'invalid variant discriminant',
  'unknown-handle': 'unknown handle index',
  'wrong-handle-type': 'handle used with the wrong type',
  'handle-lent': 'cannot take or drop a handle that is lent',
  'handle-not-owned': 'cannot take ownership through a borrowed handle',
  'cannot-leave': 'cannot leave the component instance while realloc or post-return runs',
  'table-full': 'table of handles is full',
} as const;

export type TrapCode = keyof typeof TRAP_MESSAGES;

/**
 * The end of a component instance that broke a rule, or whose caller did: it must not be entered again.
 */
export class Trap extends Error {
  readonly code: TrapCode;
  /** Where in the values that were passed, from the parameter inwards; empty where no value is to blame. */
  path: readonly PathSegment[] = [];

  constructor(code: TrapCode, detail = '') {
    super(detail === '' ? TRAP_MESSAGES[code] : `${TRAP_MESSAGES[code]} ${detail}`);
    this.name = 'Trap';
    this.code = code;
  }
}

/** A parameter, field, case or flag by its name in JavaScript, or the position of an element. */
export type PathSegment = string | number;

export function trapIf(condition: boolean, code: TrapCode): void {
  if (condition) throw new Trap(code);
}

/** Every code, for tables that must name each. */
export const TRAP_CODES: readonly TrapCode[] = Object.keys(TRAP_MESSAGES) as TrapCode[];
