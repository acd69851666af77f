import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { wholeFile } from '../../component/index.js';
import { decodeWit } from '../../wit-component/index.js';
import type { Resolve } from '../../wit-parser/index.js';
import type { NativeTools } from './native.js';

/**
 * The WIT in the `.wat` and `.wasm` files at or under `root` of `base`, assembled by native wasm-tools and decoded, by
 * their paths from `base`. Null if there are some, and no `native`.
 */
export async function decodeFiles(
  base: string,
  root: string,
  native: NativeTools | null,
): Promise<ReadonlyMap<string, Resolve> | null> {
  const decoded = new Map<string, Resolve>();
  for (const name of binariesIn(base, root)) {
    if (native === null) return null;
    const output = path.join(native.onDisk(new Map([['out.wasm', '']])), 'out.wasm');
    // Corpora have text under the name of a binary, too.
    const { ok, stderr } = await native.run(['parse', path.join(base, name), '-o', output]);
    if (!ok) throw new Error(stderr);
    const { value, diagnostics } = decodeWit(wholeFile({ path: name, bytes: readFileSync(output) }));
    if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
    decoded.set(name, value.resolve);
  }
  return decoded;
}

function binariesIn(base: string, root: string): readonly string[] {
  if (!statSync(path.join(base, root)).isDirectory()) return /\.wa(?:t|sm)$/.test(root) ? [root] : [];
  return readdirSync(path.join(base, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.wa(?:t|sm)$/.test(name))
    .map((name) => `${root}/${name}`);
}
