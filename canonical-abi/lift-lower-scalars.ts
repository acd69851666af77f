import type { LiftLowerContext } from './context.js';
import { toBigInt, toBool, toFloat, toSmallInt } from './js-values.js';
import type { CoreValue } from './memory.js';
import { convertI32ToChar, convertIntToBool, wrapToType } from './numbers.js';
import type { ScalarType } from './primitives.js';
import { liftErrorContext } from './runtime/passing.js';
import { charToI32, lowerErrorContext } from './runtime/values.js';

/**
 * The value that a core value stands for, or what is in memory: integers of 32 bits may have either sign.
 * @throws Trap if it stands for none
 * @spec CanonicalABI.md#loading, CanonicalABI.md#flat-lifting
 */
export function liftScalar(cx: LiftLowerContext, core: CoreValue, kind: ScalarType): unknown {
  switch (kind) {
    case 'bool':
      return convertIntToBool(Number(core));
    case 'char':
      return convertI32ToChar(Number(core) >>> 0);
    case 'error-context':
      return liftErrorContext(cx.inst, Number(core) >>> 0);
    case 'u64':
      return BigInt.asUintN(64, BigInt(core));
    case 's64':
      return BigInt.asIntN(64, BigInt(core));
    case 'f32':
    case 'f64':
      return core;
    default:
      return wrapToType(Number(core), kind);
  }
}

/**
 * The core value that stands for a value. Floats are the canonical NaN for any NaN: the deterministic profile.
 * @throws TypeError for a value that is not of the type
 * @spec CanonicalABI.md#storing, CanonicalABI.md#flat-lowering
 */
export function lowerScalar(cx: LiftLowerContext, v: unknown, kind: ScalarType): CoreValue {
  switch (kind) {
    case 'bool':
      return Number(toBool(cx, v));
    case 'u64':
    case 's64':
      return BigInt.asUintN(64, toBigInt(cx, v, kind));
    case 'f32':
    case 'f64':
      return canonicalFloat(toFloat(cx, v), kind);
    case 'char':
      return charToI32(cx.coerce ? String(v) : v);
    case 'error-context':
      return lowerErrorContext(cx.inst, v);
    default:
      return toSmallInt(cx, v, kind) >>> 0;
  }
}

function canonicalFloat(float: number, kind: 'f32' | 'f64'): number {
  if (Number.isNaN(float)) return NaN;
  return kind === 'f32' ? Math.fround(float) : float;
}
