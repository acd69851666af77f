import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { camelCase } from '../../bindgen/js-names/index.js';
import * as abi from '../../canonical-abi/index.js';
import { randomValue } from '../support/value-arbitrary.js';
import { randomFuncType } from '../support/value-types.js';
import { type Guest, guestOf } from './vectors/vector-guest.js';
import { JS, coreEndPlan, endOf, toWasm } from './vectors/vector-ends.js';

/*
 * Calls from core code to core code: what the callee and then the caller find, and which calls of `realloc` both see, is the
 * same whether values are lifted and lowered or copied, also where the bytes in memory are no values.
 */

const SIZE = 1 << 15;
const ENCODINGS = ['utf8', 'utf16', 'latin1+utf16'] as const;

interface Way {
  readonly encoding: abi.StringEncoding;
  readonly ptr: abi.PtrType;
}

interface Call {
  readonly type: abi.FuncType;
  readonly from: Way;
  readonly to: Way;
  readonly args: readonly unknown[];
  readonly result: unknown;
  /** Bytes that are changed in the memory of the caller, and in that of the callee before it returns. */
  readonly damage: readonly (readonly [number, number])[];
}

describe('a call from core code to core code', () => {
  it('comes out alike in the spec-shaped engine and in emitted text', () => {
    const engines = [abi.createSpecGlue(), abi.createStraightGlue()] as const;
    fc.assert(
      fc.property(fc.gen(), (gen) => {
        const below = (limit: number): number => gen(fc.nat, { max: Math.max(0, limit - 1) });
        const call = randomCall(below);
        const [spec, emitted] = engines.map((glue) => outcomeIfRoom(glue, call));
        fc.pre(spec !== null);
        expect(emitted).toStrictEqual(spec);
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });
});

function randomCall(below: (limit: number) => number): Call {
  const type = randomFuncType(below);
  const way = (): Way => ({ encoding: ENCODINGS[below(3)] ?? 'utf8', ptr: below(3) === 0 ? 'i64' : 'i32' });
  const damages = below(2) * below(6);
  return {
    type,
    from: way(),
    to: way(),
    args: type.params.map((param) => randomValue(below, param.type)),
    result: type.result === null ? undefined : randomValue(below, type.result),
    damage: Array.from({ length: damages }, () => [below(below(2) === 0 ? 64 : 1024), below(256)] as const),
  };
}

/** Null where the memory of a guest has no room for what it is to pass: that is a trap before the call. */
function outcomeIfRoom(glue: abi.Glue, call: Call): object | null {
  try {
    return outcome(glue, call);
  } catch (error) {
    if (error instanceof abi.Trap && error.code === 'realloc-out-of-bounds') return null;
    throw error;
  }
}

function outcome(glue: abi.Glue, { type, from, to, args, result, damage }: Call): object {
  const plan = abi.planFunc(type, {
    name: 'f',
    key: camelCase,
    caller: coreEndPlan(from),
    callee: coreEndPlan(to),
  });
  const [caller, callee] = [guestOf({ size: SIZE, ...from }), guestOf({ size: SIZE, ...to })];
  const flat = lowered(caller, from, type.params, args);
  const returned = type.result === null ? undefined : loweredResult(callee, to, type.result, result);
  const out =
    flattened(type.result, from.ptr).length > 1 ? [caller.realloc(...pointers(from, 0, 0, 8, 512))] : [];
  spoil(caller, damage);
  const seen: unknown[] = [];
  const { params } = abi.flattenFunctype({ ptrType: to.ptr, async: false, callback: false }, type, 'lift');
  const target: abi.CoreFunction = (...values) => {
    seen.push(
      params.map((core, i) => toWasm(values[i], core)),
      callee.image(),
    );
    spoil(callee, damage);
    return returned;
  };
  const ends = [caller, callee].map((guest) => endOf(guest, new abi.ComponentInstance())) as [
    abi.CoreEnd,
    abi.CoreEnd,
  ];
  try {
    const value = glue.fused(plan, ...ends, target, [])(...([...flat, ...out] as abi.CoreValue[]));
    const [core = 'i32'] = flattened(type.result, from.ptr);
    seen.push(value === undefined ? value : toWasm(value, core), caller.image());
  } catch (error) {
    const { name, message } = error as Error;
    seen.push(name, message);
  }
  return { seen, calls: [caller.calls, callee.calls] };
}

function flattened(type: abi.ValType | null, ptr: abi.PtrType): readonly abi.CoreValType[] {
  const tooMany = Array.from({ length: 2 }, () => ptr);
  return type === null ? [] : (abi.flattenType(type, ptr) ?? tooMany);
}

function pointers(
  { ptr }: Way,
  ...values: readonly [number, number, number, number]
): [abi.CoreValue, abi.CoreValue, abi.CoreValue, abi.CoreValue] {
  return values.map((value) => (ptr === 'i64' ? BigInt(value) : value)) as ReturnType<typeof pointers>;
}

/** The core values with which JavaScript would pass `args` to the guest, as an engine has them. */
function lowered(
  guest: Guest,
  way: Way,
  params: abi.FuncType['params'],
  args: readonly unknown[],
): readonly abi.CoreValue[] {
  const type: abi.FuncType = { params, result: null, async: false };
  const plan = abi.planFunc(type, { name: 'f', key: camelCase, caller: JS, callee: coreEndPlan(way) });
  const flat = abi.flattenFunctype({ ptrType: way.ptr, async: false, callback: false }, type, 'lift').params;
  let found: abi.CoreValue[] = [];
  const target: abi.CoreFunction = (...values) => {
    found = flat.map((core, i) => toWasm(values[i], core));
    return undefined;
  };
  abi.createSpecGlue().exported(plan, endOf(guest, new abi.ComponentInstance()), target, [])(...args);
  return found;
}

/** What core code returns for `value`: itself, or where it is. */
function loweredResult(guest: Guest, way: Way, type: abi.ValType, value: unknown): abi.CoreValue | undefined {
  if (flattened(type, way.ptr).length <= 1) return lowered(guest, way, [{ label: 'x', type }], [value])[0];
  const list: abi.ValType = { kind: 'list', element: type, length: null };
  return lowered(guest, way, [{ label: 'x', type: list }], [[value]])[0];
}

function spoil({ memory }: Guest, damage: Call['damage']): void {
  for (const [at, byte] of damage) memory.bytes[at] = byte;
}
