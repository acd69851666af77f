/*
 * The memory of the floor's only instance: plain variables, as that is the quickest there is.
 */

export type CoreFunction = (...values: (number | bigint)[]) => number;

export let memory: WebAssembly.Memory;
export let realloc: CoreFunction;
export let view: DataView;
/** The length of what `putText` wrote last, in bytes. */
export let length = 0;
let bytes: Uint8Array<ArrayBuffer>;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Below this many characters a loop is quicker than a call of the encoder, below that many bytes than the decoder. */
const SHORT_TO_ENCODE = 64;
const SHORT_TO_DECODE = 24;

export function attach(exports: WebAssembly.Exports): void {
  memory = exports['memory'] as WebAssembly.Memory;
  realloc = exports['cabi_realloc'] as CoreFunction;
  bytes = new Uint8Array(memory.buffer);
  view = new DataView(memory.buffer);
}

export function renew(): void {
  if (bytes.buffer === memory.buffer) return;
  bytes = new Uint8Array(memory.buffer);
  view = new DataView(memory.buffer);
}

/** Writes `text` as CanonicalABI.md's store_string does, sets `length`, and gives the address. */
export function putText(text: string): number {
  const size = text.length;
  let at = realloc(0, 0, 1, size);
  renew();
  if (size < SHORT_TO_ENCODE) {
    let i = 0;
    for (; i < size; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 127) break;
      bytes[at + i] = unit;
    }
    length = size;
    if (i === size) return at;
  }
  const { read, written } = encoder.encodeInto(text, bytes.subarray(at, at + size));
  length = written;
  if (read === size) return at;
  at = realloc(at, size, 1, size * 3);
  renew();
  length += encoder.encodeInto(text.slice(read), bytes.subarray(at + written, at + size * 3)).written;
  at = realloc(at, size * 3, 1, length);
  renew();
  return at;
}

export function getText(at: number, size: number): string {
  if (at + size > bytes.length) throw new RangeError('a string outside of memory');
  if (size < SHORT_TO_DECODE) {
    let text = '';
    let i = 0;
    for (; i < size; i++) {
      const unit = bytes[at + i] as number;
      if (unit > 127) break;
      text += String.fromCharCode(unit);
    }
    if (i === size) return text;
  }
  return utf8.decode(bytes.subarray(at, at + size));
}

export function putBytes(list: Uint8Array): number {
  const at = realloc(0, 0, 1, list.length);
  renew();
  bytes.set(list, at);
  return at;
}

export function getBytes(at: number, size: number): Uint8Array {
  if (at + size > bytes.length) throw new RangeError('a list outside of memory');
  return bytes.slice(at, at + size);
}

export function textAt(at: number): string {
  return getText(view.getUint32(at, true), view.getUint32(at + 4, true));
}

export function bytesAt(at: number): Uint8Array {
  return getBytes(view.getUint32(at, true), view.getUint32(at + 4, true));
}

/** The end of `count` elements of `size` bytes each, from `at`. */
export function endOf(at: number, count: number, size: number): number {
  const end = at + count * size;
  if (end > bytes.length) throw new RangeError('a list outside of memory');
  return end;
}
