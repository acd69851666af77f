import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as abi from '../../canonical-abi/index.js';
import { inRepository } from '../support/repository.js';
import {
  type FunctionVector,
  PTR_TYPES,
  type TypeVector,
  VECTORS_FILE,
  readVectors,
  typeOf,
} from './vectors/read-vectors.js';

const vectors = readVectors();
const types = vectors.types.map((vector) => typeOf(vector.type));

/** The parts of a vector that hold in our answers: all, but for predicates that definitions.py cannot tell. */
function ourAnswers(t: abi.ValType, vector: TypeVector): object {
  const fundamental = abi.despecialize(t);
  const both = <T>(answer: (ptrType: abi.PtrType) => T): readonly T[] => PTR_TYPES.map(answer);
  return {
    type: vector.type,
    alignment: both((ptrType) => abi.alignment(t, ptrType)),
    elemSize: both((ptrType) => abi.elemSize(t, ptrType)),
    borrow: vector.borrow === null ? null : abi.containsBorrow(t),
    asyncValue: vector.asyncValue === null ? null : abi.containsAsyncValue(t),
    flat: both((ptrType) => abi.flattenType(t, ptrType)?.join(' ') ?? 'too many'),
    ...(vector.offsets === undefined ? {} : { offsets: both((ptrType) => offsetsOf(fundamental, ptrType)) }),
    ...(typeof fundamental !== 'string' && fundamental.kind === 'variant'
      ? { discriminant: abi.discriminantType(fundamental.cases) }
      : {}),
  };
}

function offsetsOf(t: abi.FundamentalType, ptrType: abi.PtrType): readonly number[] {
  if (typeof t === 'string') return [];
  if (t.kind === 'record') return abi.fieldOffsets(t.fields, ptrType);
  if (t.kind !== 'variant' || t.cases.every(({ type }) => type === null)) return [];
  return [abi.payloadOffset(t.cases, ptrType)];
}

/** A vector in which what is longer than any limit has no length. */
function withoutLengths(vector: TypeVector): object {
  return { ...vector, flat: vector.flat.map((flat) => (typeof flat === 'number' ? 'too many' : flat)) };
}

function ourSignatures({ params, result, core }: FunctionVector): Readonly<Record<string, string>> {
  const ft: abi.FuncType = {
    params: params.map((index, position) => ({ label: `p${position}`, type: typeAt(index) })),
    result: result === null ? null : typeAt(result),
    async: false,
  };
  return Object.fromEntries(
    Object.keys(core).map((mode) => {
      const words = mode.split(' ');
      const opts: abi.FlattenOptions = {
        ptrType: words.includes('i64') ? 'i64' : 'i32',
        async: words.includes('async'),
        callback: words.includes('callback'),
      };
      const signature = abi.flattenFunctype(opts, ft, words[0] === 'lift' ? 'lift' : 'lower');
      return [mode, `${signature.params.join(' ')} -> ${signature.results.join(' ')}`.trim()];
    }),
  );
}

function typeAt(index: number): abi.ValType {
  const t = types[index];
  if (t === undefined) throw new Error(`no type ${index} among the vectors`);
  return t;
}

describe(`the answers of ${vectors.spec}`, () => {
  it('are ours on the layout, contents and flat types of 700 types', () => {
    expect(vectors.types.length).toBe(700);
    expect(vectors.types.map((vector, index) => ourAnswers(typeAt(index), vector))).toEqual(
      vectors.types.map(withoutLengths),
    );
  });

  it('are ours on the core signatures of 300 functions in ten modes', () => {
    expect(vectors.functions.map(({ core }) => Object.keys(core).length)).toEqual(Array(300).fill(10));
    expect(vectors.functions.map(ourSignatures)).toEqual(vectors.functions.map(({ core }) => core));
  });

  it('are ours on the limits', () => {
    const { MAX_FLAT_PARAMS, MAX_FLAT_ASYNC_PARAMS, MAX_FLAT_RESULTS } = abi;
    const { MAX_STRING_BYTE_LENGTH, MAX_LIST_BYTE_LENGTH } = abi;
    expect({
      MAX_FLAT_PARAMS,
      MAX_FLAT_ASYNC_PARAMS,
      MAX_FLAT_RESULTS,
      MAX_STRING_BYTE_LENGTH,
      MAX_LIST_BYTE_LENGTH,
    }).toEqual(vectors.constants);
  });

  it('fall on both sides of the limit of 16, and have predicates, often enough to be a test', () => {
    const flat = vectors.types.map((vector) => vector.flat[0]);
    expect(flat.filter((types) => typeof types === 'string').length).toBeGreaterThan(500);
    expect(vectors.types.filter(({ borrow }) => borrow !== null).length).toBeGreaterThan(400);
    expect(flat.filter((types) => typeof types === 'number').length).toBeGreaterThan(40);
  });
});

const definitions = process.env['WITWRIGHT_DEFINITIONS_PY'];
if (definitions === undefined) {
  process.stderr.write(
    'SKIPPED: the vectors are not made again: set WITWRIGHT_DEFINITIONS_PY to definitions.py of ' +
      'the crate wasm-tools 1.262.0 (needs python3)\n',
  );
}

describe.skipIf(definitions === undefined)('make-vectors.py', () => {
  it('makes the committed vectors again', () => {
    const script = inRepository('test', 'canonical-abi', 'vectors', 'make-vectors.py');
    const made = execFileSync('python3', [script, definitions ?? ''], { maxBuffer: 1 << 24 });
    expect(made.toString('utf8')).toBe(readFileSync(VECTORS_FILE, 'utf8'));
  });
});
