import { Trap, type TrapCode } from './trap.js';

/*
 * What engines throw when core code traps: a RuntimeError (of a stack that overflows, another error) whose text alone tells
 * which trap it is.
 */

/** The first text that is found decides. In the words of V8, SpiderMonkey and JavaScriptCore. */
const CORE_TRAPS: readonly (readonly [RegExp, TrapCode])[] = [
  [/unreachable/i, 'unreachable'],
  [/divide by zero|remainder by zero|division by zero/i, 'integer-divide-by-zero'],
  [/divide result unrepresentable|integer overflow/i, 'integer-overflow'],
  [
    /float unrepresentable|invalid conversion to integer|out of bounds trunc/i,
    'invalid-conversion-to-integer',
  ],
  [/null function or|signature mismatch|signature that does not match/i, 'indirect-call-type-mismatch'],
  [/indirect call to null|call_indirect to a null|undefined element/i, 'undefined-element'],
  [/out of bounds call_indirect|table|element segment/i, 'table-out-of-bounds'],
  [/array/i, 'array-out-of-bounds'],
  [/null/i, 'null-reference'],
  [/cast/i, 'invalid-cast'],
  [/memory|data segment|index out of bounds/i, 'memory-out-of-bounds'],
];

const STACK_OVERFLOW = /maximum call stack size exceeded|too much recursion|stack overflow/i;

/**
 * The trap that an error is which came out of core code; the error itself if it is a trap already, or what a host function
 * threw and core code let pass.
 * @spec CanonicalABI.md#canon-lift
 */
export function trapOf(error: unknown): unknown {
  if (error instanceof Trap) return error;
  const cause = { cause: error };
  if (isNamed(error, 'WebAssembly.Exception')) return new Trap('core-exception', '', cause);
  if (!(error instanceof Error)) return error;
  if (STACK_OVERFLOW.test(error.message)) return new Trap('stack-overflow', '', cause);
  if (error.name !== 'RuntimeError') return error;
  const code = CORE_TRAPS.find(([text]) => text.test(error.message))?.[1];
  return code === undefined ? new Trap('core-trap', `(${error.message})`, cause) : new Trap(code, '', cause);
}

/** This room knows no `WebAssembly` of any platform, and the error may be of another realm. */
function isNamed(value: unknown, name: string): boolean {
  return Object.prototype.toString.call(value) === `[object ${name}]`;
}
