import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as abi from '../../canonical-abi/index.js';
import { seededRandom } from '../support/seeded-random.js';
import { randomValue } from '../support/value-arbitrary.js';
import { randomFuncType } from '../support/value-types.js';
import { JS, coreEndPlan, endOf, toWasm } from './vectors/vector-ends.js';
import { guestOf } from './vectors/vector-guest.js';

/*
 * What both engines say of values that are not of their type: the same error, at the same place, after the same calls of
 * `realloc`; and with `coerce` the same core values.
 */

const WRONG: readonly unknown[] = [
  undefined, null, true, 0, -1, 1.5, 256, 2 ** 53, NaN, 7n, -1n, 2n ** 64n, '', 'x', '12', '\ud800', '\ud800x', 'n-0', [], [1], {},
  { tag: 'n-0' }, { tag: 'ok', val: 1 }, { tag: 'nothing' }, new Map(), new Map([[1, 2]]), new Uint8Array([300]),
  new Float64Array([0.5]), new BigUint64Array(1), Symbol('s'), () => 1, new Date(0),
]; // prettier-ignore

describe.each([{ coerce: false }, { coerce: true }])('both engines ($coerce coerce)', (options) => {
  const engines = [abi.createSpecGlue(options), abi.createStraightGlue(options)] as const;

  it('refuse or convert the same arguments alike', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { below } = seededRandom(seed);
        const type: abi.FuncType = { ...randomFuncType(below), result: null };
        const args = type.params.map((param) => damaged(randomValue(below, param.type), below));
        if (below(10) === 0) args.pop();
        if (below(10) === 0) args.push(7);
        const encoding = (['utf8', 'utf16', 'latin1+utf16'] as const)[below(3)] ?? 'utf8';
        const [spec, emitted] = engines.map((glue) => outcome(glue, type, { args, encoding }));
        expect(emitted).toStrictEqual(spec);
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });
});

/** `value` with one part of it replaced, as a rule, or read through a getter. */
function damaged(value: unknown, below: (limit: number) => number): unknown {
  const inner =
    typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !(value instanceof Map);
  if (!inner || below(4) === 0) return below(8) === 0 ? value : WRONG[below(WRONG.length)];
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
  const keys = Object.keys(copy as object);
  const key = keys[below(keys.length)];
  if (key === undefined) return value;
  const parts = copy as Record<string, unknown>;
  const part = damaged(parts[key], below);
  if (below(10) === 0 && !Array.isArray(copy)) delete parts[key];
  else if (below(3) > 0) parts[key] = part;
  else Object.defineProperty(parts, key, { get: () => part, enumerable: true });
  return copy;
}

interface Call {
  readonly args: readonly unknown[];
  readonly encoding: abi.StringEncoding;
}

function outcome(glue: abi.Glue, type: abi.FuncType, { args, encoding }: Call): object {
  const guest = guestOf({ size: 1 << 16, ptr: 'i32' });
  const plan = abi.planFunc(type, {
    name: 'f',
    caller: JS,
    callee: coreEndPlan({ encoding, ptr: 'i32' }),
  });
  const { params } = abi.flattenFunctype({ ptrType: 'i32', async: false, callback: false }, type, 'lift');
  let seen: object | null = null;
  const callee: abi.CoreFunction = (...values) => {
    seen = params.map((core, i) => toWasm(values[i], core));
    return undefined;
  };
  try {
    glue.exported(plan, endOf(guest, new abi.ComponentInstance()), callee, [])(...args);
    return { seen, calls: guest.calls, memory: guest.image() };
  } catch (error) {
    const { name, message } = error as Error;
    return { seen, calls: guest.calls, name, message };
  }
}
