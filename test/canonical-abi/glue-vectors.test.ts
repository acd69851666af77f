import { describe, expect, it } from 'vitest';
import * as abi from '../../canonical-abi/index.js';
import { countBy, differences, kindOf } from './vectors/compare-vectors.js';
import {
  type FusedVector,
  type LiftVector,
  type LowerVector,
  readFusedVectors,
  readValueVectors,
} from './vectors/read-value-vectors.js';
import type { CallOutcome } from './vectors/vector-ends.js';
import { expectedOfLift, expectedOfLower, fusedCall, liftCall, lowerCall } from './vectors/whole-calls.js';
import {
  canBeResult,
  expectedOfPlace,
  expectedOfResult,
  fusedResult,
  liftResult,
  lowerResult,
} from './vectors/whole-results.js';

const { lift, lower } = readValueVectors();
const fused = readFusedVectors();
/** Those whose value goes to the place that is meant for a result, and the others. */
const toPlaces = lower.filter((vector) => vector.out !== undefined && canBeResult(vector));
const toParams = lower.filter(({ out }) => out === undefined);
/** Those whose strings are in UTF-16, as JavaScript's are: `realloc` is called accordingly. */
const isFromJs = ({ value }: LowerVector): boolean =>
  !/"(?:utf8|latin1\+utf16)",/.test(JSON.stringify(value));
const results = lift.filter(canBeResult);

const SPEC = abi.createSpecGlue();
const EMITTED = abi.createStraightGlue({ fallback: SPEC });

describe.each([
  { name: 'the spec-shaped engine', glue: SPEC },
  { name: 'the emitted text', glue: EMITTED },
])('what $name makes of a call', ({ glue }) => {
  it('gives JavaScript the arguments and results that definitions.py lifts', () => {
    const ofCall = (vector: LiftVector): object => seenBy(liftCall(glue, vector));
    const ofResult = (vector: LiftVector): object => seenBy(liftResult(glue, vector));
    expect(differences(lift, ofCall, (vector) => ({ seen: expectedOfLift(vector), calls: [] }))).toEqual([]);
    expect(
      differences(results, ofResult, (vector) => ({ seen: expectedOfResult(vector), calls: [] })),
    ).toEqual([]);
  });

  it('gives core code the values, memory, handles and calls of realloc with which definitions.py lowers', () => {
    const ofCall = (vector: LowerVector): object => seenBy(lowerCall(glue, vector));
    const ofResult = (vector: LowerVector): object => seenBy(lowerResult(glue, vector));
    const inPlace = (vector: LowerVector): object => ({ seen: expectedOfPlace(vector), calls: vector.calls });
    expect(differences(toParams.filter(isFromJs), ofCall, expectedOf)).toEqual([]);
    expect(differences(toPlaces.filter(isFromJs), ofResult, inPlace)).toEqual([]);
  });

  it('passes from memory to memory what definitions.py lifts and lowers', () => {
    const ofCall = (vector: FusedVector): object => seenBy(fusedCall(glue, vector));
    expect(differences(fused, ofCall, (vector) => expectedOf(vector.lower))).toEqual([]);
  });
});

describe('the spec-shaped engine and the emitted text', () => {
  it('end the same calls alike: with the same trap, at the same place in the values', () => {
    expect(differences(lift, ...ofBoth(liftCall))).toEqual([]);
    expect(differences(toParams, ...ofBoth(lowerCall))).toEqual([]);
    expect(differences(fused, ...ofBoth(fusedCall))).toEqual([]);
  });

  it('end calls alike that give results', () => {
    const passed = fused.filter((vector) => canBeResult(vector.lift));
    expect(differences(results, ...ofBoth(liftResult))).toEqual([]);
    expect(differences(toPlaces, ...ofBoth(lowerResult))).toEqual([]);
    expect(differences(passed, ...ofBoth(fusedResult))).toEqual([]);
  });
});

describe('the vectors of fused calls', () => {
  it('are a hundred and more for each kind of type, and for each pair of string encodings', () => {
    const kinds = countBy(fused, ({ lift: { type } }) => kindOf(type));
    expect(kinds.size).toBe(26);
    expect(Math.min(...kinds.values())).toBeGreaterThanOrEqual(100);
    const strings = fused.filter(({ lift: { type } }) => type === 'string');
    const pairs = countBy(strings, ({ lift, lower }) => `${lift.encoding} to ${lower.encoding}`);
    expect(pairs.size).toBe(9);
    expect(Math.min(...pairs.values())).toBeGreaterThanOrEqual(100);
  });

  it('are traps in a quarter of all, and for each kind of type', () => {
    const traps = fused.filter(({ lower: { trap } }) => trap);
    expect(traps.length / fused.length).toBeGreaterThanOrEqual(0.25);
    expect(countBy(traps, ({ lift: { type } }) => kindOf(type)).size).toBe(26);
  });
});

/** What the callee saw: nothing, if a trap was in the way. */
function seenBy({ seen, calls, end }: CallOutcome): object {
  return { seen: seen === null && end === 'returned' ? 'no call and no trap' : seen, calls };
}

function expectedOf(vector: LowerVector): object {
  return { seen: expectedOfLower(vector), calls: vector.calls };
}

function ofBoth<V>(
  call: (glue: abi.Glue, vector: V) => CallOutcome,
): [(vector: V) => CallOutcome, (vector: V) => CallOutcome] {
  return [(vector) => call(EMITTED, vector), (vector) => call(SPEC, vector)];
}
