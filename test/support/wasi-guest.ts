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
  const { value } = await resolveProject([guestFile(guest, 'wit')], { cwd: inRepository() });
  const world = value.resolve?.main.worlds.get(guest);
  if (world === undefined) throw new Error(`no world ${guest}`);
  const module = embed(wholeFile({ path: `${guest}.wasm`, bytes: guestModule(guest) }), world, {
    encoding: 'utf8',
  });
  if (module.value === null) throw new Error('not embedded');
  return Buffer.from(made(wholeFile({ path: `${guest}.wasm`, bytes: module.value })));
}
