import type { ComponentTree } from '../decode-tree.js';
import { definitionsOf, emptySpaces, indexCountOf, sortOf } from '../index-spaces.js';
import type { Alias, CoreInstance, Definition, Export, Import, Instance } from '../model/definitions.js';
import type { Canon } from '../model/canon.js';
import type { Sort } from '../model/sort.js';
import type { Slice } from '../slice.js';

/** What inside a component uses one of its imports or modules. */
export interface User {
  /** A module or component that is given something of it, or an export of the component that is something of it. */
  readonly kind: 'core module' | 'component' | 'export';
  /** The index of the module or component; of an export, its place among the exports. */
  readonly index: number;
  /** The name under which it is given first to a module or component: of its import; else of the export. */
  readonly as: string;
  /** The items of the instance, such as functions, that are given; empty for an import as a whole. */
  readonly items: readonly string[];
}

/** An import and what it costs. */
export interface ImportUse {
  readonly import: Import;
  /** The bytes of the import, of its type, and of what connects it with those who need it. */
  readonly bytes: number;
  readonly users: readonly User[];
}

/** A core module inside the component, and who uses what it exports. */
export interface ModuleUse {
  readonly module: number;
  readonly users: readonly User[];
}

export interface Uses {
  readonly imports: readonly ImportUse[];
  readonly modules: readonly ModuleUse[];
}

/**
 * Who uses each import and each module of a component, followed through its aliases, lowered functions and instances. Where a function
 * reaches a module by way of a table that another one fills (the shim and fixup modules of `component new`), the module
 * that calls it counts, and not the one that fills the table.
 */
export function usesOf(tree: ComponentTree): Uses {
  const definitions = definitionsOf(tree.component);
  // What fills a table comes behind those who call through it, so the tables are known after a first look.
  const first = new UseTrace(tree, new Map());
  for (const definition of definitions) first.visit(definition);
  const trace = new UseTrace(tree, first.filled);
  for (const definition of definitions) trace.visit(definition);
  return trace.uses();
}

/** Where a definition comes from: an import or a core module (its index), and which item of its instance. */
interface Origin {
  readonly source: Import | number;
  readonly item: string | null;
}

interface MutableUse {
  bytes: number;
  readonly users: Map<string, { kind: User['kind']; index: number; as: string; items: Set<string> }>;
}

/** What one index stands for. */
interface Entry {
  readonly origin: Origin | null;
  /** Of an instance that is a list of definitions: what stands under a name. */
  readonly exports: ReadonlyMap<string, Entry> | null;
  /** Of an instance of a core module, and of what is taken from it: the number of the instance. */
  readonly instance: number | null;
}

/** Lists of lists can be made to say the same thing without end; no component that does work comes near. */
const MAX_STEPS = 5_000_000;

const NOTHING: Entry = { origin: null, exports: null, instance: null };

/** By core instance, the functions that its table leads to, by the names of the exports that call them. */
type FilledTables = Map<number, ReadonlyMap<string, Entry>>;

/** Walks over the definitions of a component in order: they refer backwards only. */
class UseTrace {
  /** Tables that this walk has seen being filled. */
  readonly filled: FilledTables = new Map();
  readonly #tree: ComponentTree;
  readonly #known: FilledTables;
  readonly #spaces: Record<Sort, Entry[]> = emptySpaces();
  readonly #uses = new Map<Import | number, MutableUse>();
  readonly #modules: Slice[] = [];
  /** By core instance, the module of which it is one. */
  readonly #moduleOf = new Map<number, number>();
  readonly #typeSizes = new Map<number, number>();
  #exports = 0;
  #steps = 0;

  /** @param known the tables that an earlier walk has seen being filled. */
  constructor(tree: ComponentTree, known: FilledTables) {
    this.#tree = tree;
    this.#known = known;
  }

  uses(): Uses {
    const imports: ImportUse[] = [];
    const modules: ModuleUse[] = [];
    for (const [source, { bytes, users: all }] of this.#uses) {
      const users = [...all.values()].map((user) => ({ ...user, items: [...user.items] }));
      if (typeof source === 'number') modules.push({ module: source, users });
      else imports.push({ import: source, bytes, users });
    }
    return { imports, modules: modules.sort((a, b) => a.module - b.module) };
  }

  visit(definition: Definition): void {
    const space = this.#spaces[sortOf(definition)];
    const entry = this.#entryOf(definition, space.length);
    if (definition.kind === 'core module') this.#modules[space.length] = definition.content;
    if (definition.kind === 'type') this.#typeSizes.set(space.length, definition.end - definition.start);
    for (let index = indexCountOf(definition); index > 0; index--) space.push(entry);
    // An alias or a lowered function is there for the sake of what it comes from.
    if ((definition.kind === 'alias' || definition.kind === 'canon') && entry.origin !== null) {
      this.#useOf(entry.origin).bytes += definition.end - definition.start;
    }
  }

