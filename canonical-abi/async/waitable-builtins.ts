import { checkLeave } from '../calls.js';
import { alignTo } from '../layout.js';
import { type CoreValue, indexOf } from '../memory.js';
import { Trap, trapIf } from '../trap.js';
import { type Builtin, type BuiltinMaker, memoryOf } from './builtin.js';
import { Subtask } from './subtask.js';
import { type EventTuple, Waitable, WaitableSet } from './waitable.js';

/** Two numbers of 32 bits. */
const PAYLOAD_SIZE = 8;

export const WAITABLE_BUILTINS = {
  /** @spec CanonicalABI.md#-canon-waitable-setnew */
  'waitable-set.new':
    ({ inst }) =>
    () => {
      checkLeave(inst);
      return inst.handles.add(new WaitableSet());
    },
  /** @spec CanonicalABI.md#-canon-waitable-setwait */
  'waitable-set.wait': (builtin) => (si, ptr) => {
    const { inst, name } = builtin;
    checkLeave(inst);
    return storeEvent(builtin, setAt(builtin, si).wait(name, inst), ptr);
  },
  /** @spec CanonicalABI.md#-canon-waitable-setpoll */
  'waitable-set.poll': (builtin) => (si, ptr) => {
    checkLeave(builtin.inst);
    return storeEvent(builtin, setAt(builtin, si).poll(), ptr);
  },
  /** @spec CanonicalABI.md#-canon-waitable-setdrop */
  'waitable-set.drop':
    ({ inst }) =>
    (si) => {
      checkLeave(inst);
      const set = inst.handles.remove(unsigned(si));
      if (!(set instanceof WaitableSet)) throw new Trap('wrong-handle-type');
      set.drop();
      return undefined;
    },
  /** @spec CanonicalABI.md#-canon-waitablejoin */
  'waitable.join': (builtin) => (wi, si) => {
    const { inst } = builtin;
    checkLeave(inst);
    const waitable = inst.handles.get(unsigned(wi));
    if (!(waitable instanceof Waitable)) throw new Trap('wrong-handle-type');
    waitable.join(unsigned(si) === 0 ? null : setAt(builtin, si));
    return undefined;
  },
  /** @spec CanonicalABI.md#-canon-subtaskcancel */
  'subtask.cancel':
    ({ inst }) =>
    (i) => {
      checkLeave(inst);
      const subtask = inst.handles.get(unsigned(i));
      if (!(subtask instanceof Subtask)) throw new Trap('wrong-handle-type');
      throw new Trap('subtask-resolved');
    },
  /** @spec CanonicalABI.md#-canon-subtaskdrop */
  'subtask.drop':
    ({ inst }) =>
    (i) => {
      checkLeave(inst);
      const subtask = inst.handles.remove(unsigned(i));
      if (!(subtask instanceof Subtask)) throw new Trap('wrong-handle-type');
      subtask.drop();
      return undefined;
    },
} satisfies Record<string, BuiltinMaker>;

function setAt({ inst }: Builtin, si: CoreValue | undefined): WaitableSet {
  const set = inst.handles.get(unsigned(si));
  if (!(set instanceof WaitableSet)) throw new Trap('wrong-handle-type');
  return set;
}

/** Writes what an event says, and gives its code. */
function storeEvent(builtin: Builtin, [code, p1, p2]: EventTuple, at: CoreValue | undefined): number {
  const memory = memoryOf(builtin);
  const ptr = indexOf(at ?? 0);
  trapIf(ptr !== alignTo(ptr, 4), 'unaligned-pointer');
  trapIf(ptr + PAYLOAD_SIZE > memory.length, 'pointer-out-of-bounds');
  memory.view.setUint32(ptr, p1, true);
  memory.view.setUint32(ptr + 4, p2, true);
  return code;
}

/** An index as core code passes it. */
export function unsigned(value: CoreValue | undefined): number {
  return Number(value ?? 0) >>> 0;
}
