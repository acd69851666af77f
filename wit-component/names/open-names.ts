import type { Scope } from './name-form.js';
import type { ImportRole, PayloadOperation } from './roles.js';

const SLOT = /^\[context-(get|set)(?:-(i32|i64))?-(\d{1,10})\]$/;
const WAITABLES = /^\[waitable-set-(wait|poll)-i32\]$/;
const UNIT =
  /^(\[async-lower\])?\[(future|stream)-(?:(new|drop-readable|drop-writable|forward)|(read|write|cancel-read|cancel-write))-unit\](.*)$/s;

/** The role of a legacy name that is one of endlessly many, or a longer way to write another name; or null. */
export function openNameRole(scope: Scope, name: string): ImportRole | null {
  return unitRole(scope, name) ?? (scope.side === 'import' && scope.item === null ? rootRole(name) : null);
}

/** A future or stream without a payload: whatever stands behind the annotation. */
function unitRole({ side, item }: Scope, name: string): ImportRole | null {
  const match = UNIT.exec(name);
  if (match === null) return null;
  const [, async, kind, onlySync, either, suffix = ''] = match;
  if (async !== undefined && either === undefined) return null;
  return {
    kind: kind === 'future' ? 'future' : 'stream',
    operation: (onlySync ?? either) as PayloadOperation,
    async: async !== undefined,
    payload: { side, item, type: null, suffix },
  };
}

function rootRole(name: string): ImportRole | null {
  const slot = SLOT.exec(name);
  if (slot !== null) {
    const [, direction, type = 'i32', number = ''] = slot;
    if (Number(number) > 0xffff_ffff) return null;
    return {
      kind: direction === 'get' ? 'context.get' : 'context.set',
      type: type === 'i64' ? 'i64' : 'i32',
      slot: Number(number),
    };
  }
  const waitable = WAITABLES.exec(name);
  if (waitable === null) return null;
  return { kind: waitable[1] === 'wait' ? 'waitable-set.wait' : 'waitable-set.poll', pointer: 'i32' };
}
