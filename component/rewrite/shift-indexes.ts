import { assertNever } from '../../base/index.js';
import type { CanonOption, Canon } from '../model/canon.js';
import type {
  CompositeType,
  CoreValType,
  FieldType,
  ModuleType,
  RecType,
  RefType,
  SubType,
} from '../model/core-types.js';
import type { Alias, Declaration, Definition, TypeDeclaration } from '../model/definitions.js';
import type { Sort, SortIndex } from '../model/sort.js';
import type { ExternType, Type } from '../model/types.js';

/** How far the indexes of a component move when definitions come before its own. */
export type Shift = Readonly<Partial<Record<Sort, number>>>;

/**
 * The definitions of a component, or of what is nested in it, after `shift`. `depth` is how many scopes the definitions
 * are inside that component: only what refers to it directly (0), or by an outer alias of as many scopes, moves.
 */
export class IndexShift {
  readonly #shift: Shift;
  readonly #depth: number;

  constructor(shift: Shift, depth = 0) {
    this.#shift = shift;
    this.#depth = depth;
  }

  /** For what is one scope further in. */
  inner(): IndexShift {
    return new IndexShift(this.#shift, this.#depth + 1);
  }

  /** What refers to nothing that moves is the same object. */
  definition(definition: Exclude<Definition, { kind: 'component' | 'core module' }>): Definition {
    switch (definition.kind) {
      case 'core instance':
        return definition.form === 'instantiate'
          ? { ...definition, module: this.#index('core module', definition.module) }
          : definition;
      case 'instance':
        return definition.form === 'instantiate'
          ? { ...definition, arguments: definition.arguments.map((item) => this.#sortIndex(item)) }
          : { ...definition, exports: definition.exports.map((item) => this.#sortIndex(item)) };
      case 'canon':
        return this.#canon(definition);
      case 'export': {
        const type = definition.type === null ? null : this.#externType(definition.type);
        return { ...this.#sortIndex(definition), type };
      }
      case 'start':
      case 'value':
        return definition;
      default:
        return this.#declaration(definition);
    }
  }

  #index(sort: Sort, index: number): number {
    return this.#depth === 0 ? index + (this.#shift[sort] ?? 0) : index;
  }

  #sortIndex<Item extends SortIndex>(item: Item): Item {
    return { ...item, index: this.#index(item.sort, item.index) };
  }

  #declaration<Item extends Declaration>(declaration: Item): Item;
  #declaration(declaration: Declaration): Declaration {
    switch (declaration.kind) {
      case 'core type':
        return { ...declaration, type: this.#coreType(declaration.type) };
      case 'type':
        return { ...declaration, type: this.#type(declaration.type) };
      case 'alias':
        return this.#alias(declaration);
      case 'import':
        return { ...declaration, type: this.#externType(declaration.type) };
      case 'export declaration':
        return { ...declaration, type: this.#externType(declaration.type) };
      default:
        return assertNever(declaration);
    }
  }

  #alias(alias: Alias): Alias {
    if (alias.target !== 'outer' || alias.count !== this.#depth) return alias;
    return { ...alias, index: alias.index + (this.#shift[alias.sort] ?? 0) };
  }

  #externType(type: ExternType): ExternType {
    return type.kind === 'core module' ? { ...type, type: this.#index('core type', type.type) } : type;
  }

  #type(type: Type): Type {
    if (type.kind === 'resource') {
      return { ...type, representation: this.#valType(type.representation) };
    }
    const inner = this.inner();
    if (type.kind === 'component') {
      return { ...type, declarations: type.declarations.map((item) => inner.#declaration(item)) };
    }
    if (type.kind !== 'instance') return type;
    const declarations = type.declarations.map((item) => inner.#declaration<TypeDeclaration>(item));
    return { ...type, declarations };
  }

  #canon(canon: Canon): Canon {
    const options =
      'options' in canon ? { options: canon.options.map((option) => this.#option(option)) } : {};
    switch (canon.name) {
      case 'thread.new-indirect':
      case 'thread.spawn-ref':
      case 'thread.spawn-indirect':
        return { ...canon, type: this.#index('core type', canon.type) };
      default:
        return { ...canon, ...options };
    }
  }

  #option(option: CanonOption): CanonOption {
    return option.kind === 'core-type'
      ? { ...option, index: this.#index('core type', option.index) }
      : option;
  }

  #coreType(type: RecType | ModuleType): RecType | ModuleType {
    if (type.kind === 'rec') return { ...type, types: type.types.map((member) => this.#subType(member)) };
    const depth = this.#depth + 1;
    const declarations = type.declarations.map((declaration) =>
      // A module type has types of its own; only aliases reach out of it.
      declaration.kind === 'outer alias' && declaration.count === depth
        ? { ...declaration, index: declaration.index + (this.#shift['core type'] ?? 0) }
        : declaration,
    );
    return { ...type, declarations };
  }

  #subType(type: SubType): SubType {
    const move = (index: number | null): number | null =>
      index === null ? null : this.#index('core type', index);
    return {
      ...type,
      supertypes: type.supertypes.map((index) => this.#index('core type', index)),
      describes: move(type.describes),
      descriptor: move(type.descriptor),
      composite: this.#composite(type.composite),
    };
  }

  #composite(type: CompositeType): CompositeType {
    switch (type.kind) {
      case 'func': {
        const params = type.params.map((param) => this.#valType(param));
        return { ...type, params, results: type.results.map((result) => this.#valType(result)) };
      }
      case 'struct':
        return { ...type, fields: type.fields.map((field) => this.#field(field)) };
      case 'array':
        return { ...type, field: this.#field(type.field) };
      case 'cont':
        return { ...type, type: this.#index('core type', type.type) };
      default:
        return assertNever(type);
    }
  }

  #field(field: FieldType): FieldType {
    const { type } = field;
    return type === 'i8' || type === 'i16' ? field : { ...field, type: this.#valType(type) };
  }

  #valType(type: CoreValType): CoreValType {
    return typeof type === 'string' ? type : this.#refType(type);
  }

  #refType(type: RefType): RefType {
    const { heap } = type;
    if (heap.kind === 'abstract') return type;
    return { ...type, heap: { ...heap, type: this.#index('core type', heap.type) } };
  }
}
