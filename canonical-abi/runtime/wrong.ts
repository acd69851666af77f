import type { ResourceValues } from '../handles.js';
import { type PathSegment, pathText, Trap, type TrapCode } from '../trap.js';
import { describeValue } from '../describe-value.js';

/** A value of another type than it should be of. Where it was is said by who knows; nobody else gets to see it. */
class WrongValue extends TypeError {
  override readonly name = 'TypeError';
}

/** @throws TypeError */
export function wrong(expected: string, value: unknown): never {
  throw new WrongValue(`expected ${expected}, found ${describeValue(value)}`);
}

/** @throws TypeError for a value that is of its type but for its length */
export function wrongCount(expected: string, found: number): never {
  throw new WrongValue(`expected ${expected}, found one of ${found}`);
}

/** @throws TypeError for what is no handle that can be passed */
export function wrongHandle(values: ResourceValues, value: unknown, handle: 'own' | 'borrow'): never {
  const said = values.explain?.(value, handle);
  if (said === undefined) wrong('an object of the resource', value);
  throw new WrongValue(`expected ${said.expected}, found ${said.found}`);
}

export function trap(code: TrapCode): never {
  throw new Trap(code);
}

/** `error` with where in the values it was, if it is about values and nobody has said so yet. */
export function located(error: unknown, path: readonly PathSegment[]): unknown {
  if (path.length === 0) return error;
  if (error instanceof Trap && error.function === '' && error.path.length === 0) error.path = path;
  if (error instanceof WrongValue) return new WrongValue(`${pathText(path)}: ${error.message}`);
  return error;
}

/** `error` as who called gets to see it: what is wrong with a value begins with the name of the function, if that is given. */
export function wrongTo(error: unknown, func = ''): unknown {
  if (!(error instanceof WrongValue)) return error;
  return new TypeError(func === '' ? error.message : `${func}: ${error.message}`);
}
