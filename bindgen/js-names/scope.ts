import { InternalError } from '../../base/index.js';

/**
 * The names that one scope of a generated file binds. Names that follow from WIT are reserved first and always granted;
 * names that a generator wishes for itself give way to them.
 */
export interface NameScope {
  has(name: string): boolean;
  /** Binds a name that follows from WIT. Throws when it is taken: WIT does not allow two such names. */
  reserve(name: string): string;
  /** Binds `name`, or where that is taken the first free one of `name$1`, `name$2`, … */
  choose(name: string): string;
}

/** A scope that binds nothing yet. */
export function createNameScope(): NameScope {
  const names = new Set<string>();
  const scope: NameScope = {
    has: (name) => names.has(name),
    reserve(name) {
      if (names.has(name)) throw new InternalError(`two things of one scope are named ${name}`);
      names.add(name);
      return name;
    },
    choose: (name) => scope.reserve(firstFree(name, '$', scope.has)),
  };
  return scope;
}

/** `name`, or the first of `name<mark>1`, `name<mark>2`, … that is not taken. */
export function firstFree(name: string, mark: string, isTaken: (name: string) => boolean): string {
  let candidate = name;
  for (let count = 1; isTaken(candidate); count++) candidate = `${name}${mark}${count}`;
  return candidate;
}
