import { readFileSync } from 'node:fs';
import path from 'node:path';
import { hasErrors } from '../../base/index.js';
import { wholeFile } from '../../component/index.js';
import { decodeWit, encodePackage, encodeWorldMetadata } from '../../wit-component/index.js';
import { assertValid, checkEncodable, print, toJson, type Resolve } from '../../wit-parser/index.js';
import type { NativeTools } from './native.js';
import { textDifference } from './text-difference.js';

/** What native wasm-tools 1.262 writes into its binaries. */
const PRODUCERS = new Map([['processed-by', [{ name: 'wit-component', version: '0.262.0' }]]]);

/**
 * What holds for every valid package as a binary: it decodes to a valid model that encodes to the same bytes, also with
 * the docs of dependencies, and these survive. Native wasm-tools makes the same bytes of it and of its worlds, and reads
 * the same out of them.
 */
export async function checkBinary(
  resolve: Resolve,
  file: string | null,
  flags: readonly string[],
  native: NativeTools | null,
): Promise<string | null> {
  if (hasErrors(checkEncodable(resolve))) return null;
  // The binary of a package without items says nothing, not even that it is one.
  if (resolve.main.interfaces.size + resolve.main.worlds.size === 0) return null;
  const bytes = encodePackage(resolve, { extraDocs: false, producers: PRODUCERS });
  const failure = roundTrip(encodePackage(resolve));
  if (failure !== null || native === null || file === null) return failure;
  return (await compareBytes(resolve, bytes, file, flags, native)) ?? (await compareDecoded(bytes, native));
}

function roundTrip(bytes: Uint8Array): string | null {
  const { value, diagnostics } = decodeWit(wholeFile({ path: 'package.wasm', bytes }));
  if (value?.kind !== 'package')
    return `not decoded: ${diagnostics.map(({ message }) => message).join('; ')}`;
  assertValid(value.resolve);
  // The order of functions is that of the resources in the binary, which that of the docs follows from there on.
  const again = encodePackage(value.resolve);
  const third = decodeWit(wholeFile({ path: 'again.wasm', bytes: again })).value;
  if (bytes.length !== again.length)
    return `${again.length} bytes the second time, ${bytes.length} the first`;
  const difference =
    third === null ? 'not decoded' : textDifference(toJson(third.resolve), toJson(value.resolve));
  return difference === null ? null : `decoded again: ${difference}`;
}

async function compareBytes(
  { main }: Resolve,
  bytes: Uint8Array,
  file: string,
  flags: readonly string[],
  native: NativeTools,
): Promise<string | null> {
  const output = path.join(native.onDisk(new Map([['out.wasm', '']])), 'out.wasm');
  const made = await native.run(['component', 'wit', file, ...flags, '-w', '-o', output]);
  if (!made.ok) return `native does not encode it: ${made.stderr}`;
  if (!readFileSync(output).equals(bytes)) return 'other bytes than those of native';
  // Worlds are in the package, too: one mode is enough for what is around them.
  const worlds = flags.includes('--all-features') ? main.worlds.values() : [];
  for (const world of worlds) {
    const args = [
      'component',
      'embed',
      file,
      ...flags,
      '-w',
      `%${world.name}`,
      '--only-custom',
      '-o',
      output,
    ];
    const embedded = await native.run(args);
    if (!embedded.ok) return `native does not embed \`${world.name}\`: ${embedded.stderr}`;
    const metadata = encodeWorldMetadata(world, { encoding: 'utf8', producers: PRODUCERS });
    if (!readFileSync(output).equals(metadata))
      return `other metadata of \`${world.name}\` than that of native`;
  }
  return null;
}

async function compareDecoded(bytes: Uint8Array, native: NativeTools): Promise<string | null> {
  const file = path.join(native.onDisk(new Map([['package.wasm', bytes]])), 'package.wasm');
  const { value } = decodeWit(wholeFile({ path: 'package.wasm', bytes }));
  if (value === null) return 'not decoded';
  const json = await native.json(file);
  const text = await native.run(['component', 'wit', file]);
  return (
    textDifference(toJson(value.resolve), json.stdout) ?? textDifference(print(value.resolve), text.stdout)
  );
}
