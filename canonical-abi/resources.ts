import type { ComponentInstance } from './instance.js';
import { ResourceHandle, type ResourceType } from './handles.js';
import { Trap, trapIf } from './trap.js';

/* The built-ins of resources, for an instance and a resource type that it knows. */

/**
 * A handle that owns a new resource, which is `rep` to the instance that defines it.
 * @throws Trap `cannot-leave`, `table-full`
 * @spec CanonicalABI.md#canon-resourcenew
 */
export function canonResourceNew(inst: ComponentInstance, rt: ResourceType, rep: number): number {
  trapIf(!inst.mayLeave, 'cannot-leave');
  return inst.handles.add(new ResourceHandle(rt, rep >>> 0, true));
}

/**
 * Gives a handle up. Of one that owns, the resource is destructed.
 * @throws Trap `cannot-leave`, `unknown-handle`, `wrong-handle-type`, `handle-lent`, and what the destructor throws
 * @spec CanonicalABI.md#canon-resourcedrop
 */
export function canonResourceDrop(inst: ComponentInstance, rt: ResourceType, i: number): void {
  trapIf(!inst.mayLeave, 'cannot-leave');
  const h = inst.handles.remove(i >>> 0);
  if (!(h instanceof ResourceHandle) || h.rt !== rt) throw new Trap('wrong-handle-type');
  trapIf(h.numLends !== 0, 'handle-lent');
  if (h.own) rt.dtor?.(h.rep);
  else if (h.borrowScope !== null) h.borrowScope.numBorrows -= 1;
}

/**
 * The representation behind a handle.
 * @throws Trap `unknown-handle`, `wrong-handle-type`
 * @spec CanonicalABI.md#canon-resourcerep
 */
export function canonResourceRep(inst: ComponentInstance, rt: ResourceType, i: number): number {
  const h = inst.handles.get(i >>> 0);
  if (!(h instanceof ResourceHandle) || h.rt !== rt) throw new Trap('wrong-handle-type');
  return h.rep;
}
