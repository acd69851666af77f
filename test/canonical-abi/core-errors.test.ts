import { describe, expect, it } from 'vitest';
import * as abi from '../../canonical-abi/index.js';
import { CORE_CODES } from './trap-groups.js';

/** A module of one memory, an empty table of 2 and a function `f` with this body. */
function moduleOf(body: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 4, 1, 0x60, 0, 0],
    ...[3, 2, 1, 0],
    ...[4, 4, 1, 0x70, 0, 2],
    ...[5, 3, 1, 0, 1],
    ...[7, 5, 1, 1, 0x66, 0, 0],
    ...[10, body.length + 4, 1, body.length + 2, 0, ...body, 0x0b],
  ]);
}

function trapOfCode(body: readonly number[]): unknown {
  const { f } = new WebAssembly.Instance(new WebAssembly.Module(moduleOf(body))).exports;
  try {
    (f as () => void)();
  } catch (error) {
    return abi.trapOf(error);
  }
  return null;
}

const I32_MIN = [0x41, 0x80, 0x80, 0x80, 0x80, 0x78];
const NAN = [0x43, 0, 0, 0xc0, 0x7f];

/** As V8, SpiderMonkey and JavaScriptCore say it. */
const MESSAGES: readonly (readonly [abi.TrapCode, readonly string[]])[] = [
  ['unreachable', ['unreachable', 'unreachable executed', 'Unreachable code should not be executed']],
  ['memory-out-of-bounds', ['memory access out of bounds', 'index out of bounds', 'Out of bounds memory access']],
  ['table-out-of-bounds', ['table index is out of bounds', 'table index out of bounds', 'Out of bounds call_indirect']],
  ['array-out-of-bounds', ['array element access out of bounds']],
  ['integer-divide-by-zero', ['divide by zero', 'remainder by zero', 'integer divide by zero', 'Division by zero']],
  ['integer-overflow', ['divide result unrepresentable', 'integer overflow', 'Integer overflow']],
  ['invalid-conversion-to-integer', ['float unrepresentable in integer range', 'invalid conversion to integer', 'Out of bounds Trunc operation']],
  ['indirect-call-type-mismatch', ['null function or function signature mismatch', 'indirect call signature mismatch', 'call_indirect to a signature that does not match']],
  ['undefined-element', ['indirect call to null', 'call_indirect to a null table entry']],
  ['null-reference', ['dereferencing a null pointer']],
  ['invalid-cast', ['illegal cast', 'bad cast']],
  ['core-trap', ['something that no engine says today']],
]; // prettier-ignore

describe('what core code throws', () => {
  it.each<[abi.TrapCode, readonly number[]]>([
    ['unreachable', [0x00]],
    ['memory-out-of-bounds', [0x41, 0x7f, 0x28, 2, 0, 0x1a]],
    ['integer-divide-by-zero', [0x41, 1, 0x41, 0, 0x6d, 0x1a]],
    ['integer-overflow', [...I32_MIN, 0x41, 0x7f, 0x6d, 0x1a]],
    ['invalid-conversion-to-integer', [...NAN, 0xa8, 0x1a]],
    ['table-out-of-bounds', [0x41, 5, 0x11, 0, 0]],
    ['indirect-call-type-mismatch', [0x41, 0, 0x11, 0, 0]],
    ['stack-overflow', [0x10, 0]],
  ])('is the trap %s in this engine', (code, body) => {
    const trap = trapOfCode(body);
    expect(trap).toBeInstanceOf(abi.Trap);
    expect(trap).toMatchObject({ code, cause: expect.any(Error) as Error });
  });

  it.each(MESSAGES)('is the trap %s in any engine', (code, messages) => {
    const traps = messages.map((text) => abi.trapOf(new WebAssembly.RuntimeError(text)));
    expect(traps.map((trap) => (trap as abi.Trap).code)).toEqual(messages.map(() => code));
  });

  it('is a trap if it is an exception that nothing caught', () => {
    const exception = { [Symbol.toStringTag]: 'WebAssembly.Exception' };
    expect(abi.trapOf(exception)).toMatchObject({ code: 'core-exception', cause: exception });
  });

  it('is itself if the host threw it', () => {
    const error = new Error('unreachable');
    expect([abi.trapOf(error), abi.trapOf('text'), abi.trapOf(undefined)]).toEqual([
      error,
      'text',
      undefined,
    ]);
  });

  it('is tested for each trap of core code', () => {
    const tested = [...MESSAGES.map(([code]) => code), 'stack-overflow', 'core-exception'];
    expect([...tested].sort()).toEqual([...CORE_CODES].sort());
  });
});
