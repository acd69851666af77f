import { describeType } from '../describe-value.js';
import type { ScalarPlan } from '../plan.js';
import { ACCESS, isBigInt, isInteger } from '../primitives.js';
import type { Place, Side } from './side.js';
import { isFlat, type Source, word } from './source.js';

type Kind = ScalarPlan['kind'];

/** What of a number is left in an integer of each type; equal to the number exactly if that is one of the type. */
const TRUNCATED: Readonly<Partial<Record<Kind, (v: string) => string>>> = {
  u8: (v) => `(${v} & 255)`,
  u16: (v) => `(${v} & 65535)`,
  u32: (v) => `(${v} >>> 0)`,
  s8: (v) => `((${v} << 24) >> 24)`,
  s16: (v) => `((${v} << 16) >> 16)`,
  s32: (v) => `(${v} | 0)`,
  u64: (v) => `BigInt.asUintN(64, ${v})`,
  s64: (v) => `BigInt.asIntN(64, ${v})`,
};

function truncated(kind: Kind, v: string): string {
  return TRUNCATED[kind]?.(v) ?? v;
}

/** Checks that `v` is of its type. @returns an expression of it, converted if that was asked for */
export function checkScalar(to: Side, kind: Kind, v: string, coerce: boolean): string {
  const { body } = to;
  if (kind === 'error-context') return v;
  if (kind === 'char') return coerce ? `String(${v})` : v;
  const [type, other] = isBigInt(kind) ? ['bigint', 'number'] : ['number', 'bigint'];
  const expected = describeType(kind);
  if (coerce) {
    // An object is asked for its value, by a method of its own.
    to.outdateView();
    if (kind === 'bool') return `Boolean(${v})`;
    body.wrongIf(`typeof ${v} === '${other}'`, expected, v);
    return body.define('v', truncated(kind, `${type === 'bigint' ? 'BigInt' : 'Number'}(${v})`));
  }
  const isWrong = kind === 'bool' ? `typeof ${v} !== 'boolean'` : `typeof ${v} !== '${type}'`;
  body.wrongIf(isInteger(kind) ? `${isWrong} || ${truncated(kind, v)} !== ${v}` : isWrong, expected, v);
  return v;
}

/** The JavaScript value that a core value, or what is in memory, stands for. */
export function liftScalar(from: Side, kind: Kind, source: Source): string {
  const core = word(from, source, ACCESS[kind]);
  switch (kind) {
    case 'bool':
      return `${core} !== 0`;
    case 'char':
      return from.body.attempt('v', 'convertI32ToChar', `${core} >>> 0`);
    case 'error-context':
      return from.body.attempt('v', 'liftErrorContext', from.inst, `${core} >>> 0`);
    default:
      return isFlat(source) ? truncated(kind, core) : core;
  }
}

/** The core value in which bits without a meaning are gone. */
export function normalScalar(from: Side, kind: Kind, source: Source): string {
  const core = word(from, source, ACCESS[kind]);
  if (kind === 'bool') return `(${core} !== 0 ? 1 : 0)`;
  // Core values of the full width are as they are: a bigint would be made anew.
  return isFlat(source) && /(8|16)$/.test(kind) ? truncated(kind, core) : core;
}

/** Writes a float to memory, where NaNs are the canonical one. */
export function storeFloat(to: Side, kind: Kind, at: Place, float: string): void {
  to.renewView();
  const set = (value: string): string => to.set(ACCESS[kind], at, value);
  // Two writes: one of either value would make engines keep the number on their heap.
  to.body.line(`if (${float} === ${float}) ${set(float)}`);
  to.body.line(`else ${set('NaN')}`);
}