  #entryOf(definition: Definition, index: number): Entry {
    switch (definition.kind) {
      case 'import':
        return this.#import(definition);
      case 'alias':
        return this.#alias(definition);
      case 'canon':
        return this.#canon(definition);
      case 'core instance':
        return this.#coreInstance(definition, index);
      case 'instance':
        return this.#instance(definition);
      case 'export':
        return this.#export(definition);
      default:
        return NOTHING;
    }
  }

  #import(definition: Import): Entry {
    const { start, end, type } = definition;
    const typeSize = 'type' in type ? (this.#typeSizes.get(type.type) ?? 0) : 0;
    this.#uses.set(definition, { bytes: end - start + typeSize, users: new Map() });
    return { ...NOTHING, origin: { source: definition, item: null } };
  }

  #alias(alias: Alias): Entry {
    if (alias.target === 'outer') return NOTHING;
    const isCore = alias.target === 'core export';
    const from = this.#find(isCore ? 'core instance' : 'instance', alias.instance);
    const exported = this.#exportOf(from, alias.name);
    // A table taken from an instance keeps its number, so that whoever fills it is recognised.
    return alias.sort === 'core table' ? { ...exported, instance: from.instance } : exported;
  }

  #exportOf(from: Entry, name: string): Entry {
    const listed = from.exports?.get(name);
    if (listed !== undefined) return listed;
    if (from.instance !== null) {
      const filled = this.#known.get(from.instance)?.get(name);
      const source = this.#moduleOf.get(from.instance);
      return filled ?? (source === undefined ? NOTHING : { ...NOTHING, origin: { source, item: name } });
    }
    const { origin } = from;
    return origin === null ? NOTHING : { ...NOTHING, origin: { ...origin, item: origin.item ?? name } };
  }

  #canon(canon: Canon): Entry {
    if (canon.name === 'lift') {
      return { ...NOTHING, origin: this.#find('core func', canon.coreFunc).origin };
    }
    if (canon.name === 'lower') return { ...NOTHING, origin: this.#find('func', canon.func).origin };
    const isOfType = 'type' in canon && typeof canon.type === 'number';
    return isOfType ? { ...NOTHING, origin: this.#find('type', canon.type).origin } : NOTHING;
  }

  #coreInstance(definition: CoreInstance, index: number): Entry {
    if (definition.form === 'exports') {
      const exports = new Map(
        definition.exports.map((item) => [item.name, this.#find(item.sort, item.index)]),
      );
      return { ...NOTHING, exports };
    }
    const given = definition.arguments.map(
      ({ name, instance }) => [name, this.#find('core instance', instance)] as const,
    );
    const tableOwner = this.#tableOwner(definition.module, new Map(given));
    if (tableOwner !== null) {
      this.filled.set(tableOwner, new Map(given.flatMap(([, { exports }]) => [...(exports ?? [])])));
    } else {
      for (const [name, entry] of given) this.#used('core module', definition.module, name, entry);
    }
    this.#moduleOf.set(index, definition.module);
    return { ...NOTHING, instance: index };
  }

  /** The number of the core instance whose table the module imports, and so fills; null if it imports none. */
  #tableOwner(module: number, given: ReadonlyMap<string, Entry>): number | null {
    const content = this.#modules[module] ?? null;
    const shell = content === null ? undefined : this.#tree.modules.get(content);
    const table = shell?.imports.find(({ type }) => type.kind === 'table');
    const from = table === undefined ? undefined : given.get(table.module);
    return from?.instance ?? from?.exports?.get(table?.name ?? '')?.instance ?? null;
  }

  #instance(definition: Instance): Entry {
    if (definition.form === 'exports') {
      const exports = new Map(
        definition.exports.map((item) => [item.name.name, this.#find(item.sort, item.index)]),
      );
      return { ...NOTHING, exports };
    }
    for (const { name, sort, index } of definition.arguments) {
      this.#used('component', definition.component, name, this.#find(sort, index));
    }
    return NOTHING;
  }

  #export(definition: Export): Entry {
    const entry = this.#find(definition.sort, definition.index);
    this.#used('export', this.#exports++, definition.name.name, entry);
    return entry;
  }

  /** Notes that `entry`, with all that is listed in it, is given to a user. */
  #used(kind: User['kind'], index: number, as: string, entry: Entry): void {
    const seen = new Set([entry]);
    for (const { origin, exports } of seen) {
      if (this.#steps++ > MAX_STEPS) return;
      for (const inner of exports?.values() ?? []) seen.add(inner);
      if (origin === null) continue;
      const key = `${kind} ${index}`;
      const { users } = this.#useOf(origin);
      const user = users.get(key) ?? { kind, index, as, items: new Set<string>() };
      users.set(key, user);
      if (origin.item !== null) user.items.add(origin.item);
    }
  }

  #useOf({ source }: Origin): MutableUse {
    const known = this.#uses.get(source);
    if (known !== undefined) return known;
    const made: MutableUse = { bytes: 0, users: new Map() };
    this.#uses.set(source, made);
    return made;
  }

  #find(sort: Sort, index: number): Entry {
    return this.#spaces[sort][index] ?? NOTHING;
  }
}
