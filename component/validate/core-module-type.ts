import type { ByteSpan, Diagnostic } from '../../base/index.js';
import type { CoreExport, CoreModule, CoreSectionName } from '../core/module.js';
import type { FeatureName } from '../features.js';
import type { CoreExternType } from '../model/core-types.js';
import type { Located } from '../model/sort.js';
import { checkSupertypes, externIn, type CoreSite, type ReportingScope } from './core-externs.js';
import { coreMessages } from './core-messages.js';
import { needsOfRec } from './core-needs.js';
import type { CoreTypeTable } from './core-type-table.js';
import type { CoreDefinedType, CoreExtern, CoreModuleImport, CoreModuleType } from './core-types.js';
import { validationMessages } from './messages.js';

/** What a core module shows to the outside, checked without its code. */
export interface CheckedShell {
  /** Null where an import or export has no type. */
  readonly type: CoreModuleType | null;
  readonly faults: readonly Diagnostic[];
  /** The features that its types need, with the first thing that needs each. */
  readonly needs: ReadonlyMap<FeatureName, string>;
}

/**
 * The type of a decoded core module.
 * @param hasExactTypes whether functions that the module defines are known to have exactly their type, which is so with
 *   the proposal for custom descriptors.
 */
export function shellOf(module: CoreModule, coreTypes: CoreTypeTable, hasExactTypes: boolean): CheckedShell {
  const reading = new Reading(module, hasExactTypes);
  for (const rec of module.types) reading.addTypes(rec, coreTypes);
  for (const item of module.imports) reading.addImport(item);
  reading.addDefinitions();
  for (const item of module.exports) reading.addExport(item);
  const { imports, exports } = reading;
  return {
    type: reading.isBroken ? null : { imports, exports },
    faults: reading.faults,
    needs: reading.needs,
  };
}

type IndexSpace = (CoreExtern | null)[];

class Reading implements ReportingScope {
  readonly imports: CoreModuleImport[] = [];
  readonly exports = new Map<string, CoreExtern>();
  readonly faults: Diagnostic[] = [];
  readonly needs = new Map<FeatureName, string>();
  isBroken = false;
  readonly #module: CoreModule;
  readonly #hasExactTypes: boolean;
  readonly #types: (CoreDefinedType | null)[] = [];
  readonly #spaces: Readonly<Record<CoreExport['kind'], IndexSpace>> = {
    func: [],
    table: [],
    memory: [],
    global: [],
    tag: [],
  };

  constructor(module: CoreModule, hasExactTypes: boolean) {
    this.#module = module;
    this.#hasExactTypes = hasExactTypes;
  }

  get count(): number {
    return this.#types.length;
  }

  typeAt(index: number): CoreDefinedType | null {
    return this.#types[index] ?? null;
  }

  reportMissing(index: number, site: CoreSite): void {
    // A type that is there and null has been reported.
    if (index < this.count) return;
    site.fault(validationMessages.indexOutOfBounds, { sort: 'core type', index, count: this.count });
  }

  addTypes(rec: CoreModule['types'][number], coreTypes: CoreTypeTable): void {
    const site = this.#siteOf('type');
    needsOfRec(rec, site.need);
    const group = coreTypes.group(rec, this);
    if ('unknown' in group) {
      this.reportMissing(group.unknown, site);
      for (const _ of rec.types) this.#types.push(null);
      return;
    }
    checkSupertypes(rec, group, site);
    for (const type of group) this.#types.push(type);
  }

  addImport({ module, name, type, start, end }: CoreModule['imports'][number]): void {
    const resolved = externIn(type, this, this.#siteAt({ start, end }));
    this.#spaces[type.kind].push(resolved);
    this.#needMutable(resolved, 'imported', { start, end });
    if (resolved === null) this.isBroken = true;
    else this.imports.push({ module, name, type: resolved });
  }

  addDefinitions(): void {
    if (this.#module.sections.some(({ name }) => name === 'tag')) {
      this.#siteOf('tag').need('exceptions', 'a tag section');
    }
    const { functions, tables, memories, globals, tags } = this.#module;
    this.#addFunctions(functions);
    this.#addAll('table', 'table', tables, (table) => ({ kind: 'table', table }));
    this.#addAll('memory', 'memory', memories, (memory) => ({ kind: 'memory', memory }));
    this.#addAll('global', 'global', globals, (global) => ({ kind: 'global', global }));
    this.#addAll('tag', 'tag', tags, (type) => ({ kind: 'tag', type }));
    if (this.#spaces.memory.length > 1) this.#siteOf('memory').need('multi-memory', 'a second memory');
    if (this.#spaces.table.length > 1) this.#siteOf('table').need('reference-types', 'a second table');
  }

  /** A module has many more functions than types, so that what was found for a type serves all functions of it. */
  #addFunctions(types: readonly number[]): void {
    if (types.length === 0) return;
    const site = this.#siteOf('function');
    const known: (CoreExtern | null)[] = [];
    for (const type of types) {
      let extern = known[type];
      if (extern === undefined) {
        extern = externIn({ kind: 'func', type, exact: false }, this, site);
        // What is out of bounds is as rare as it may be large.
        if (type < this.count) known[type] = extern;
      }
      this.#spaces.func.push(extern);
    }
  }

  #addAll<Item>(
    kind: CoreExport['kind'],
    section: CoreSectionName,
    items: readonly Item[],
    typeOf: (item: Item) => CoreExternType,
  ): void {
    if (items.length === 0) return;
    const site = this.#siteOf(section);
    const space = this.#spaces[kind];
    for (const item of items) space.push(externIn(typeOf(item), this, site));
  }

  addExport({ name, kind, index, start, end }: CoreExport): void {
    const site = this.#siteAt({ start, end });
    const space = this.#spaces[kind];
    const found = space[index];
    if (this.exports.has(name)) site.fault(coreMessages.duplicateCoreExport, { name });
    if (found === undefined) {
      site.fault(validationMessages.indexOutOfBounds, { sort: `core ${kind}`, index, count: space.length });
    }
    this.#needMutable(found ?? null, 'exported', { start, end });
    if (found === undefined || found === null) this.isBroken = true;
    else this.exports.set(name, this.#hasExactTypes ? this.#exact(found, index) : found);
  }

  #needMutable(extern: CoreExtern | null, how: string, place: Located): void {
    if (extern?.kind !== 'global' || !extern.global.mutable) return;
    this.#siteAt(place).need('mutable-global', `a mutable global that is ${how}`);
  }

  /** A function that the module defines has the very type that it says. */
  #exact(extern: CoreExtern, index: number): CoreExtern {
    if (extern.kind !== 'func') return extern;
    const imported = this.#module.imports.filter(({ type }) => type.kind === 'func').length;
    return index < imported ? extern : { ...extern, exact: true };
  }

  #siteOf(section: CoreSectionName): CoreSite {
    const place = this.#module.sections.find(({ name }) => name === section);
    return this.#siteAt(place ?? this.#module.source);
  }

  #siteAt({ start, end }: Located): CoreSite {
    const { file, path } = this.#module.source;
    const span: ByteSpan = { file, component: path, start, end };
    return {
      fault: (definition, args) => {
        this.faults.push(definition.at(span, args));
      },
      need: (feature, what) => {
        if (!this.needs.has(feature)) this.needs.set(feature, what);
      },
    };
  }
}
