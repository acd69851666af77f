import type { ByteSpan } from '../../base/index.js';
import type { FuncType, PrimValType, ValType } from '../../canonical-abi/index.js';
import type {
  Component,
  ComponentDefinition,
  CoreModuleDefinition,
  ExternName,
} from '../model/definitions.js';
import type { CoreModule } from '../core/module.js';
import type { CoreValType } from '../model/core-types.js';
import type { CoreDefinedType, CoreExtern, CoreInstanceType, CoreModuleType } from './core-types.js';

/*
 * What validation knows of a component. Types are objects, and each object is one *entity*: a type definition makes one,
 * and so does each import or export of a type, which is what gives types their names. Two layers lie on each other: the
 * entities with their `operands`, which say through which name a type was referred to, and the structure alone (`type`),
 * in the form that the Canonical ABI takes.
 */

/** Takes the place of what was reported as faulty. It agrees with everything, and nothing more is said about it. */
export interface CheckedError {
  readonly kind: 'error';
}

export const ERROR: CheckedError = { kind: 'error' };

/** What makes two handles be of one resource: the identity of this object. */
export interface Resource {
  readonly kind: 'resource';
  /** The name under which it was first imported or exported, for messages; null for a definition. */
  readonly name: string | null;
}

interface Entity<Self> {
  /** The name that made it, of an import or an export; null for a definition. */
  readonly name: string | null;
  /** The entity to which the import or export is bound by `eq`. */
  readonly equals: Self | null;
  /** How many nodes a walk over it visits that remembers nothing. */
  readonly weight: number;
  /** How deep such a walk recurses. */
  readonly depth: number;
  readonly mentionsResources: boolean;
}

/** A value type with a type index. */
export interface CheckedValueType extends Entity<CheckedValueType> {
  readonly kind: 'value type';
  readonly type: ValType;
  /**
   * What it is made of, in order: the types of fields, cases (null for one without), elements, `ok` and `error`, `key` and
   * `value`; the resource of a handle. Empty for a primitive, for flags and an enum.
   */
  readonly operands: readonly (TypeUse | null)[];
}

/** How a value type, or a handle's resource, was written: inline, or by a type index. */
export type TypeUse = ValueUse | CheckedResourceType;

/** A value type, inline (a primitive) or by a type index. */
export type ValueUse = PrimValType | CheckedValueType;

export interface CheckedFuncType extends Entity<CheckedFuncType> {
  readonly kind: 'func type';
  readonly type: FuncType;
  /** The types of the parameters, then that of the result (null without). */
  readonly operands: readonly (TypeUse | null)[];
}

export interface CheckedResourceType extends Entity<CheckedResourceType> {
  readonly kind: 'resource type';
  readonly resource: Resource;
}

export interface CheckedInstanceType extends Entity<CheckedInstanceType> {
  readonly kind: 'instance type';
  readonly exports: ReadonlyMap<string, CheckedExtern>;
  /**
   * Resources that each instance of this type has of its own. Empty for the type of an instance that is there: its
   * resources are those of the component around it.
   */
  readonly freshResources: readonly Resource[];
}

export interface CheckedComponentType extends Entity<CheckedComponentType> {
  readonly kind: 'component type';
  readonly imports: ReadonlyMap<string, CheckedExtern>;
  readonly exports: ReadonlyMap<string, CheckedExtern>;
  /** Resources that stand for those which an instantiation supplies. */
  readonly importedResources: readonly Resource[];
  /** Resources that each instantiation makes anew, and exports. */
  readonly freshResources: readonly Resource[];
}

/** What a type index stands for. */
export type CheckedType =
  CheckedValueType | CheckedFuncType | CheckedResourceType | CheckedInstanceType | CheckedComponentType;

/** What may be imported and exported, with its type. */
export type CheckedItem =
  | { readonly kind: 'core module'; readonly type: CoreModuleType }
  | { readonly kind: 'func'; readonly type: CheckedFuncType }
  | { readonly kind: 'value'; readonly type: ValueUse }
  /** The entity that the import or export makes; in an instance made of definitions, the definition. */
  | { readonly kind: 'type'; readonly type: CheckedType }
  | { readonly kind: 'instance'; readonly type: CheckedInstanceType }
  | { readonly kind: 'component'; readonly type: CheckedComponentType }
  | CheckedError;

export interface CheckedExtern {
  /** The name with its attributes. */
  readonly name: ExternName;
  readonly item: CheckedItem;
  /** Where it stands; of an instance's export, where its type or component says so. */
  readonly at: ByteSpan;
}

/** What the indexes of a component stand for. Values of the component level are `CheckedItem`s without their kind. */
export interface CheckedSpaces {
  readonly 'core func': (Extract<CoreExtern, { kind: 'func' }> | CheckedError)[];
  readonly 'core table': (Extract<CoreExtern, { kind: 'table' }> | CheckedError)[];
  readonly 'core memory': (Extract<CoreExtern, { kind: 'memory' }> | CheckedError)[];
  readonly 'core global': (Extract<CoreExtern, { kind: 'global' }> | CheckedError)[];
  readonly 'core tag': (Extract<CoreExtern, { kind: 'tag' }> | CheckedError)[];
  readonly 'core type': (
    | { readonly kind: 'core type'; readonly type: CoreDefinedType }
    | { readonly kind: 'module type'; readonly type: CoreModuleType }
    | CheckedError
  )[];
  readonly 'core module': ({ readonly kind: 'core module'; readonly type: CoreModuleType } | CheckedError)[];
  readonly 'core instance': (
    { readonly kind: 'core instance'; readonly exports: CoreInstanceType } | CheckedError
  )[];
  readonly func: (CheckedFuncType | CheckedError)[];
  readonly value: ({ readonly kind: 'value'; readonly type: ValueUse } | CheckedError)[];
  readonly type: (CheckedType | CheckedError)[];
  readonly component: (CheckedComponentType | CheckedError)[];
  readonly instance: (CheckedInstanceType | CheckedError)[];
}

/** A component that has been looked through, with what is nested in it. */
export interface CheckedComponent {
  readonly component: Component;
  readonly type: CheckedComponentType;
  /** The same as `type.imports` and `type.exports`, which show nothing of what is inside. */
  readonly imports: ReadonlyMap<string, CheckedExtern>;
  readonly exports: ReadonlyMap<string, CheckedExtern>;
  /** The entry of each index of `indexSpaces(definitionsOf(component))`. */
  readonly spaces: CheckedSpaces;
  readonly modules: ReadonlyMap<CoreModuleDefinition, CoreModule>;
  readonly components: ReadonlyMap<ComponentDefinition, CheckedComponent>;
  /** The resources that it defines itself, with their representation. */
  readonly resources: ReadonlyMap<Resource, CoreValType>;
}

/** The structure of a value type, however it was written. */
export function structureOf(use: ValueUse): ValType {
  return typeof use === 'string' ? use : use.type;
}
