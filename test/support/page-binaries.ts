import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Fence } from './diagnostic-pages.js';
import { bytesOfHex, hexOf } from './hex.js';
import type { NativeTools } from './native.js';

/** A binary of a page as text, and the bytes that a test runs. */
export interface PageBinary {
  readonly wat: string;
  readonly bytes: Uint8Array;
}

/** The pairs of a ```` ```wat ```` block without a path and the ```` ```hex ```` block after it. */
export function binariesOf(fences: readonly Fence[]): readonly PageBinary[] {
  return fences.flatMap(({ language, path: name, text }, index) => {
    if (language !== 'wat' || name !== '') return [];
    const next = fences[index + 1];
    if (next?.language !== 'hex') throw new Error('a `wat` block is followed by no `hex` block');
    return [{ wat: text, bytes: bytesOfHex(next.text) }];
  });
}

/** What native wasm-tools makes of `wat`, without asking whether it is valid. */
export async function assemble(native: NativeTools, wat: string): Promise<Uint8Array> {
  const folder = native.onDisk(new Map([['example.wat', wat]]));
  const output = path.join(folder, 'example.wasm');
  const { stderr } = await native.run(['parse', path.join(folder, 'example.wat'), '-o', output]);
  if (!existsSync(output)) throw new Error(`${stderr}in:\n${wat}`);
  return readFileSync(output);
}

const FENCES = /^```wat\n(.*?)^```\n(\n```hex( [^\n]*)?\n.*?^```\n)?/gms;

/** `page` with the bytes of each `wat` block in a `hex` block behind it; features that this names stay. */
export async function withHex(native: NativeTools, page: string): Promise<string> {
  const blocks = [...page.matchAll(FENCES)];
  const bytes = await Promise.all(blocks.map(([, wat = '']) => assemble(native, wat)));
  let index = 0;
  return page.replaceAll(
    FENCES,
    (_, wat: string, _hex: string | undefined, info: string | undefined = '') => {
      const found = bytes[index++];
      if (found === undefined) throw new Error('more blocks than there were');
      return `\`\`\`wat\n${wat}\`\`\`\n\n\`\`\`hex${info}\n${hexLines(found)}\`\`\`\n`;
    },
  );
}

const PREAMBLE = 8;
const LINE = 32;

/** The preamble, and then each section from a line of its own on. */
export function hexLines(bytes: Uint8Array): string {
  const lines = [
    `${hexOf(bytes.subarray(0, PREAMBLE))}  ;; ${bytes[6] === 1 ? 'a component' : 'a core module'}`,
  ];
  for (let at = PREAMBLE; at < bytes.length;) {
    const end = endOfSection(bytes, at);
    for (; at < end; at += LINE) lines.push(hexOf(bytes.subarray(at, Math.min(end, at + LINE))));
    at = end;
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** The id of a section is one byte, and its size follows. */
function endOfSection(bytes: Uint8Array, start: number): number {
  let size = 0;
  for (let at = start + 1, shift = 0; at < bytes.length; at++, shift += 7) {
    const byte = bytes[at] ?? 0;
    size += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return Math.min(bytes.length, at + 1 + size);
  }
  return bytes.length;
}
