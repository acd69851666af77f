import type { CoreModule, Producers } from '../../component/index.js';
import type { StringEncoding } from '../names/roles.js';
import type { ResolvedWorld } from './merge-worlds.js';

/** A world that a core module says it was made for. */
export interface EmbeddedWorld extends ResolvedWorld {
  readonly encoding: StringEncoding;
  readonly producers: Producers;
}

/** A core module to make a component of, as it was given. */
export interface ModuleInput {
  /** The name of an adapter; null for the main module. */
  readonly adapter: string | null;
  readonly shell: CoreModule;
  readonly worlds: readonly EmbeddedWorld[];
}
