import { expect } from 'vitest';
import { type Denial, type Policy, type Wasi, wasiImports, type WasiSystem } from '../../host/index.js';
import { nodeSystem } from '../../node/index.js';

/** A resource or an interface object of WASI, as a guest's calls reach it. */
export type WasiObject = Readonly<Record<string, (...values: readonly unknown[]) => unknown>>;

/** WASI for one instance, without the instance. */
export interface TestWasi extends Wasi {
  of(name: string): WasiObject;
  /** Capability and operation of all that was refused. */
  refused(): readonly string[];
}

/** What a guest would be given under `policy`; `system` replaces parts of the process. */
export async function wasiFor(policy: Policy, system: Partial<WasiSystem> = {}): Promise<TestWasi> {
  const wasi = await wasiImports(policy, { system: { ...nodeSystem(), ...system } });
  return {
    ...wasi,
    of(name) {
      const found = wasi.imports[name];
      if (found === undefined) throw new Error(`no interface ${name}`);
      return found as WasiObject;
    },
    refused: () => wasi.denied().map(({ capability, operation }: Denial) => `${capability}: ${operation}`),
  };
}

/** The payload of the WASI error that `act` throws; fails where it throws anything else, or nothing. */
export function errorOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    if (error instanceof Error && Object.hasOwn(error, 'payload'))
      return (error as { payload?: unknown }).payload;
    throw error;
  }
  return expect.fail('nothing was refused');
}

/** The first directory that is given. */
export function firstDirectory(wasi: TestWasi): WasiObject {
  const [[directory]] = call(wasi.of('wasi:filesystem/preopens'), 'getDirectories') as [[WasiObject, string]];
  return directory;
}

/** Calls a function or method that is known to be there. */
export function call(object: WasiObject, name: string, ...values: readonly unknown[]): unknown {
  const found = object[name];
  if (found === undefined) throw new Error(`no function ${name}`);
  return found.apply(object, [...values]);
}

/** Opens a file for reading and gives its text. */
export function textAt(directory: WasiObject, path: string, flags: object = { symlinkFollow: true }): string {
  const file = call(directory, 'openAt', flags, path, {}, { read: true }) as WasiObject;
  const [bytes] = call(file, 'read', 1000n, 0n) as [Uint8Array, boolean];
  return new TextDecoder().decode(bytes);
}
