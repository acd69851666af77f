import { handleOf } from '../handles.js';
import type { ComponentInstance } from '../instance.js';
import type { CoreValue } from '../memory.js';
import { Trap } from '../trap.js';
import { type Builtin, type BuiltinMaker, memoryOf, placeOfTwo, unsigned } from './builtin.js';
import { Subtask } from './subtask.js';
import { type EventTuple, Waitable, WaitableSet } from './waitable.js';

export const WAITABLE_BUILTINS = {
  /** @spec CanonicalABI.md#-canon-waitable-setnew */
  'waitable-set.new':
    ({ end: { inst } }) =>
    () =>
      inst.handles.add(new WaitableSet()),
  /** @spec CanonicalABI.md#-canon-waitable-setwait */
  'waitable-set.wait': (builtin) => (si, ptr) => {
    const { name, end } = builtin;
    return storeEvent(builtin, setAt(end.inst, si).wait(name, end.inst), ptr);
  },
  /** @spec CanonicalABI.md#-canon-waitable-setpoll */
  'waitable-set.poll': (builtin) => (si, ptr) => storeEvent(builtin, setAt(builtin.end.inst, si).poll(), ptr),
  /** @spec CanonicalABI.md#-canon-waitable-setdrop */
  'waitable-set.drop':
    ({ end: { inst } }) =>
    (si) => {
      handleOf(WaitableSet, inst.handles.remove(unsigned(si))).drop();
    },
  /** @spec CanonicalABI.md#-canon-waitablejoin */
  'waitable.join':
    ({ end: { inst } }) =>
    (wi, si) => {
      const waitable = handleOf(Waitable, inst.handles.get(unsigned(wi)));
      waitable.join(unsigned(si) === 0 ? null : setAt(inst, si));
    },
  /** @spec CanonicalABI.md#-canon-subtaskcancel */
  'subtask.cancel':
    ({ end: { inst } }) =>
    (i) => {
      handleOf(Subtask, inst.handles.get(unsigned(i)));
      throw new Trap('subtask-resolved');
    },
  /** @spec CanonicalABI.md#-canon-subtaskdrop */
  'subtask.drop':
    ({ end: { inst } }) =>
    (i) => {
      handleOf(Subtask, inst.handles.remove(unsigned(i))).drop();
    },
} satisfies Record<string, BuiltinMaker>;

function setAt(inst: ComponentInstance, si: CoreValue | undefined): WaitableSet {
  return handleOf(WaitableSet, inst.handles.get(unsigned(si)));
}

/** Writes what an event says, and gives its code. */
function storeEvent(builtin: Builtin, [code, p1, p2]: EventTuple, at: CoreValue | undefined): number {
  const { view } = memoryOf(builtin);
  const ptr = placeOfTwo(builtin, at, 4);
  view.setUint32(ptr, p1, true);
  view.setUint32(ptr + 4, p2, true);
  return code;
}
