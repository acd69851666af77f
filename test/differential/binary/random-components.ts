import { readFileSync } from 'node:fs';
import { wholeFile } from '../../../component/index.js';
import { decodeWit, dummyModule, embed, newComponent } from '../../../wit-component/index.js';
import type { NativeTools } from '../../support/native.js';
import { smithPackage } from '../random-packages.js';

/**
 * The components that come of one seed: a WIT package that native wasm-tools makes, and of each of its worlds a component
 * around a dummy module, with standard names and, for the first world, every way of calling.
 */
export async function randomComponents(native: NativeTools, seed: number): Promise<readonly Uint8Array[]> {
  const file = await smithPackage(native, seed);
  if (file === null) return [];
  const bytes = readFileSync(file);
  const { value, diagnostics } = decodeWit(wholeFile({ path: 'package.wasm', bytes }));
  if (value === null) throw new Error(`seed ${seed}: ${diagnostics[0]?.message}`);
  const components: Uint8Array[] = [bytes];
  for (const world of value.resolve.main.worlds.values()) {
    for (const form of ['standard32', 'legacy', 'async-callback', 'async-stackful'] as const) {
      const dummy = wholeFile({ path: 'dummy.wasm', bytes: dummyModule(world, form) });
      const embedded = embed(dummy, world, { encoding: 'utf8' });
      if (embedded.value === null) throw new Error(`seed ${seed}: ${embedded.diagnostics[0]?.message}`);
      const component = newComponent(wholeFile({ path: 'm.wasm', bytes: embedded.value }), {
        validate: false,
      });
      if (component.value !== null) components.push(component.value);
    }
  }
  return components;
}
