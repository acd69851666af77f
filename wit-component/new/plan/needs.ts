import {
  flattenTypes,
  MAX_FLAT_ASYNC_PARAMS,
  MAX_FLAT_PARAMS,
  MAX_FLAT_RESULTS,
  type FuncType,
  type ValType,
} from '../../../canonical-abi/index.js';
import type { Func } from '../../../wit-parser/index.js';
import { abiFunc } from '../../abi/abi-type.js';
import type { Lifting, Lowering } from '../../abi/core-signature.js';

/**
 * What a canonical function needs of the core module it works for. An option that is not needed is left out: it would be
 * one more thing that must be there before the function can be.
 * @spec CanonicalABI.md#canonical-abi
 */
export interface Needs {
  readonly memory: boolean;
  readonly realloc: boolean;
  readonly encoding: boolean;
}

const NOTHING: Needs = { memory: false, realloc: false, encoding: false };
const MEMORY: Needs = { memory: true, realloc: false, encoding: false };

/** Of a lower of `func`: its parameters are read from memory, its result is written there. */
export function lowerNeeds(func: Func, lowering: Lowering): Needs {
  return lowerNeedsOf(abiFunc(func), lowering);
}

/** Of a lift of `func`: its parameters are written to memory, its result is read from there. */
export function liftNeeds(func: Func, lifting: Lifting): Needs {
  const type = abiFunc(func);
  const params = type.params.map((param) => param.type);
  const common = union(writing(params), reading(resultsOf(type)));
  const indirectParams = isLonger(params, MAX_FLAT_PARAMS) ? { ...MEMORY, realloc: true } : NOTHING;
  if (lifting !== 'sync') return union(common, indirectParams, taskReturnNeeds(func));
  return union(common, indirectParams, isLonger(resultsOf(type), MAX_FLAT_RESULTS) ? MEMORY : NOTHING);
}

/**
 * Of `task.return` for `func`, which reads the result from memory. wasm-tools gives it what a lower of the whole function
 * would need, but for realloc.
 */
export function taskReturnNeeds(func: Func): Needs {
  return { ...lowerNeeds(func, 'sync'), realloc: false };
}

/** Of a built-in that reads or writes elements of a stream, or the value of a future. */
export function copyNeeds(operation: 'read' | 'write', payload: ValType | null): Needs {
  const values = payload === null ? [] : [payload];
  return union(MEMORY, operation === 'read' ? writing(values) : reading(values));
}

function lowerNeedsOf(type: FuncType, lowering: Lowering): Needs {
  const params = type.params.map((param) => param.type);
  const results = resultsOf(type);
  const isIndirect =
    lowering === 'async'
      ? isLonger(params, MAX_FLAT_ASYNC_PARAMS) || results.length > 0
      : isLonger(params, MAX_FLAT_PARAMS) || isLonger(results, MAX_FLAT_RESULTS);
  return union(reading(params), writing(results), isIndirect ? MEMORY : NOTHING);
}

function resultsOf({ result }: FuncType): readonly ValType[] {
  return result === null ? [] : [result];
}

/** Whether `types` take more than `most` core values. */
function isLonger(types: readonly ValType[], most: number): boolean {
  const flat = flattenTypes(types, 'i32');
  return flat === null || flat.length > most;
}

function reading(types: readonly ValType[]): Needs {
  return types.map(contentsOf).reduce((a, b) => union(a, b), NOTHING);
}

/** Whoever writes strings or lists must first be given room for them. */
function writing(types: readonly ValType[]): Needs {
  const needs = reading(types);
  return { ...needs, realloc: needs.memory };
}

const contents = new WeakMap<object, Needs>();

/** What it takes to read a value of `type`: what streams and futures carry is read by their own built-ins. */
function contentsOf(type: ValType): Needs {
  if (type === 'string') return { memory: true, realloc: false, encoding: true };
  if (typeof type === 'string') return NOTHING;
  const known = contents.get(type);
  if (known !== undefined) return known;
  const needs = union(isInMemory(type) ? MEMORY : NOTHING, reading(partsOf(type)));
  contents.set(type, needs);
  return needs;
}

type Compound = Exclude<ValType, string>;

function isInMemory(type: Compound): boolean {
  return type.kind === 'map' || (type.kind === 'list' && type.length === null);
}

function partsOf(type: Compound): readonly ValType[] {
  switch (type.kind) {
    case 'list':
      return [type.element];
    case 'map':
      return [type.key, type.value];
    case 'record':
      return type.fields.map((field) => field.type);
    case 'tuple':
      return type.types;
    case 'variant':
      return type.cases.flatMap((item) => (item.type === null ? [] : [item.type]));
    case 'option':
      return [type.type];
    case 'result':
      return [type.ok, type.error].filter((part) => part !== null);
    case 'enum':
    case 'flags':
    case 'own':
    case 'borrow':
    case 'stream':
    case 'future':
      return [];
  }
}

function union(...all: readonly Needs[]): Needs {
  return {
    memory: all.some((needs) => needs.memory),
    realloc: all.some((needs) => needs.realloc),
    encoding: all.some((needs) => needs.encoding),
  };
}
