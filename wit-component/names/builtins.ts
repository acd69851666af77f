import type { PlainBuiltin } from '../../component/index.js';
import type { CoreFuncType } from '../../canonical-abi/index.js';
import type { ImportRole, PayloadOperation, StringEncoding } from './roles.js';

/** The core types of the built-ins without operands. */
export const PLAIN_BUILTINS: Readonly<Record<PlainBuiltin, CoreFuncType>> = {
  'backpressure.inc': { params: [], results: [] },
  'backpressure.dec': { params: [], results: [] },
  'task.cancel': { params: [], results: [] },
  'subtask.drop': { params: ['i32'], results: [] },
  'error-context.drop': { params: ['i32'], results: [] },
  'waitable-set.new': { params: [], results: ['i32'] },
  'waitable-set.drop': { params: ['i32'], results: [] },
  'waitable.join': { params: ['i32', 'i32'], results: [] },
  'thread.index': { params: [], results: ['i32'] },
  'thread.resume-later': { params: ['i32'], results: [] },
  'thread.suspend': { params: [], results: ['i32'] },
  'thread.yield': { params: [], results: ['i32'] },
  'thread.suspend-then-resume': { params: ['i32'], results: ['i32'] },
  'thread.yield-then-resume': { params: ['i32'], results: ['i32'] },
  'thread.suspend-then-promote': { params: ['i32'], results: ['i32'] },
  'thread.yield-then-promote': { params: ['i32'], results: ['i32'] },
};

/** What is done with a stream: its core type, and whether it may be lowered async. */
const STREAM_OPERATIONS: Readonly<Record<PayloadOperation, { type: CoreFuncType; mayBeAsync: boolean }>> = {
  new: { type: { params: [], results: ['i64'] }, mayBeAsync: false },
  read: { type: { params: ['i32', 'i32', 'i32'], results: ['i32'] }, mayBeAsync: true },
  write: { type: { params: ['i32', 'i32', 'i32'], results: ['i32'] }, mayBeAsync: true },
  'cancel-read': { type: { params: ['i32'], results: ['i32'] }, mayBeAsync: true },
  'cancel-write': { type: { params: ['i32'], results: ['i32'] }, mayBeAsync: true },
  'drop-readable': { type: { params: ['i32'], results: [] }, mayBeAsync: false },
  'drop-writable': { type: { params: ['i32'], results: [] }, mayBeAsync: false },
  forward: { type: { params: ['i32', 'i32'], results: [] }, mayBeAsync: false },
};

export const PAYLOAD_OPERATIONS = Object.keys(STREAM_OPERATIONS) as readonly PayloadOperation[];

const STRING_ENCODINGS: readonly StringEncoding[] = ['utf8', 'utf16', 'latin1+utf16'];

/** Whether there are two forms of `operation`, one that waits and one that does not. */
export function mayBeAsync(operation: PayloadOperation): boolean {
  return STREAM_OPERATIONS[operation].mayBeAsync;
}

/** The core type of a built-in for futures or streams. A future has one element, so none is counted. */
export function payloadSignature(kind: 'future' | 'stream', operation: PayloadOperation): CoreFuncType {
  if (kind === 'future' && (operation === 'read' || operation === 'write'))
    return { params: ['i32', 'i32'], results: ['i32'] };
  return STREAM_OPERATIONS[operation].type;
}

/** The built-ins that a module imports in the name of the world, whatever the world is; without those of any slot. */
export function rootBuiltins(): readonly ImportRole[] {
  const names = (Object.keys(PLAIN_BUILTINS) as PlainBuiltin[]).filter((name) => name !== 'task.cancel');
  return [
    ...names.map((name) => ({ kind: 'builtin', name }) as const),
    { kind: 'subtask.cancel', async: false },
    { kind: 'subtask.cancel', async: true },
    ...(['waitable-set.wait', 'waitable-set.poll'] as const).flatMap((kind) =>
      (['i32', 'i64'] as const).map((pointer) => ({ kind, pointer })),
    ),
    ...(['error-context.new', 'error-context.debug-message'] as const).flatMap((kind) =>
      STRING_ENCODINGS.map((encoding) => ({ kind, encoding })),
    ),
    { kind: 'thread.new-indirect' },
  ];
}

/** The helpers that `wasm-ld` asks for in the module `env`, with what each is. */
export function linkerHelper(
  name: string,
  type: { params: readonly string[]; results: readonly string[] },
): ImportRole | null {
  const width = (found: string | undefined): 'i32' | 'i64' => (found === 'i64' ? 'i64' : 'i32');
  switch (name) {
    case '__wasm_get_stack_pointer':
      return { kind: 'context.get', type: width(type.results[0]), slot: 0 };
    case '__wasm_set_stack_pointer':
      return { kind: 'context.set', type: width(type.params[0]), slot: 0 };
    case '__wasm_get_tls_base':
      return { kind: 'tls-base.get', type: width(type.results[0]) };
    case '__wasm_set_tls_base':
      return { kind: 'tls-base.set', type: width(type.params[0]) };
    default:
      return null;
  }
}
