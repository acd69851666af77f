import type { Producers, Slice } from '../../component/index.js';

export interface NewOptions {
  /** Modules that serve imports which no world has, by the module names of these imports. */
  readonly adapters?: ReadonlyMap<string, Slice>;
  /** New names for imported interfaces, by their names in the world. Names that the world has not are ignored. */
  readonly importNames?: ReadonlyMap<string, string>;
  /** Whether of several versions of an interface only the newest is imported, where it can serve for the others; true. */
  readonly mergeImports?: boolean;
  /** Whether only the standard names (`cm32p2…`) of core imports and exports mean something; false. */
  readonly rejectLegacyNames?: boolean;
  /** Whether adapters get their memory from `memory.grow`, also if the main module has a realloc function; false. */
  readonly reallocViaMemoryGrow?: boolean;
  /** Whether shims jump through typed globals with `return_call_ref`, not through a table; false. */
  readonly returnCallRef?: boolean;
  /** Whether versions are written as a track in the name and the rest apart; false. */
  readonly emitCanonicalNames?: boolean;
  /** Whether the component and its modules have names for people who debug; true. */
  readonly debugNames?: boolean;
  /** Whether the component is validated; true. */
  readonly validate?: boolean;
  /** What to enter as producers of the component; nothing by default. */
  readonly producers?: Producers;
}

/** The options with their defaults. */
export type NewSettings = Required<NewOptions>;

const NO_PRODUCERS: Producers = new Map();

export function settingsOf(options: NewOptions): NewSettings {
  return {
    adapters: options.adapters ?? new Map(),
    importNames: options.importNames ?? new Map(),
    mergeImports: options.mergeImports ?? true,
    rejectLegacyNames: options.rejectLegacyNames ?? false,
    reallocViaMemoryGrow: options.reallocViaMemoryGrow ?? false,
    returnCallRef: options.returnCallRef ?? false,
    emitCanonicalNames: options.emitCanonicalNames ?? false,
    debugNames: options.debugNames ?? true,
    validate: options.validate ?? true,
    producers: options.producers ?? NO_PRODUCERS,
  };
}
