import { ComponentBuilder, encodeComponent, producersData, type Producers } from '../../component/index.js';
import type { World } from '../../wit-parser/index.js';
import type { StringEncoding } from '../names/roles.js';
import { wrappedWorldType } from './component-types.js';

/** In the order of their numbers in metadata. */
export const STRING_ENCODINGS: readonly StringEncoding[] = ['utf8', 'utf16', 'latin1+utf16'];

/** The custom section that says which version of metadata this is, and the string encoding. */
export const ENCODING_SECTION = 'wit-component-encoding';

/** The version that is written. */
export const METADATA_VERSION = 4;

export interface WorldMetadataOptions {
  readonly encoding: StringEncoding;
  /** Write the versions of interfaces as a track and a suffix. */
  readonly canonicalNames?: boolean;
  /** The content of the `producers` section; none without it. */
  readonly producers?: Producers;
}

/**
 * The content of a `component-type` custom section: what world a core module is made for. It is itself a component,
 * with the world as an exported type.
 */
export function encodeWorldMetadata(world: World, options: WorldMetadataOptions): Uint8Array {
  const { encoding, canonicalNames = false, producers } = options;
  const builder = new ComponentBuilder();
  builder.custom(ENCODING_SECTION, Uint8Array.of(METADATA_VERSION, STRING_ENCODINGS.indexOf(encoding)));
  builder.export(world.name, 'type', builder.type(wrappedWorldType(world, { canonicalNames })));
  if (producers !== undefined) builder.custom('producers', producersData(producers));
  return encodeComponent(builder.finish());
}
