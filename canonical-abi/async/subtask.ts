import { trapIf } from '../trap.js';
import { Waitable } from './waitable.js';

/** The state of a call that was lowered async, as its caller reads it. @spec CanonicalABI.md#subtask-state */
export const SUBTASK = { starting: 0, started: 1, returned: 2 } as const;

/**
 * A call that was lowered async and had not returned at once. As nothing suspends yet there are none in the tables: a call
 * has returned, or it trapped.
 * @spec CanonicalABI.md#subtask-state
 */
export class Subtask extends Waitable {
  resolveDelivered = false;

  override drop(): void {
    trapIf(!this.resolveDelivered, 'subtask-unresolved');
    super.drop();
  }
}
