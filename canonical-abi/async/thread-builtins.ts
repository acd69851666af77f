import { indexOf } from '../memory.js';
import { trapIf } from '../trap.js';
import { type Builtin, type BuiltinFunction, type BuiltinMaker, unsigned } from './builtin.js';
import { blocked, notYet } from './not-yet.js';
import { currentThread, Thread } from './thread.js';

/*
 * Nothing suspends yet, so threads other than the one that runs are never run. A thread that yields may go on at once, and
 * does.
 */

export const THREAD_BUILTINS = {
  /** @spec CanonicalABI.md#-canon-threadindex */
  'thread.index':
    ({ end: { inst } }) =>
    () =>
      currentThread(inst).index,
  /**
   * @deviation The type of the function is not compared: JavaScript cannot see it.
   * @spec CanonicalABI.md#-canon-threadnew-indirect
   */
  'thread.new-indirect':
    ({ end: { inst }, table }) =>
    (fi) => {
      const index = indexOf(fi ?? 0);
      trapIf(table === null || index >= table.length, 'table-out-of-bounds');
      trapIf((table?.get(index) ?? null) === null, 'undefined-element');
      const { task } = currentThread(inst);
      const thread = new Thread(inst, task, 'suspended');
      task?.startThread();
      return thread.index;
    },
  /** @spec CanonicalABI.md#-canon-threadresume-later */
  'thread.resume-later': (builtin) => (i) => {
    suspendedThread(builtin, unsigned(i)).state = 'ready';
  },
  /** @spec CanonicalABI.md#-canon-threadsuspend */
  'thread.suspend':
    ({ end: { inst }, name }) =>
    () => {
      throw blocked(name, inst);
    },
  /** @spec CanonicalABI.md#-canon-threadyield */
  'thread.yield':
    ({ end: { inst }, name }) =>
    () => {
      currentThread(inst).yield(name);
      return 0;
    },
  /** @spec CanonicalABI.md#-canon-threadsuspend-then-resume */
  'thread.suspend-then-resume': resumer,
  /** @spec CanonicalABI.md#-canon-threadyield-then-resume */
  'thread.yield-then-resume': resumer,
  /** @spec CanonicalABI.md#-canon-threadsuspend-then-promote */
  'thread.suspend-then-promote': (builtin) => (i) => {
    const { name, end } = builtin;
    throw otherThread(builtin, unsigned(i)).state === 'ready' ? notYet(name) : blocked(name, end.inst);
  },
  /** @spec CanonicalABI.md#-canon-threadyield-then-promote */
  'thread.yield-then-promote': (builtin) => (i) => {
    if (otherThread(builtin, unsigned(i)).state === 'ready') throw notYet(builtin.name);
    currentThread(builtin.end.inst).yield(builtin.name);
    return 0;
  },
  'thread.spawn-ref': shared,
  'thread.spawn-indirect': shared,
  'thread.available-parallelism': shared,
} satisfies Record<string, BuiltinMaker>;

function suspendedThread({ end: { inst } }: Builtin, i: number): Thread {
  const thread = inst.threads.get(i);
  trapIf(thread.state !== 'suspended', 'thread-not-suspended');
  return thread;
}

function resumer(builtin: Builtin): BuiltinFunction {
  return (i) => {
    suspendedThread(builtin, unsigned(i));
    throw notYet(builtin.name);
  };
}

function otherThread({ end: { inst } }: Builtin, i: number): Thread {
  trapIf(i === currentThread(inst).index, 'thread-is-current');
  return inst.threads.get(i);
}

/** Threads that share everything are not yet a part of components that engines could run. */
function shared({ name }: Builtin): BuiltinFunction {
  return () => {
    throw notYet(name);
  };
}
