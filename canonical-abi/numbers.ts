import type { CoreValue } from './memory.js';
import type { IntegerType } from './primitives.js';
import { Trap } from './trap.js';

const CANONICAL_FLOAT32_NAN = 0x7fc00000;
const CANONICAL_FLOAT64_NAN = 0x7ff8000000000000n;

const scratch = new DataView(new ArrayBuffer(8));

/*
 * JavaScript has one NaN: whatever bits were there, a number that is read from them is it, and is already canonical.
 */

/** @spec CanonicalABI.md#loading */
export function decodeI32AsFloat(i: number): number {
  scratch.setUint32(0, i);
  return scratch.getFloat32(0);
}

/** @spec CanonicalABI.md#loading */
export function decodeI64AsFloat(i: bigint): number {
  scratch.setBigUint64(0, i);
  return scratch.getFloat64(0);
}

/**
 * The bits of a float, those of the canonical NaN for any NaN: the deterministic profile.
 * @spec CanonicalABI.md#storing
 */
export function encodeFloatAsI32(f: number): number {
  if (Number.isNaN(f)) return CANONICAL_FLOAT32_NAN;
  scratch.setFloat32(0, f);
  return scratch.getUint32(0);
}

/** @spec CanonicalABI.md#storing */
export function encodeFloatAsI64(f: number): bigint {
  if (Number.isNaN(f)) return CANONICAL_FLOAT64_NAN;
  scratch.setFloat64(0, f);
  return scratch.getBigUint64(0);
}

/**
 * @throws Trap `invalid-char` for what is no Unicode scalar value
 * @spec CanonicalABI.md#loading
 */
export function convertI32ToChar(i: number): string {
  if (i >= 0xd800 && (i <= 0xdfff || i >= 0x110000)) throw new Trap('invalid-char');
  return String.fromCodePoint(i);
}

/** @spec CanonicalABI.md#flat-lifting */
export function wrapI64ToI32(i: bigint): number {
  return Number(i & 0xffffffffn);
}

/**
 * The integer of type `t` with the lowest bits of `i`: `i` itself exactly if that is one of the type.
 * @spec CanonicalABI.md#flat-lifting
 */
export function wrapToType(i: CoreValue, t: IntegerType): CoreValue {
  const bits = Number(t.slice(1));
  if (typeof i === 'bigint') return t.startsWith('s') ? BigInt.asIntN(bits, i) : BigInt.asUintN(bits, i);
  const high = i << (32 - bits);
  return t.startsWith('s') ? high >> (32 - bits) : high >>> (32 - bits);
}
