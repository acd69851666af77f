import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { wholeFile } from '../../component/index.js';
import { decodeWit, encodePackage } from '../../wit-component/index.js';
import { printPackage, type Resolve } from '../../wit-parser/index.js';
import { readFileMap } from '../support/file-map.js';
import type { NativeTools } from '../support/native.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';
import { textDifference } from '../support/text-difference.js';
import type { Failure, Suite } from './suite.js';

/** As the expected binaries have it, with a placeholder for the version. */
const PRODUCERS = new Map([['processed-by', [{ name: 'wit-component', version: '$CARGO_PKG_VERSION' }]]]);

/** WIT packages with the binaries that stand for them, as text, and the WIT that those are printed as. */
export const witComponentInterfacesSuite: Suite = {
  folder: 'wit-component/interfaces',
  needsNative: 'the comparison of bytes (the expected ones are text, to be assembled)',
  cases: (folder, native) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.wit') || existsSync(path.join(folder, `${name}.wat`)))
      .map((name) => ({ name, run: () => checkPackage(folder, name, native) })),
};

async function checkPackage(folder: string, name: string, native: NativeTools | null): Promise<Failure> {
  const resolve = resolveFilesOrThrow(readFileMap(folder, name), name);
  const options = { canonicalNames: true, producers: PRODUCERS };
  const plain = encodePackage(resolve, { ...options, extraDocs: false });
  if (native !== null) {
    const difference = await compareBytes(path.join(folder, `${path.parse(name).name}.wat`), plain, native);
    if (difference !== null) return difference;
  }
  return comparePrint(folder, name, plain) ?? comparePrint(folder, name, encodePackage(resolve, options));
}

async function compareBytes(text: string, bytes: Uint8Array, native: NativeTools): Promise<Failure> {
  const output = path.join(native.onDisk(new Map([['expected.wasm', '']])), 'expected.wasm');
  const { ok, stderr } = await native.run(['parse', text, '-o', output]);
  if (!ok) return stderr;
  const expected = readFileSync(output);
  const difference = bytes.findIndex((byte, at) => byte !== expected[at]);
  if (difference === -1 && bytes.length === expected.length) return null;
  return `${bytes.length} bytes, ${expected.length} expected; the first difference is at ${difference}`;
}

function comparePrint(folder: string, name: string, bytes: Uint8Array): Failure {
  const decoded = decodeWit(wholeFile({ path: name, bytes }));
  if (decoded.value === null) return decoded.diagnostics.map(({ message }) => message).join('; ');
  const { resolve } = decoded.value;
  return textDifference(printPackage(resolve.main), readFileSync(printFile(folder, name, resolve), 'utf8'));
}

/** The expected text of the main package. */
function printFile(folder: string, name: string, { main }: Resolve): string {
  if (name.endsWith('.wit')) return path.join(folder, `${name}.print`);
  return path.join(folder, name, `${main.name.name}.wit.print`);
}
