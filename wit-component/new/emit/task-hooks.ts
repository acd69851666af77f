import { InstructionWriter, type LocalRun } from '../../../component/index.js';
import { CALLBACK_SIGNATURE, liftSignature, postReturnSignature } from '../../abi/core-signature.js';
import { exportNamed, type RoledLift } from '../../names/module-roles.js';
import type { Part } from '../part.js';
import type { Shim, Signature } from '../plan/core-item.js';
import type { Emitter } from './emitter.js';
import type { FixupWriter } from './fixup-module.js';

/** What `__wasm_task_hook` is told. */
export const TASK_EVENT = {
  syncStart: 0,
  syncFinish: 1,
  asyncStart: 2,
  asyncResume: 3,
  asyncBlock: 4,
  asyncFinish: 5,
  initializeStart: 6,
  initializeFinish: 7,
  destructorStart: 8,
  destructorFinish: 9,
  reallocStart: 12,
  reallocFinish: 13,
} as const;

/**
 * What the task hook is told around a function. `code`: the function returns whether its task has ended or waits, and
 * the hook is told which.
 */
export interface Hook {
  readonly start: number | null;
  readonly end: number | 'code' | null;
}

/** A function that calls another one and tells the task hook. */
export interface Wrapper {
  /** Of the function around which it is. */
  readonly name: string;
  readonly signature: Signature;
  readonly hook: Hook;
  readonly target: number;
  readonly isExported: boolean;
}

const DESTRUCTOR: Hook = { start: TASK_EVENT.destructorStart, end: TASK_EVENT.destructorFinish };
const REALLOC: Hook = { start: TASK_EVENT.reallocStart, end: TASK_EVENT.reallocFinish };
const CALLBACK: Hook = { start: TASK_EVENT.asyncResume, end: 'code' };
const POST_RETURN: Hook = { start: null, end: TASK_EVENT.syncFinish };

const REALLOC_SIGNATURE: Signature = { params: ['i32', 'i32', 'i32', 'i32'], results: ['i32'] };

/** A function of a part, and the place of its wrapper. */
export interface HookedFunc {
  readonly part: Part;
  readonly name: string;
  readonly wrapper: number;
}

/**
 * Wraps all that a component calls of its parts, if the main module has a task hook: lifted functions with their
 * callbacks and post-returns, realloc functions, destructors.
 */
export function addTaskHooks(emitter: Emitter, fixups: FixupWriter): readonly HookedFunc[] {
  const { parts, plan } = emitter.blueprint;
  const name = exportNamed(parts.main.roles, (role) => role.kind === 'task hook');
  if (name === null) return [];
  fixups.addTaskHook(parts.main, name);
  const hooked: HookedFunc[] = [];
  const wrap = (part: Part, func: string, signature: Signature, hook: Hook): void => {
    hooked.push({ part, name: func, wrapper: fixups.wrap(part, func, signature, hook) });
  };
  for (const part of emitter.allParts) wrapLifts(part, wrap);
  for (const part of emitter.allParts) {
    for (const [func, { role }] of part.roles.exports) {
      if (role.kind === 'realloc' && role.use !== 'adapter') wrap(part, func, REALLOC_SIGNATURE, REALLOC);
    }
  }
  const destructors = new Set(plan.destructors.values());
  for (const shim of plan.shims) redirectShim(shim, destructors, hooked, fixups);
  return hooked;
}

type Wrap = (part: Part, func: string, signature: Signature, hook: Hook) => void;

function wrapLifts(part: Part, wrap: Wrap): void {
  const lifts = new Map(part.roles.lifts.map((lift) => [lift.name, lift]));
  for (const name of part.roles.exports.keys()) {
    const lift = lifts.get(name);
    if (lift === undefined) continue;
    wrap(part, name, liftSignature(lift.func, lift.lifting), liftHook(lift));
    if (lift.postReturn !== null) wrap(part, lift.postReturn, postReturnSignature(lift.func), POST_RETURN);
    if (lift.callback !== null) wrap(part, lift.callback, CALLBACK_SIGNATURE, CALLBACK);
  }
}

/** A sync task ends with its post-return, where it has one. */
function liftHook({ lifting, postReturn }: RoledLift): Hook {
  switch (lifting) {
    case 'callback':
      return { start: TASK_EVENT.asyncStart, end: 'code' };
    case 'stackful':
      return { start: TASK_EVENT.asyncStart, end: TASK_EVENT.asyncFinish };
    case 'sync':
      return { start: TASK_EVENT.syncStart, end: postReturn === null ? TASK_EVENT.syncFinish : null };
  }
}

function redirectShim(
  shim: Shim,
  destructors: ReadonlySet<Shim>,
  hooked: readonly HookedFunc[],
  fixups: FixupWriter,
): void {
  if (destructors.has(shim)) {
    fixups.wrapShim(shim, 'resource-dtor', DESTRUCTOR);
    return;
  }
  const { target } = shim;
  if (target.kind !== 'core export') return;
  if (target.part.roles.exports.get(target.name)?.role.kind !== 'realloc') return;
  const found = hooked.find(({ part, name }) => part === target.part && name === target.name);
  if (found !== undefined) fixups.redirect(shim, found.wrapper);
}

/** The body of a wrapper; `hook` is the index of the task hook. */
export function hookBody(wrapper: Wrapper, hook: number): { body: Uint8Array; locals: readonly LocalRun[] } {
  const { signature, target } = wrapper;
  const { start, end } = wrapper.hook;
  const code = new InstructionWriter();
  if (start !== null) code.op('i32.const', start).op('call', hook);
  signature.params.forEach((_, local) => code.op('local.get', local));
  code.op('call', target);
  if (typeof end === 'number') code.op('i32.const', end).op('call', hook);
  if (end !== 'code') return { body: code.finish(), locals: [] };
  // The code is 0 where the task has ended, and else says what it waits for.
  const result = signature.params.length;
  code.op('local.set', result);
  code.op('i32.const', TASK_EVENT.asyncBlock).op('i32.const', TASK_EVENT.asyncFinish);
  code.op('local.get', result).op('select').op('call', hook).op('local.get', result);
  return { body: code.finish(), locals: [{ count: 1, type: 'i32' }] };
}
