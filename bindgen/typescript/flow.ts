import { childTypes, type Type, type TypeDef } from '../../wit-parser/index.js';
import type { Direction, Side } from './units.js';

/**
 * Which way a value goes, seen from the user's code: it is `received` from the other side or `given` to it. Only streams
 * and futures care: what can be given is wider than what is received.
 */
export type Flow = 'received' | 'given';

/** Who writes the code behind a declaration: the user `implements` it, or it is `provided` to the user. */
export type Role = 'implemented' | 'provided';

/** A host implements what a component imports; a guest what it exports. */
export function roleOf(side: Side, direction: Direction): Role {
  return (side === 'host') === (direction === 'import') ? 'implemented' : 'provided';
}

/** The way that parameters go; results go the other way. */
export function paramFlow(role: Role): Flow {
  return role === 'implemented' ? 'received' : 'given';
}

export function resultFlow(role: Role): Flow {
  return role === 'implemented' ? 'given' : 'received';
}

/** Tells whether a type holds a stream or a future, and so looks different when given. Remembers its answers. */
export type DirectionalTest = (type: Type) => boolean;

export function createDirectionalTest(): DirectionalTest {
  const known = new Map<TypeDef, boolean>();
  const holds = (type: Type): boolean => typeof type !== 'string' && known.get(type) === true;
  // An explicit stack: a chain of named types may be longer than the call stack is deep.
  const visit = (stack: TypeDef[]): void => {
    for (let type = stack.at(-1); type !== undefined; type = stack.at(-1)) {
      const children = childTypes(type);
      const open = children.filter((child) => typeof child !== 'string' && !known.has(child));
      if (open.length > 0 && !known.has(type)) {
        for (const child of open) if (typeof child !== 'string') stack.push(child);
        continue;
      }
      known.set(type, type.kind === 'stream' || type.kind === 'future' || children.some(holds));
      stack.pop();
    }
  };
  return (type) => {
    if (typeof type !== 'string' && !known.has(type)) visit([type]);
    return holds(type);
  };
}
