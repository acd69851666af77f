import type { Result } from '../../base/index.js';
import { worldId, type Resolve, type World } from '../../wit-parser/index.js';
import type { OutputFile } from '../writer/index.js';
import { guestFiles } from './guest.js';
import { hostFiles } from './host.js';
import { bannerOf } from './interface.js';
import { planTarget } from './target.js';
import type { Side } from './units.js';

export interface TypesOptions {
  /** `host`: for JavaScript that instantiates a component. `guest`: for JavaScript that becomes one. */
  readonly side: Side;
}

/**
 * Writes TypeScript declarations of `world`: a file for the world, one for each of its interfaces under `interfaces/`, and
 * one with shared types. The same world gives the same bytes. `docs/typescript.md` describes the mapping.
 */
export function generateTypes(
  _resolve: Resolve,
  world: World,
  { side }: TypesOptions,
): Result<readonly OutputFile[]> {
  const target = planTarget(world, side);
  const files = side === 'host' ? hostFiles(target) : guestFiles(target);
  const shared = target.shared.file(bannerOf(`Types shared by the files of the world ${worldId(world)}`));
  return { value: shared === null ? files : [...files, shared], diagnostics: [] };
}
