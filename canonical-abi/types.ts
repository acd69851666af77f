/**
 * Value and function types as the Canonical ABI sees them: structure alone. Names, gates and spans stay in the rooms that
 * have them; those make their types into these, once, as what is worked out here is remembered by type object.
 * @spec CanonicalABI.md#despecialization
 */

/** A primitive by its WIT name. */
export type PrimValType =
  | 'bool'
  | 's8' | 'u8' | 's16' | 'u16' | 's32' | 'u32' | 's64' | 'u64'
  | 'f32' | 'f64'
  | 'char' | 'string' | 'error-context'; // prettier-ignore

export type ValType = PrimValType | CompoundType;

/** A type that is an object: all but the primitives. */
export type CompoundType =
  | ListType
  | RecordType
  | TupleType
  | VariantType
  | EnumType
  | OptionType
  | ResultType
  | MapType
  | FlagsType
  | OwnType
  | BorrowType
  | StreamType
  | FutureType;

/** What `despecialize` leaves. */
export type FundamentalType =
  | PrimValType
  | ListType
  | RecordType
  | VariantType
  | FlagsType
  | OwnType
  | BorrowType
  | StreamType
  | FutureType;

export interface ListType {
  readonly kind: 'list';
  readonly element: ValType;
  /** The number of elements of a fixed-length list, at least 1; else null. */
  readonly length: number | null;
}

/** At least one field. */
export interface RecordType {
  readonly kind: 'record';
  readonly fields: readonly FieldType[];
}

export interface FieldType {
  readonly label: string;
  readonly type: ValType;
}

/** At least one type. */
export interface TupleType {
  readonly kind: 'tuple';
  readonly types: readonly ValType[];
}

/** At least one case. */
export interface VariantType {
  readonly kind: 'variant';
  readonly cases: readonly CaseType[];
}

export interface CaseType {
  readonly label: string;
  /** The payload's type, or null. */
  readonly type: ValType | null;
}

/** At least one label. */
export interface EnumType {
  readonly kind: 'enum';
  readonly labels: readonly string[];
}

export interface OptionType {
  readonly kind: 'option';
  readonly type: ValType;
}

export interface ResultType {
  readonly kind: 'result';
  readonly ok: ValType | null;
  readonly error: ValType | null;
}

export interface MapType {
  readonly kind: 'map';
  readonly key: ValType;
  readonly value: ValType;
}

/** 1 to 32 labels. */
export interface FlagsType {
  readonly kind: 'flags';
  readonly labels: readonly string[];
}

/** `resource` is what two handle types share when they are of one resource; its content is the caller's. */
export interface OwnType {
  readonly kind: 'own';
  readonly resource: object;
}

export interface BorrowType {
  readonly kind: 'borrow';
  readonly resource: object;
}

export interface StreamType {
  readonly kind: 'stream';
  readonly element: ValType | null;
}

export interface FutureType {
  readonly kind: 'future';
  readonly element: ValType | null;
}

export interface FuncType {
  readonly params: readonly FieldType[];
  readonly result: ValType | null;
  readonly async: boolean;
}

export type CoreValType = 'i32' | 'i64' | 'f32' | 'f64';

export interface CoreFuncType {
  readonly params: readonly CoreValType[];
  readonly results: readonly CoreValType[];
}

/** The type of a pointer into the memory of a lift or lower: `i64` for one with 64-bit addresses. */
export type PtrType = 'i32' | 'i64';

/** How the strings of one end of a call are encoded. @spec CanonicalABI.md#canonical-abi-options */
export type StringEncoding = 'utf8' | 'utf16' | 'latin1+utf16';
