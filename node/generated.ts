/**
 * Whether `text` is a file that witwright wrote: its first line, a comment, says so. Only such files are replaced
 * without `--force`.
 */
export function isGenerated(text: string): boolean {
  const end = text.indexOf('\n');
  return /^(?:\/\/|\/\*|#).*\b[Gg]enerated by [Ww]itwright\b/.test(end === -1 ? text : text.slice(0, end));
}

const WASM_MAGIC = Buffer.from('\0asm');

/** Whether `content` begins as WebAssembly binaries do. */
export function isWasm(content: string | Uint8Array): boolean {
  return typeof content !== 'string' && WASM_MAGIC.equals(content.subarray(0, WASM_MAGIC.length));
}
