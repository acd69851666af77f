import { indexCountOf, sortOf } from '../index-spaces.js';
import type { Canon } from '../model/canon.js';
import type { ModuleType, RecType } from '../model/core-types.js';
import type {
  Component,
  CoreInlineExport,
  CoreInstanceArgument,
  Definition,
  InlineExport,
  InstanceArgument,
  Section,
} from '../model/definitions.js';
import type { CoreSort, Sort } from '../model/sort.js';
import type { ExternType, Type } from '../model/types.js';
import { wholeFile, type Slice } from '../slice.js';
import { IndexCounter } from './index-counter.js';
import { nameSectionData } from './name-section.js';
import { toExternName, UNPLACED, type NameInput, type Unplaced } from './unplaced.js';

type DefinitionId = Exclude<Section['id'], 0>;

const SECTION_OF: Readonly<Record<Definition['kind'], DefinitionId>> = {
  'core module': 1,
  'core instance': 2,
  'core type': 3,
  component: 4,
  instance: 5,
  alias: 6,
  type: 7,
  canon: 8,
  start: 9,
  import: 10,
  export: 11,
  value: 12,
};

/** Sections that hold one definition, not a list. */
const SINGLE: ReadonlySet<DefinitionId> = new Set<DefinitionId>([1, 4, 9]);

/** A section while definitions are added to it. */
interface OpenSection {
  readonly id: DefinitionId;
  readonly definitions: Definition[];
}

/**
 * Builds a component by appending definitions. Each adding method returns the index of what it adds, in the index space
 * of its sort; neighbours that belong in one section share it. Nothing is checked: that is `validate`'s task.
 *
 * A `label` is a name for people to read. Imports, exports and aliased exports are labelled with their names.
 */
export class ComponentBuilder {
  readonly #sections: Section[] = [];
  #open: OpenSection | null = null;
  readonly #indexes = new IndexCounter();
  readonly #labels = new Map<Sort, Map<number, string>>();

  /** How many indexes of `sort` are taken. */
  count(sort: Sort): number {
    return this.#indexes.count(sort);
  }

  type(type: Type, label?: string): number {
    return this.#add({ kind: 'type', type, ...UNPLACED }, label);
  }

  coreType(type: RecType | ModuleType, label?: string): number {
    return this.#add({ kind: 'core type', type, ...UNPLACED }, label);
  }

  import(name: NameInput, type: ExternType): number {
    const externName = toExternName(name);
    return this.#add({ kind: 'import', name: externName, type, ...UNPLACED }, externName.name);
  }

  /** `type` is what the export is given, where that is not its own type. */
  export(name: NameInput, sort: Sort, index: number, type: ExternType | null = null): number {
    const externName = toExternName(name);
    return this.#add({ kind: 'export', name: externName, sort, index, type, ...UNPLACED }, externName.name);
  }

  aliasExport(instance: number, name: string, sort: Sort): number {
    return this.#add({ kind: 'alias', target: 'export', sort, instance, name, ...UNPLACED }, name);
  }

  aliasCoreExport(instance: number, name: string, sort: CoreSort, label = name): number {
    return this.#add({ kind: 'alias', target: 'core export', sort, instance, name, ...UNPLACED }, label);
  }

  /** The definition `index` of the scope that is `count` scopes out. */
  aliasOuter(count: number, index: number, sort: Sort, label?: string): number {
    return this.#add({ kind: 'alias', target: 'outer', sort, count, index, ...UNPLACED }, label);
  }

  /** A lift (the index is that of a func), a lower or a built-in (that of a core func). */
  canon(canon: Unplaced<Canon>, label?: string): number {
    return this.#add({ kind: 'canon', ...canon, ...UNPLACED } as Canon, label);
  }

  coreModule(content: Slice | Uint8Array, label?: string): number {
    const slice = content instanceof Uint8Array ? wholeFile({ path: '', bytes: content }) : content;
    return this.#add({ kind: 'core module', content: slice, ...UNPLACED }, label);
  }

  component(content: Slice | Component, label?: string): number {
    return this.#add({ kind: 'component', content, ...UNPLACED }, label);
  }

  coreInstantiate(module: number, args: readonly CoreInstanceArgument[], label?: string): number {
    return this.#add(
      { kind: 'core instance', form: 'instantiate', module, arguments: args, ...UNPLACED },
      label,
    );
  }

  /** A core instance of what is already there. */
  coreExports(exports: readonly CoreInlineExport[], label?: string): number {
    return this.#add({ kind: 'core instance', form: 'exports', exports, ...UNPLACED }, label);
  }

  instantiate(component: number, args: readonly InstanceArgument[], label?: string): number {
    return this.#add(
      { kind: 'instance', form: 'instantiate', component, arguments: args, ...UNPLACED },
      label,
    );
  }

  /** An instance of what is already there. */
  instanceOf(exports: readonly InlineExport[], label?: string): number {
    return this.#add({ kind: 'instance', form: 'exports', exports, ...UNPLACED }, label);
  }

  custom(name: string, data: Uint8Array): void {
    this.#close();
    this.#sections.push({ id: 0, name, data, ...UNPLACED });
  }

  /** Appends a `component-name` section with the labels so far, if there are any. */
  names(): void {
    if (this.#labels.size > 0) this.custom('component-name', nameSectionData(this.#labels));
  }

  finish(): Component {
    this.#close();
    return { kind: 'component', source: null, sections: [...this.#sections], isCanonical: true };
  }

  #add(definition: Definition, label: string | undefined): number {
    const id = SECTION_OF[definition.kind];
    if (this.#open?.id !== id || SINGLE.has(id)) this.#close();
    this.#open ??= { id, definitions: [] };
    this.#open.definitions.push(definition);
    const sort = sortOf(definition);
    const index = this.#indexes.take(sort, indexCountOf(definition));
    if (label !== undefined) this.#label(sort, index, label);
    return index;
  }

  #label(sort: Sort, index: number, label: string): void {
    const ofSort = this.#labels.get(sort) ?? new Map<number, string>();
    this.#labels.set(sort, ofSort.set(index, label));
  }

  #close(): void {
    // The kinds of the definitions say which section it is, which their common type cannot.
    if (this.#open !== null) this.#sections.push({ ...this.#open, ...UNPLACED } as Section);
    this.#open = null;
  }
}
