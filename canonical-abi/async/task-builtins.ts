import type { ComponentInstance } from '../instance.js';
import { CoreValueIter } from '../core-values.js';
import { Trap, trapIf } from '../trap.js';
import type { Builtin, BuiltinMaker } from './builtin.js';
import { sameType } from './element-type.js';
import type { Task } from './task.js';
import { currentThread } from './thread.js';

const MAX_BACKPRESSURE = 2 ** 16;

export const TASK_BUILTINS = {
  /** @spec CanonicalABI.md#-canon-contextget */
  'context.get':
    ({ end: { inst }, slot, slotType }) =>
    () => {
      const value = inst.thread?.storage[slot] ?? 0;
      return slotType === 'i64' ? BigInt(value) : value;
    },
  /** @spec CanonicalABI.md#-canon-contextset */
  'context.set':
    ({ end: { inst }, slot }) =>
    (value) => {
      currentThread(inst).storage[slot] = value ?? 0;
    },
  /** @spec CanonicalABI.md#-canon-backpressureincdec */
  'backpressure.inc':
    ({ end: { inst } }) =>
    () => {
      inst.backpressure += 1;
      trapIf(inst.backpressure === MAX_BACKPRESSURE, 'backpressure-overflow');
    },
  'backpressure.dec':
    ({ end: { inst } }) =>
    () => {
      inst.backpressure -= 1;
      trapIf(inst.backpressure < 0, 'backpressure-overflow');
    },
  /** @spec CanonicalABI.md#-canon-taskreturn */
  'task.return':
    (builtin) =>
    (...flat) => {
      const task = asyncTask(builtin.end.inst);
      checkReturn(builtin, task);
      task.returnFlat(new CoreValueIter(flat));
    },
  /** @spec CanonicalABI.md#-canon-taskcancel */
  'task.cancel':
    ({ end: { inst } }) =>
    () => {
      asyncTask(inst).cancel();
    },
} satisfies Record<string, BuiltinMaker>;

function asyncTask(inst: ComponentInstance): Task {
  const task = inst.thread?.task ?? null;
  if (task === null || !task.side.endPlan.async) throw new Trap('task-not-async');
  return task;
}

/**
 * The result type and options must be those with which the task was lifted.
 * @deviation Options without a memory are not compared: a result that needs none may leave out what the parameters need, as
 * the scripts of the specification do (`async/cross-abi-calls`).
 */
function checkReturn({ type, resources, encoding, end }: Builtin, { side, cx }: Task): void {
  const wanted = {
    type: side.plan.type.result,
    resourceType: (resource: object) => cx.resourceType(resource),
  };
  trapIf(!sameType({ type, resourceType: resources }, wanted), 'task-wrong-result');
  if (end.memory === null) return;
  const isSame = side.endPlan.encoding === encoding && side.end.memory === end.memory;
  trapIf(!isSame, 'task-wrong-result');
}
