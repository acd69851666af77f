import { wholeFile, type Slice } from '../../component/index.js';
import { selectWorld, type World } from '../../wit-parser/index.js';
import { embed, type StringEncoding } from '../../wit-component/index.js';
import { coreModuleBytes, type Outline } from './core-module.js';
import { resolveFilesOrThrow } from './resolve-wit.js';

/** `module` with the only world of `wit` embedded. */
export function embedded(
  wit: string,
  module: Outline | Uint8Array,
  encoding: StringEncoding = 'utf8',
): Slice {
  const bytes = module instanceof Uint8Array ? module : coreModuleBytes(module);
  const { value } = embed(wholeFile({ path: 'module.wasm', bytes }), worldIn(wit), { encoding });
  if (value === null) throw new Error('not embedded');
  return wholeFile({ path: 'module.wasm', bytes: value });
}

/** The only world of the main package of `wit`. */
export function worldIn(wit: string): World {
  const resolve = resolveFilesOrThrow(new Map([['main.wit', wit]]), 'main.wit');
  const { value } = selectWorld(resolve);
  if (value === null) throw new Error('not one world');
  return value;
}
