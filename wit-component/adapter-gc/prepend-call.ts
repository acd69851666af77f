import { InstructionWriter, walkCode, wholeFile } from '../../component/index.js';

/** The locals and instructions of a function, `code`, with a call of the function `callee` before all instructions. */
export function prependCall(code: Uint8Array, callee: number): Uint8Array {
  const slice = wholeFile({ path: '', bytes: code });
  let first = code.length;
  const instruction = (_: unknown, start: number): void => {
    first = Math.min(first, start);
  };
  walkCode(slice, { start: 0, end: code.length }, 'function body', { instruction });
  // Without the `end` that the assembler adds.
  const call = new InstructionWriter().op('call', callee).finish().subarray(0, -1);
  const result = new Uint8Array(code.length + call.length);
  result.set(code.subarray(0, first));
  result.set(call, first);
  result.set(code.subarray(first), first + call.length);
  return result;
}
