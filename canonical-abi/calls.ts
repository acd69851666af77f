import { trapOf } from './core-errors.js';
import type { ComponentInstance } from './instance.js';
import { wrongTo } from './runtime/wrong.js';
import { Trap } from './trap.js';

/* What begins and ends calls, whichever engine makes them. */

/**
 * Refuses to enter an instance that is locked down.
 * @throws Trap `cannot-enter`
 * @spec Explainer.md#component-invariants
 */
export function checkEnter(inst: ComponentInstance, func: string): void {
  if (inst.store.failure === null) return;
  const trap = new Trap('cannot-enter', '', { cause: inst.store.failure.error });
  trap.in(inst.path, func);
  throw trap;
}

/**
 * Refuses to let core code call what it imports.
 * @throws Trap `cannot-leave`; what locked the instance down, if core code caught it and went on
 * @spec CanonicalABI.md#canon-lower
 */
export function checkLeave(inst: ComponentInstance): void {
  checkAlive(inst);
  if (!inst.mayLeave) throw new Trap('cannot-leave');
}

/** After a call of core code or of the host: it may have caught what locked the instance down, but cannot undo it. */
export function checkAlive({ store }: ComponentInstance): void {
  if (store.failure !== null) throw store.failure.error;
}

/**
 * Locks down after `error` ended a call in `inst`.
 * @returns what ended it first: a trap, or, as it is, what a host function threw
 * @spec Explainer.md#component-invariants
 */
export function lockDown(error: unknown, inst: ComponentInstance, func: string): unknown {
  const { store } = inst;
  store.failure ??= { error: trapOf(error) };
  const first = store.failure.error;
  if (first instanceof Trap) first.in(inst.path, func);
  return first;
}

/**
 * What a call from JavaScript throws for an `error`. A value of another type than its parameter is the mistake of the caller,
 * who hears of it before the instance was entered: nothing is locked down.
 */
export function failedExport(
  error: unknown,
  inst: ComponentInstance,
  func: string,
  entered: boolean,
): unknown {
  return entered || error instanceof Trap ? lockDown(error, inst, func) : wrongTo(error);
}

/**
 * What a call from core code throws for an `error`: a trap of core code as it is, as core code can catch what else
 * JavaScript throws. A host function whose result is of another type is named, as nothing in the stack tells which it was.
 */
export function failedImport(error: unknown, inst: ComponentInstance, func: string): unknown {
  const first = lockDown(wrongTo(error, func), inst, func);
  return first instanceof Trap && first.cause === error ? error : first;
}
