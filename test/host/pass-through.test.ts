import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { camelCase } from '../../bindgen/js-names/index.js';
import type { FuncType } from '../../canonical-abi/index.js';
import { parseFeatures } from '../../component/index.js';
import { ComponentError, compileSync, instantiateSync, type Engine } from '../../host/index.js';
import type { StringEncoding } from '../../wit-component/index.js';
import { passThrough, stageName } from '../support/pass-through.js';
import { seededRandom } from '../support/seeded-random.js';
import { randomValue } from '../support/value-arbitrary.js';
import { randomFuncType } from '../support/value-types.js';

const FEATURES = parseFeatures('all').value;
const ENCODINGS: readonly StringEncoding[] = ['utf8', 'utf16', 'latin1+utf16'];

type Functions = Readonly<Record<string, (...args: unknown[]) => unknown>>;

describe.each(['spec', 'emitted'] as const)('values that pass through components (%s)', (engine) => {
  it('come to the host as they were given, and back, whatever their types and the encodings of strings', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { below } = seededRandom(seed);
        const functions = new Map(['a', 'b', 'c'].map((name) => [name, randomFuncType(below)]));
        const encodings = Array.from({ length: 1 + below(3) }, () => ENCODINGS[below(3)] ?? 'utf8');
        for (const { given, found } of passages(functions, { encodings, engine, below })) {
          expect(found).toStrictEqual(given);
        }
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });
});

interface Passage {
  readonly encodings: readonly StringEncoding[];
  readonly engine: Engine;
  readonly below: (limit: number) => number;
}

interface Values {
  readonly args: readonly unknown[];
  readonly result: unknown;
}

/** What is given to calls and what is found at the other end, arguments by the host and results by the caller. */
function passages(
  functions: ReadonlyMap<string, FuncType>,
  { encodings, engine, below }: Passage,
): readonly { readonly given: Values; readonly found: Values }[] {
  let next: unknown;
  let received: readonly unknown[] = [];
  const host = Object.fromEntries(
    [...functions].map(([name, type]) => [
      camelCase(name),
      (...args: unknown[]) => {
        received = args;
        return asReturned(type, next);
      },
    ]),
  );
  const component = compileSync(passThrough(functions, encodings), { features: FEATURES });
  const imports = { [stageName(encodings.length)]: host };
  const exports = instantiateSync<Record<string, Functions>>(component, imports, { engine });
  return [...functions, ...functions, ...functions].map(([name, type]) => {
    const args = type.params.map((param) => randomValue(below, param.type));
    const given = { args, result: type.result === null ? undefined : randomValue(below, type.result) };
    next = given.result;
    const result = asValue(type, () => exports[stageName(0)]?.[camelCase(name)]?.(...args));
    return { given, found: { args: received, result } };
  });
}

/** A function with a `result` returns what is no error, and throws an error. */
function asReturned({ result }: FuncType, value: unknown): unknown {
  if (typeof result !== 'object' || result?.kind !== 'result') return value;
  const { tag, val } = value as { readonly tag: string; readonly val?: unknown };
  if (tag === 'ok') return val;
  throw new ComponentError(val);
}

function asValue({ result }: FuncType, call: () => unknown): unknown {
  if (typeof result !== 'object' || result?.kind !== 'result') return call();
  try {
    const val = call();
    return result.ok === null ? { tag: 'ok' } : { tag: 'ok', val };
  } catch (error) {
    if (!(error instanceof ComponentError)) throw error;
    return result.error === null ? { tag: 'err' } : { tag: 'err', val: error.payload };
  }
}
