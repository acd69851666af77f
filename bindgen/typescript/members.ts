import { accessorOf, type Func } from '../../wit-parser/index.js';
import { code, ident, propertyKey, type Code } from '../code/index.js';
import { functionName } from '../js-names/index.js';
import type { Role } from './flow.js';
import { accessorTypeCode, funcDocs, functionTypeCode, paramsCode, returnCode } from './func.js';
import type { Space } from './space.js';

/** A function, or the two halves of an accessor. A setter never comes without its getter. */
export type Member =
  | { readonly kind: 'function'; readonly name: string; readonly func: Func }
  | { readonly kind: 'accessor'; readonly name: string; readonly func: Func; readonly setter: Func | null };

/** The functions of one object or class side as members, in order; constructors are not among them. */
export function membersOf(
  funcs: readonly Func[],
  nameOf: (func: Func) => string = functionName,
): readonly Member[] {
  const setters = new Map<string, Func>();
  for (const func of funcs) if (accessorOf(func) === 'set') setters.set(nameOf(func), func);
  return funcs.flatMap((func): readonly Member[] => {
    const name = nameOf(func);
    if (func.kind === 'constructor' || accessorOf(func) === 'set') return [];
    if (accessorOf(func) === null) return [{ kind: 'function', name, func }];
    return [{ kind: 'accessor', name, func, setter: setters.get(name) ?? null }];
  });
}

/**
 * Writes members as properties of an object type. Functions are properties with a function type: TypeScript compares
 * parameters strictly only there, and is lenient to methods.
 */
export function writeProperties(space: Space, members: readonly Member[], role: Role): void {
  for (const member of members) {
    if (member.kind === 'accessor') {
      writeAccessor(space, member, role, code``);
      continue;
    }
    space.writer.docs(funcDocs(space, member.func, role));
    space.writer.line(code`${propertyKey(member.name)}: ${functionTypeCode(space, member.func, role)};`);
  }
}

/** Writes members of one side of a class, as methods and accessors. `modifier` is `static ` or nothing. */
export function writeClassMembers(
  space: Space,
  members: readonly Member[],
  role: Role,
  modifier: Code,
): void {
  for (const member of members) {
    if (member.kind === 'accessor') {
      writeAccessor(space, member, role, modifier);
      continue;
    }
    const { name, func } = member;
    space.writer.docs(funcDocs(space, func, role));
    space.writer.line(
      code`${modifier}${ident(name)}${paramsCode(space, func, role)}: ${returnCode(space, func, role)};`,
    );
  }
}

/** Writes `get p(): T;` and, if there is one, `set p(value: T);` */
export function writeAccessor(
  space: Space,
  { name, func, setter }: Extract<Member, { kind: 'accessor' }>,
  role: Role,
  modifier: Code,
): void {
  const key = propertyKey(name);
  space.writer.docs(funcDocs(space, func, role));
  space.writer.line(code`${modifier}get ${key}(): ${accessorTypeCode(space, func, role)};`);
  if (setter === null) return;
  space.writer.docs(funcDocs(space, setter, role));
  space.writer.line(code`${modifier}set ${key}(value: ${accessorTypeCode(space, setter, role)});`);
}
