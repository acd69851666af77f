import type { CoreValType, PrimValType, ValType } from './types.js';

/** A primitive type whose values are of one size. */
export type ScalarType = Exclude<PrimValType, 'string'>;

/** A primitive type whose lists are typed arrays. */
export type NumberType = IntegerType | 'f32' | 'f64';

export function isNumber(type: ValType): type is NumberType {
  return typeof type === 'string' && /\d/.test(type);
}

/** How something lies in memory, as `DataView` and the typed arrays call it. */
export type Access = `${'Int' | 'Uint'}${8 | 16 | 32}` | `Big${'Int' | 'Uint'}64` | `Float${32 | 64}`;

/** How what has each type lies in memory. */
export const ACCESS: Readonly<Record<ScalarType, Access>> = {
  bool: 'Uint8',
  s8: 'Int8',
  u8: 'Uint8',
  s16: 'Int16',
  u16: 'Uint16',
  s32: 'Int32',
  u32: 'Uint32',
  s64: 'BigInt64',
  u64: 'BigUint64',
  f32: 'Float32',
  f64: 'Float64',
  char: 'Uint32',
  'error-context': 'Uint32',
};

/**
 * The core type that stands for values of a primitive type.
 * @spec CanonicalABI.md#flattening
 */
export function coreType(kind: ScalarType): CoreValType {
  if (kind === 'f32' || kind === 'f64') return kind;
  return isBigInt(kind) ? 'i64' : 'i32';
}

export type IntegerType = 's8' | 'u8' | 's16' | 'u16' | 's32' | 'u32' | 's64' | 'u64';

export function isInteger(kind: string): kind is IntegerType {
  return /^[su]\d/.test(kind);
}

export function isBigInt(kind: ScalarType): kind is 's64' | 'u64' {
  return kind === 's64' || kind === 'u64';
}

/** The bytes that a value takes, which its address is a multiple of. */
export function sizeOf(kind: ScalarType): number {
  return Number(ACCESS[kind].replace(/\D+/, '')) / 8;
}
