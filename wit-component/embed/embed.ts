import type { Result } from '../../base/index.js';
import { appendCustomSections, decodeModule, type Slice } from '../../component/index.js';
import type { World } from '../../wit-parser/index.js';
import { encodeWorldMetadata, type WorldMetadataOptions } from '../encode/encode-metadata.js';
import { checkCanonicalNames } from './check-canonical-names.js';

/** The custom section that says for which world a core module is. Several, of several tools, count together. */
const METADATA_SECTION = 'component-type';

/**
 * Says in a core module for which world it is, so that a component can be made of it.
 * @param world of a model without errors that `checkEncodable` finds nothing in.
 * @returns the module with one more custom section at its end; null if it is no core module, or if the world cannot be
 * written as `options` ask.
 */
export function embed(module: Slice, world: World, options: WorldMetadataOptions): Result<Uint8Array | null> {
  const payload = embeddedMetadata(world, options);
  const diagnostics = [...payload.diagnostics, ...decodeModule(module).diagnostics];
  if (payload.value === null || diagnostics.length > 0) return { value: null, diagnostics };
  const section = { name: METADATA_SECTION, data: payload.value };
  return { value: appendCustomSections(module, [section]), diagnostics };
}

/** The content of that section alone; null if the world cannot be written as `options` ask. */
export function embeddedMetadata(world: World, options: WorldMetadataOptions): Result<Uint8Array | null> {
  const diagnostics = options.canonicalNames === true ? checkCanonicalNames(world) : [];
  return { value: diagnostics.length > 0 ? null : encodeWorldMetadata(world, options), diagnostics };
}
