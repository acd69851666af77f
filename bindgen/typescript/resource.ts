import type { Func, ResourceType } from '../../wit-parser/index.js';
import { code, ident, stringLit, type Code } from '../code/index.js';
import { SYMBOL_DISPOSE } from '../writer/index.js';
import type { DeclaredNames } from './declared-names.js';
import { funcDocs, paramsCode } from './func.js';
import { itemDocs } from './item-docs.js';
import { membersOf, writeClassMembers, writeProperties } from './members.js';
import type { DeclaringModule, Space } from './space.js';

/** A resource with its functions, sorted by the side of the class that they are on. */
interface ResourceParts {
  readonly type: ResourceType;
  readonly name: string;
  readonly constructor: Func | null;
  readonly instance: readonly Func[];
  readonly statics: readonly Func[];
}

/** Writes what stands for a resource: the shape of a class for the user to write, or a class that the user is given. */
export function writeResource(
  space: Space,
  own: DeclaringModule,
  type: ResourceType,
  funcs: readonly Func[],
): void {
  const isStatic = (func: Func): boolean => func.kind.startsWith('static') || func.kind === 'async-static';
  const parts: ResourceParts = {
    type,
    name: own.names.type(type),
    constructor: funcs.find((func) => func.kind === 'constructor') ?? null,
    instance: funcs.filter((func) => func.kind !== 'constructor' && !isStatic(func)),
    statics: funcs.filter(isStatic),
  };
  if (own.role === 'provided') writeClass(space, parts);
  else writeImplementedClass(space, parts, own.names, `${own.id}/${type.name ?? ''}`);
}

/** The type of the class itself, as a property of the object that stands for the interface. */
export function classType({ names, role }: DeclaringModule, type: ResourceType): Code {
  return role === 'provided'
    ? code`typeof ${ident(names.type(type))}`
    : code`${ident(names.constructorOf(type))}`;
}

/**
 * A class that is there at run time. `#private` makes it nominal: an object of the same shape is no handle. Where the
 * file exists for its types only, the class is exported as a type, so that nobody imports it as a value.
 */
function writeClass(space: Space, parts: ResourceParts): void {
  const { writer, hasValues } = space;
  const { type, name, constructor } = parts;
  writer.docs(itemDocs(type));
  writer.block(code`${hasValues ? code`export class` : code`declare class`} ${ident(name)}`, () => {
    writer.line(code`#private;`);
    if (constructor === null) {
      writer.line(code`private constructor();`);
    } else {
      writer.docs(funcDocs(space, constructor, 'provided'));
      writer.line(code`constructor${paramsCode(space, constructor, 'provided')};`);
    }
    writeClassMembers(space, membersOf(parts.statics), 'provided', code`static `);
    writeClassMembers(space, membersOf(parts.instance), 'provided', code``);
    writer.docs({ text: 'Drops the handle.', tags: [] });
    writer.line(code`${SYMBOL_DISPOSE}(): void;`);
  });
  if (!hasValues) writer.line(code`export type { ${ident(name)} };`);
}

/** Two types for a class that the user writes: of its instances (`class Mine implements Blob`), and of the class. */
function writeImplementedClass(space: Space, parts: ResourceParts, names: DeclaredNames, id: string): void {
  const { writer } = space;
  const { type, name, constructor } = parts;
  const base = code`${space.shared.ref('WitResource')}<${stringLit(id)}>`;
  writer.docs(itemDocs(type));
  const members = membersOf(parts.instance);
  if (members.length === 0) {
    // `object &`: an interface whose members are all optional would accept any value, but no class with other members.
    writer.line(code`export type ${ident(name)} = object & ${base};`);
  } else {
    writer.block(code`export interface ${ident(name)} extends ${base}`, () => {
      writeProperties(space, members, 'implemented');
    });
  }
  writer.blank();
  writer.docs({ text: `The class of \`${name}\`.`, tags: [] });
  writer.block(code`export interface ${ident(names.constructorOf(type))}`, () => {
    if (constructor === null) {
      writer.line(code`readonly prototype: ${ident(name)};`);
    } else {
      writer.docs(funcDocs(space, constructor, 'implemented'));
      writer.line(code`new ${paramsCode(space, constructor, 'implemented')}: ${ident(name)};`);
    }
    writeProperties(space, membersOf(parts.statics), 'implemented');
  });
}
