import type { ScalarPlan } from '../plan.js';
import type { Body } from './body.js';

type NumberKind = 'u8' | 'u16' | 'u32' | 's8' | 's16' | 's32';

/** What of a number is left in an integer of each type; equal to the number exactly if that is one of the type. */
const TRUNCATED: Readonly<Record<NumberKind, (v: string) => string>> = {
  u8: (v) => `(${v} & 255)`,
  u16: (v) => `(${v} & 65535)`,
  u32: (v) => `(${v} >>> 0)`,
  s8: (v) => `((${v} << 24) >> 24)`,
  s16: (v) => `((${v} << 16) >> 16)`,
  s32: (v) => `(${v} | 0)`,
};

/** Checks that `v` is of its type. @returns an expression of it, converted if that was asked for */
export function checkScalar(body: Body, kind: ScalarPlan['kind'], v: string): string {
  if (body.coerce) return coerceScalar(body, kind, v);
  switch (kind) {
    case 'bool':
      body.wrongIf(`typeof ${v} !== 'boolean'`, 'a boolean', v);
      return v;
    case 'u64':
    case 's64':
      body.wrongIf(`typeof ${v} !== 'bigint' || ${wrap64(kind, v)} !== ${v}`, `a bigint of type ${kind}`, v);
      return v;
    case 'f32':
    case 'f64':
      body.wrongIf(`typeof ${v} !== 'number'`, 'a number', v);
      return v;
    case 'char':
    case 'error-context':
      return v;
    default:
      body.wrongIf(
        `typeof ${v} !== 'number' || ${TRUNCATED[kind](v)} !== ${v}`,
        `an integer of type ${kind}`,
        v,
      );
      return v;
  }
}

function coerceScalar(body: Body, kind: ScalarPlan['kind'], v: string): string {
  // An object is asked for its value, by a method of its own.
  body.outdateView();
  switch (kind) {
    case 'bool':
      return `Boolean(${v})`;
    case 'u64':
    case 's64':
      body.wrongIf(`typeof ${v} === 'number'`, `a bigint of type ${kind}`, v);
      return body.text.define('v', wrap64(kind, `BigInt(${v})`));
    case 'f32':
    case 'f64':
      body.wrongIf(`typeof ${v} === 'bigint'`, 'a number', v);
      return body.text.define('v', `Number(${v})`);
    case 'char':
    case 'error-context':
      return v;
    default:
      body.wrongIf(`typeof ${v} === 'bigint'`, `an integer of type ${kind}`, v);
      return body.text.define('v', TRUNCATED[kind](`Number(${v})`));
  }
}

function wrap64(kind: 's64' | 'u64', v: string): string {
  return `BigInt.${kind === 's64' ? 'asIntN' : 'asUintN'}(64, ${v})`;
}

/** A core value for `v`, which is of its type. Engines convert numbers as they pass them. */
export function lowerScalar(body: Body, kind: ScalarPlan['kind'], v: string): string {
  switch (kind) {
    case 'bool':
      return `(${v} ? 1 : 0)`;
    case 'char':
      body.text.line(body.here());
      return body.text.define('v', body.call('charToI32', body.coerce ? `String(${v})` : v));
    case 'error-context':
      body.text.line(body.here());
      return body.text.define('v', body.call('lowerErrorContext', 'inst', v));
    case 'f32':
      return `Math.fround(${v})`;
    default:
      return v;
  }
}

/** Writes `v`, which is of its type, to memory. */
export function storeScalar(body: Body, kind: ScalarPlan['kind'], v: string, at: string): void {
  const isFloat = kind === 'f32' || kind === 'f64';
  const value = isFloat ? v : lowerScalar(body, kind, v);
  body.renewView();
  if (!isFloat) return body.text.line(`${storeCall(kind, at, value)};`);
  // Two writes: one of either value would make engines keep the number on their heap.
  body.text.line(`if (${v} === ${v}) ${storeCall(kind, at, v)};`);
  body.text.line(`else ${storeCall(kind, at, 'NaN')};`);
}

function storeCall(kind: ScalarPlan['kind'], at: string, value: string): string {
  switch (kind) {
    case 'bool':
    case 'u8':
    case 's8':
      return `view.setUint8(${at}, ${value})`;
    case 'u16':
    case 's16':
      return `view.setUint16(${at}, ${value}, true)`;
    case 'u64':
    case 's64':
      return `view.setBigUint64(${at}, ${value}, true)`;
    case 'f32':
      return `view.setFloat32(${at}, ${value}, true)`;
    case 'f64':
      return `view.setFloat64(${at}, ${value}, true)`;
    default:
      return `view.setUint32(${at}, ${value}, true)`;
  }
}

/** The value that a core value stands for. */
export function liftScalar(body: Body, kind: ScalarPlan['kind'], core: string): string {
  switch (kind) {
    case 'bool':
      return `${core} !== 0`;
    case 'u64':
    case 's64':
      return wrap64(kind, core);
    case 'f32':
    case 'f64':
      return core;
    case 'char':
      body.text.line(body.here());
      return body.text.define('v', body.call('convertI32ToChar', `${core} >>> 0`));
    case 'error-context':
      body.text.line(body.here());
      return body.text.define('v', body.call('liftErrorContext', 'inst', `${core} >>> 0`));
    default:
      return TRUNCATED[kind](core);
  }
}

const LOADS: Readonly<Record<ScalarPlan['kind'], string>> = {
  bool: 'getUint8',
  u8: 'getUint8',
  s8: 'getInt8',
  u16: 'getUint16',
  s16: 'getInt16',
  u32: 'getUint32',
  s32: 'getInt32',
  u64: 'getBigUint64',
  s64: 'getBigInt64',
  f32: 'getFloat32',
  f64: 'getFloat64',
  char: 'getUint32',
  'error-context': 'getUint32',
};

/** The value in memory. */
export function loadScalar(body: Body, kind: ScalarPlan['kind'], at: string): string {
  const method = LOADS[kind];
  const loaded = `view.${method}(${at}${method.endsWith('8') ? '' : ', true'})`;
  return kind === 'bool' || kind === 'char' || kind === 'error-context'
    ? liftScalar(body, kind, loaded)
    : loaded;
}
