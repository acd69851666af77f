import type { Scope } from './name-form.js';
import type { ImportRole } from './roles.js';

const SLOT = /^\[context-(get|set)(?:-(i32|i64))?-(\d{1,10})\]$/;
const WAITABLES = /^\[waitable-set-(wait|poll)-i32\]$/;
const MAX_SLOT = 2 ** 32 - 1;

/** The role of a legacy name that is one of endlessly many, or a longer way to write another name; or null. */
export function openNameRole({ side, item }: Scope, name: string): ImportRole | null {
  if (side !== 'import' || item !== null) return null;
  const waitable = WAITABLES.exec(name);
  if (waitable !== null) {
    return { kind: waitable[1] === 'wait' ? 'waitable-set.wait' : 'waitable-set.poll', pointer: 'i32' };
  }
  const [, direction, type = 'i32', number] = SLOT.exec(name) ?? [];
  if (number === undefined || Number(number) > MAX_SLOT) return null;
  return {
    kind: direction === 'get' ? 'context.get' : 'context.set',
    type: type === 'i64' ? 'i64' : 'i32',
    slot: Number(number),
  };
}
