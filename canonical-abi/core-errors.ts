import { Trap, type TrapCode } from './trap.js';

/*
 * What engines throw when core code traps: a RuntimeError (of a stack that overflows, another error) whose text alone tells
 * which trap it is.
 */

/** The first text that is found decides. In the words of V8, SpiderMonkey and JavaScriptCore. */
const CORE_TRAPS: readonly (readonly [RegExp, TrapCode])[] = [
  [/unreachable/i, 'unreachable'],
  [/by zero/i, 'integer-divide-by-zero'],
  [/divide result|integer overflow/i, 'integer-overflow'],
  [/unrepresentable|conversion to integer|trunc/i, 'invalid-conversion-to-integer'],
  [/null function|signature/i, 'indirect-call-type-mismatch'],
  [/indirect call to|call_indirect to|undefined element/i, 'undefined-element'],
  [/call_indirect|table|element segment/i, 'table-out-of-bounds'],
  [/array/i, 'array-out-of-bounds'],
  [/null/i, 'null-reference'],
  [/cast/i, 'invalid-cast'],
  [/memory|data segment|index out of bounds/i, 'memory-out-of-bounds'],
];

const STACK_OVERFLOW = /call stack size exceeded|too much recursion|stack overflow/i;

/**
 * The trap that an error is which came out of core code; the error itself if it is a trap already, or what a host function
 * threw and core code let pass.
 * @spec CanonicalABI.md#canon-lift
 */
export function trapOf(error: unknown): unknown {
  if (error instanceof Trap) return error;
  const trap = (code: TrapCode, detail = ''): Trap => new Trap(code, detail, { cause: error });
  if (isNamed(error, 'WebAssembly.Exception')) return trap('core-exception');
  if (!(error instanceof Error)) return error;
  const { message, name } = error;
  if (STACK_OVERFLOW.test(message)) return trap('stack-overflow');
  if (name !== 'RuntimeError') return error;
  const code = CORE_TRAPS.find(([text]) => text.test(message))?.[1];
  return code === undefined ? trap('core-trap', `(${message})`) : trap(code);
}

/** This room knows no `WebAssembly` of any platform, and the error may be of another realm. */
function isNamed(value: unknown, name: string): boolean {
  return Object.prototype.toString.call(value) === `[object ${name}]`;
}
