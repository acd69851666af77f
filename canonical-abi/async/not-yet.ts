import { Trap } from '../trap.js';

/** The trap where a call would have to suspend. `what` says what would: a built-in by its name. */
export function notYet(what: string): Trap {
  return new Trap('async-not-yet', `(${what})`);
}
