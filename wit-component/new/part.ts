import type { ByteSpan } from '../../base/index.js';
import type { CoreFuncType, CoreModule, Located, MemoryType, Slice } from '../../component/index.js';
import type { World, WorldItem } from '../../wit-parser/index.js';
import type { ModuleRoles, RoledImport } from '../names/module-roles.js';
import type { Encodings } from './encodings.js';
import { placeOf } from './place.js';

/** A core module of the component-to-be: the main module, or an adapter. */
export interface Part {
  /** The name of an adapter, by which the main module imports it; null for the main module. */
  readonly adapter: string | null;
  /** The module as it goes into the component. */
  readonly content: Slice;
  readonly shell: CoreModule;
  /** The imports are in order of their modules: those of one module stand together. */
  readonly roles: ModuleRoles;
  readonly encodings: Encodings;
  /** The imports, by index, that go by another name in `content`: a component knows each name once. */
  readonly importNames: ReadonlyMap<number, string>;
  /** What the module exports of the world. */
  readonly exports: readonly WorldItem[];
}

/** All that a component is made of. */
export interface Parts {
  readonly world: World;
  readonly main: Part;
  /** Those that are needed. */
  readonly adapters: readonly Part[];
}

/** `roles` with the imports of each module together, in the order in which the modules come. */
export function groupedByModule(roles: ModuleRoles): ModuleRoles {
  const modules = new Map<string, RoledImport[]>();
  for (const roled of roles.imports) {
    const module = modules.get(roled.import.module);
    if (module === undefined) modules.set(roled.import.module, [roled]);
    else module.push(roled);
  }
  return { ...roles, imports: [...modules.values()].flat() };
}

/** How error messages and debug names call a part. */
export function partName({ adapter }: Pick<Part, 'adapter'>): string {
  return adapter ?? 'main';
}

/**
 * What the module of an adapter is called in debug names. It is wasm-tools' name, as the others of made modules are:
 * runtimes leave out of a backtrace what is so called.
 */
export function adapterLabel(adapter: string): string {
  return `wit-component:adapter:${adapter}`;
}

/** The memory that the part imports as the component's; null if it imports none. */
export function importedMemory({ roles }: Pick<Part, 'roles'>): MemoryType | null {
  for (const { role, import: item } of roles.imports) {
    if (role.kind === 'memory' && item.type.kind === 'memory') return item.type.memory;
  }
  return null;
}

/** The core function type at `index` of the types of a module; null if there is none. */
export function funcTypeAt(shell: CoreModule, index: number): CoreFuncType | null {
  let left = index;
  for (const { types } of shell.types) {
    const type = types[left];
    if (type !== undefined) return type.composite.kind === 'func' ? type.composite : null;
    left -= types.length;
  }
  return null;
}

/** The place of an import or export of a part; null in an adapter, of which only the reduced bytes are left. */
export function placeIn({ adapter, shell }: Part, located: Located): ByteSpan | null {
  return adapter === null ? placeOf(shell, located) : null;
}
