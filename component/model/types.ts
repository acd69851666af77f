import type { CoreValType } from './core-types.js';
import type { Declaration, TypeDeclaration } from './definitions.js';
import type { Sort } from './sort.js';

export type PrimitiveType =
  | 'bool'
  | 's8'
  | 'u8'
  | 's16'
  | 'u16'
  | 's32'
  | 'u32'
  | 's64'
  | 'u64'
  | 'f32'
  | 'f64'
  | 'char'
  | 'string'
  | 'error-context';

/** A primitive type by its name, or another one by its type index. */
export type ValType = PrimitiveType | number;

/** A field of a record, or a parameter of a function. */
export interface LabelledType {
  readonly label: string;
  readonly type: ValType;
}

export interface VariantCase {
  readonly label: string;
  readonly type: ValType | null;
}

/** @spec Binary.md#type-definitions */
export type DefinedType =
  | { readonly kind: 'primitive'; readonly primitive: PrimitiveType }
  | { readonly kind: 'record'; readonly fields: readonly LabelledType[] }
  | { readonly kind: 'variant'; readonly cases: readonly VariantCase[] }
  | { readonly kind: 'list'; readonly element: ValType }
  | { readonly kind: 'fixed-length list'; readonly element: ValType; readonly length: number }
  | { readonly kind: 'tuple'; readonly types: readonly ValType[] }
  | { readonly kind: 'flags'; readonly labels: readonly string[] }
  | { readonly kind: 'enum'; readonly labels: readonly string[] }
  | { readonly kind: 'option'; readonly type: ValType }
  | { readonly kind: 'result'; readonly ok: ValType | null; readonly error: ValType | null }
  | { readonly kind: 'own' | 'borrow'; readonly resource: number }
  | { readonly kind: 'stream' | 'future'; readonly element: ValType | null }
  | { readonly kind: 'map'; readonly key: ValType; readonly value: ValType };

export interface FuncType {
  readonly kind: 'func';
  readonly async: boolean;
  readonly params: readonly LabelledType[];
  readonly result: ValType | null;
}

export interface ComponentType {
  readonly kind: 'component';
  readonly declarations: readonly Declaration[];
}

export interface InstanceType {
  readonly kind: 'instance';
  readonly declarations: readonly TypeDeclaration[];
}

export interface ResourceType {
  readonly kind: 'resource';
  readonly representation: CoreValType;
  /** A core func index. */
  readonly destructor: number | null;
}

export type Type = DefinedType | FuncType | ComponentType | InstanceType | ResourceType;

export type TypeBound = { readonly kind: 'eq'; readonly type: number } | { readonly kind: 'sub resource' };

export type ValueBound =
  | { readonly kind: 'eq'; readonly value: number }
  /** `isBare`: written without its leading 0x01, as wasm-tools does. */
  | { readonly kind: 'type'; readonly type: ValType; readonly isBare: boolean };

/** What an import or an export is; `type` is an index, of a core type for a module. */
export type ExternType =
  | { readonly kind: 'core module'; readonly type: number }
  | { readonly kind: 'func' | 'component' | 'instance'; readonly type: number }
  | { readonly kind: 'value'; readonly bound: ValueBound }
  | { readonly kind: 'type'; readonly bound: TypeBound };

/** Each kind of extern type is the sort of what it describes. */
export type ExternKind = ExternType['kind'] & Sort;
