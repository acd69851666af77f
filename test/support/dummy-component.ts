import { wholeFile } from '../../component/index.js';
import { dummyModule, embed } from '../../wit-component/index.js';
import { worldIn } from './embedded.js';
import { made } from './made-component.js';

/** A component of the only world of `wit`. Its functions trap. */
export function dummyComponent(wit: string): Uint8Array {
  const world = worldIn(wit);
  const module = wholeFile({ path: 'dummy.wasm', bytes: dummyModule(world, 'legacy') });
  const { value } = embed(module, world, { encoding: 'utf8' });
  if (value === null) throw new Error('not embedded');
  return made(wholeFile({ path: 'module.wasm', bytes: value }));
}
