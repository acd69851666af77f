/** What wasmtime says of a trap, and the code that we give it. */
const TRAPS: readonly (readonly [RegExp, string])[] = [
  [/`?unreachable`? instruction executed/, 'unreachable'],
  [/out of bounds memory access/, 'memory-out-of-bounds'],
  [/integer divide by zero/, 'integer-divide-by-zero'],
  [/cannot enter component instance/, 'cannot-enter'],
  [/borrow handles still remain at the end of the call/, 'borrows-remain'],
  [/handle index \d+ used with the wrong type/, 'wrong-handle-type'],
  [/unknown handle index/, 'unknown-handle'],
  [/string pointer\/length out of bounds of memory/, 'string-out-of-bounds'],
  [/list pointer\/length out of bounds of memory/, 'list-out-of-bounds'],
];

/** The text itself, where no code is known for it. */
export function trapCodeOf(text: string): string {
  return TRAPS.find(([pattern]) => pattern.test(text))?.[1] ?? text;
}

/** wasmtime has no limit of a length beside the memory's. */
export function asWasmtimeSees(code: string): string {
  return code.replace(/^(string|list)-too-long$/, '$1-out-of-bounds');
}
