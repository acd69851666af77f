import type { LiftLowerContext } from './context.js';
import { toScalar } from './js-values.js';
import type { CoreValue } from './memory.js';
import { convertI32ToChar, wrapToType } from './numbers.js';
import { isInteger, type ScalarType } from './primitives.js';
import { liftErrorContext } from './runtime/passing.js';
import { charToI32, lowerErrorContext } from './runtime/values.js';

/**
 * The value that a core value stands for, or what is in memory: integers may have either sign.
 * @throws Trap if it stands for none
 * @spec CanonicalABI.md#loading, CanonicalABI.md#flat-lifting
 */
export function liftScalar(cx: LiftLowerContext, core: CoreValue, kind: ScalarType): unknown {
  if (isInteger(kind)) return wrapToType(core, kind);
  switch (kind) {
    case 'bool':
      return core !== 0;
    case 'char':
      return convertI32ToChar(Number(core) >>> 0);
    case 'error-context':
      return liftErrorContext(cx.inst, Number(core) >>> 0);
    default:
      return core;
  }
}

/**
 * The core value that stands for a value. Floats are the canonical NaN for any NaN: the deterministic profile.
 * @throws TypeError for a value that is not of the type
 * @spec CanonicalABI.md#storing, CanonicalABI.md#flat-lowering
 */
export function lowerScalar(cx: LiftLowerContext, v: unknown, kind: ScalarType): CoreValue {
  if (kind === 'char') return charToI32(cx.coerce ? String(v) : v);
  if (kind === 'error-context') return lowerErrorContext(cx.inst, v);
  const scalar = toScalar(cx, v, kind);
  if (typeof scalar === 'bigint') return BigInt.asUintN(64, scalar);
  if (isInteger(kind) || kind === 'bool') return Number(scalar) >>> 0;
  // NaNs are told apart in memory alone.
  if (Number.isNaN(scalar)) return NaN;
  return kind === 'f32' ? Math.fround(scalar) : scalar;
}
