import { assertNever, type Diagnostic, type Result } from '../../base/index.js';
import { UNPLACED } from '../build/unplaced.js';
import { funcType } from '../core/encode-module.js';
import type { CoreExport, CoreModule } from '../core/module.js';
import type {
  CoreExternType,
  CoreFuncType,
  CoreValType,
  ModuleDeclaration,
  ModuleType,
  RecType,
  SubType,
} from '../model/core-types.js';
import { rewriteMessages } from './messages.js';

/** Core types of a component that is being put together: function types, each once, and module types. */
export class CoreTypeList {
  readonly types: (RecType | ModuleType)[] = [];
  readonly #functions = new Map<string, number>();

  /** The index of the function type, which is added if it is not there. */
  func({ params, results }: CoreFuncType): number {
    const key = JSON.stringify([params, results]);
    const known = this.#functions.get(key);
    if (known !== undefined) return known;
    const index = this.types.push(funcType(params, results)) - 1;
    this.#functions.set(key, index);
    return index;
  }

  /** The index of the type of `module`; null with the finding if a component cannot write it. */
  module(module: CoreModule): Result<number | null> {
    const type = new ModuleTypeMaker(module, this);
    const value = type.make();
    if (value === null) return { value, diagnostics: type.diagnostics };
    return { value: this.types.push(value) - 1, diagnostics: [] };
  }
}

/** Makes the type of one module. Its function types are those of the component, by alias. */
class ModuleTypeMaker {
  readonly diagnostics: Diagnostic[] = [];
  readonly #module: CoreModule;
  readonly #list: CoreTypeList;
  readonly #declarations: ModuleDeclaration[] = [];
  /** Type indexes in the module type, by those in the list. */
  readonly #aliases = new Map<number, number>();
  /** By type index; null for what is in a group with others. */
  readonly #types: readonly (SubType | null)[];
  readonly #imported: Readonly<Record<CoreExport['kind'], readonly CoreExternType[]>>;

  constructor(module: CoreModule, list: CoreTypeList) {
    this.#module = module;
    this.#list = list;
    this.#types = module.types.flatMap(({ types }): readonly (SubType | null)[] =>
      types.length > 1 ? types.map(() => null) : types,
    );
    const imported = (kind: CoreExport['kind']): CoreExternType[] =>
      module.imports.flatMap(({ type }) => (type.kind === kind ? [type] : []));
    this.#imported = {
      func: imported('func'),
      table: imported('table'),
      memory: imported('memory'),
      global: imported('global'),
      tag: imported('tag'),
    };
  }

  make(): ModuleType | null {
    for (const { module, name, type: found } of this.#module.imports) {
      const type = this.#extern(found);
      if (type !== null) this.#declarations.push({ kind: 'import', module, name, type, ...UNPLACED });
    }
    for (const item of this.#module.exports) {
      const found = this.#typeOf(item);
      const type = found === null ? null : this.#extern(found);
      if (type !== null) this.#declarations.push({ kind: 'export', name: item.name, type, ...UNPLACED });
    }
    return this.diagnostics.length > 0 ? null : { kind: 'module', declarations: this.#declarations };
  }

  #extern(type: CoreExternType): CoreExternType | null {
    switch (type.kind) {
      case 'func':
      case 'tag': {
        const index = this.#alias(type.type);
        return index === null ? null : { ...type, type: index };
      }
      case 'table':
        return this.#isTranslatable(type.table.element) ? type : null;
      case 'global':
        return this.#isTranslatable(type.global.type) ? type : null;
      case 'memory':
        return type;
      default:
        return assertNever(type);
    }
  }

  /** The index in the module type of the type with the index `type` in the module. */
  #alias(type: number): number | null {
    const func = this.#plainFunc(type);
    if (func === null) return null;
    const outer = this.#list.func(func);
    const known = this.#aliases.get(outer);
    if (known !== undefined) return known;
    const index = this.#aliases.size;
    this.#aliases.set(outer, index);
    this.#declarations.push({ kind: 'outer alias', count: 1, index: outer, ...UNPLACED });
    return index;
  }

  #plainFunc(index: number): CoreFuncType | null {
    const found = this.#types[index];
    const composite = found?.composite;
    const isPlain = found?.isFinal === true && found.supertypes.length === 0 && !found.shared;
    if (composite?.kind !== 'func' || !isPlain) {
      this.#refuse(index);
      return null;
    }
    const types = [...composite.params, ...composite.results];
    return types.every((type) => this.#isTranslatable(type)) ? composite : null;
  }

  /** Whether `type` refers to no type of the module; else it is refused. */
  #isTranslatable(type: CoreValType): boolean {
    if (typeof type === 'string' || type.heap.kind === 'abstract') return true;
    this.#refuse(type.heap.type);
    return false;
  }

  #refuse(index: number): void {
    const { file, path: component, start, end } = this.#module.source;
    const place = { file, component, start, end };
    this.diagnostics.push(rewriteMessages.untranslatableType.at(place, { index }));
  }

  /** What an export is; null if its index is out of bounds, which validation refuses. */
  #typeOf({ kind, index }: CoreExport): CoreExternType | null {
    const { functions, tables, memories, globals, tags } = this.#module;
    const imported = this.#imported[kind];
    const found = imported[index];
    if (found !== undefined) return found;
    const own = index - imported.length;
    const defined: Record<CoreExport['kind'], CoreExternType | null> = {
      func: typed(functions[own], (type) => ({ kind: 'func', type, exact: false })),
      table: typed(tables[own], ({ element, limits }) => ({ kind: 'table', table: { element, limits } })),
      memory: typed(memories[own], (memory) => ({ kind: 'memory', memory })),
      global: typed(globals[own], ({ type, mutable, shared }) => ({
        kind: 'global',
        global: { type, mutable, shared },
      })),
      tag: typed(tags[own], (type) => ({ kind: 'tag', type })),
    };
    return defined[kind];
  }
}

function typed<Item>(item: Item | undefined, make: (item: Item) => CoreExternType): CoreExternType | null {
  return item === undefined ? null : make(item);
}
