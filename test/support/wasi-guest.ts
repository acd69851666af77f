import { readFileSync } from 'node:fs';
import { wholeFile } from '../../component/index.js';
import { resolveProject } from '../../node/index.js';
import { embed } from '../../wit-component/index.js';
import { bytesOfHex } from './hex.js';
import { made } from './made-component.js';
import { inRepository } from './repository.js';

/** The guests of `fixtures/host/wasi`, each with its world, its core module as text, and the same assembled. */
export const WASI_GUESTS = ['hello', 'cat', 'echo'] as const;

export type WasiGuest = (typeof WASI_GUESTS)[number];

export function guestFile(guest: WasiGuest, extension: 'wit' | 'wat' | 'hex'): string {
  return inRepository('fixtures', 'host', 'wasi', `${guest}.${extension}`);
}

/** The core module of a guest. */
export function guestModule(guest: WasiGuest): Uint8Array {
  return bytesOfHex(readFileSync(guestFile(guest, 'hex'), 'utf8'));
}

/** The component that `embed` and `new` make of a guest, with WASI as this package has it. */
export async function guestComponent(guest: WasiGuest): Promise<Buffer> {
  return Buffer.from(await componentOf(guestFile(guest, 'wit'), guest, guestModule(guest)));
}

/** The component that `embed` and `new` make of a core module, for a world of a file that may use WASI. */
export async function componentOf(wit: string, name: string, module: Uint8Array): Promise<Uint8Array> {
  const { value } = await resolveProject([wit], { cwd: inRepository() });
  const world = value.resolve?.main.worlds.get(name);
  if (world === undefined) throw new Error(`no world ${name}`);
  const path = `${name}.wasm`;
  const embedded = embed(wholeFile({ path, bytes: module }), world, { encoding: 'utf8' });
  if (embedded.value === null) throw new Error('not embedded');
  return made(wholeFile({ path, bytes: embedded.value }));
}
