/* What every JavaScript platform has besides the language, as far as it is used here: this room knows no platform's types. */

interface Platform {
  readonly performance: { now(): number };
  readonly crypto: { getRandomValues(bytes: Uint8Array): Uint8Array };
  setTimeout(call: () => void, milliseconds: number): unknown;
  readonly console: { log(line: string): void; error(line: string): void };
  readonly TextEncoder: new () => { encode(text: string): Uint8Array };
  readonly TextDecoder: new (
    label?: string,
    options?: { fatal?: boolean; ignoreBOM?: boolean },
  ) => { decode(bytes?: Uint8Array, options?: { stream: boolean }): string };
}

export const platform = globalThis as unknown as Platform;

export function encodeUtf8(text: string): Uint8Array {
  return new platform.TextEncoder().encode(text);
}

/** The text that `bytes` are; what is no UTF-8 becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  return new platform.TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

let blocks: boolean | null = null;

/** Whether this thread may be blocked: that of a page may not. */
export function canBlock(): boolean {
  blocks ??= tryBlocking();
  return blocks;
}

function tryBlocking(): boolean {
  try {
    sleep(0);
    return true;
  } catch {
    return false;
  }
}

/** Blocks the thread. */
export function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
