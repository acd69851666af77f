import {
  flattenFunctype,
  type CoreFuncType,
  type FuncType,
  type PtrType,
} from '../../canonical-abi/index.js';
import type { Func } from '../../wit-parser/index.js';
import { abiFunc } from './abi-type.js';

/** How a core module calls an import: it waits, or gets a subtask. */
export type Lowering = 'sync' | 'async';

/** How the export of a core module is called: to its end, through events to a callback, or on a stack of its own. */
export type Lifting = 'sync' | 'callback' | 'stackful';

/** wit-component makes components of modules with 32-bit memories only. */
const PTR_TYPE: PtrType = 'i32';

/**
 * The core type under which a module imports `func`.
 * @spec CanonicalABI.md#flattening
 */
export function lowerSignature(func: Func, lowering: Lowering): CoreFuncType {
  const options = { ptrType: PTR_TYPE, async: lowering === 'async', callback: false };
  return flattenFunctype(options, abiFunc(func), 'lower');
}

/**
 * The core type under which a module exports `func`. A method's first parameter is the representation of its resource,
 * and so an `i32` as a handle is.
 * @spec CanonicalABI.md#flattening
 */
export function liftSignature(func: Func, lifting: Lifting): CoreFuncType {
  const options = { ptrType: PTR_TYPE, async: lifting !== 'sync', callback: lifting === 'callback' };
  return flattenFunctype(options, abiFunc(func), 'lift');
}

/** The core type of the function that is called once the result of `func`, lifted sync, has been read. */
export function postReturnSignature(func: Func): CoreFuncType {
  return { params: liftSignature(func, 'sync').results, results: [] };
}

/**
 * The core type of the built-in `task.return` for `func`: the result as parameters.
 * @spec CanonicalABI.md#canon-taskreturn
 */
export function taskReturnSignature(func: Func): CoreFuncType {
  const { result } = abiFunc(func);
  const returning: FuncType = {
    params: result === null ? [] : [{ label: 'result', type: result }],
    result: null,
    async: false,
  };
  return flattenFunctype({ ptrType: PTR_TYPE, async: false, callback: false }, returning, 'lower');
}

/** Of the function that gets the events of a task that was lifted with a callback: event, and its two operands. */
export const CALLBACK_SIGNATURE: CoreFuncType = { params: ['i32', 'i32', 'i32'], results: ['i32'] };
