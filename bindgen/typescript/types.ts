import { usedFrom, type Func, type TypeDef } from '../../wit-parser/index.js';
import { code, ident, importRef } from '../code/index.js';
import type { Flow } from './flow.js';
import { itemDocs } from './item-docs.js';
import { writeFlags, writeRecord } from './record.js';
import { writeResource } from './resource.js';
import { nameIn, type DeclaringModule, type Space } from './space.js';
import { structureCode } from './type-code.js';
import { writeEnum, writeVariant } from './variant.js';

/** Writes the named types of an owner in WIT's order; `functionsOf` gives the functions of a resource. */
export function writeTypes(
  space: Space,
  own: DeclaringModule,
  types: Iterable<TypeDef>,
  functionsOf: (resource: TypeDef) => readonly Func[],
): void {
  for (const type of types) {
    space.writer.blank();
    if (type.kind === 'resource') {
      writeResource(space, own, type, functionsOf(type));
      continue;
    }
    writeType(space, own, type, 'received');
    if (!space.isDirectional(type)) continue;
    space.writer.blank();
    writeType(space, own, type, 'given');
  }
}

function writeType(space: Space, own: DeclaringModule, type: TypeDef, flow: Flow): void {
  const name = nameIn(own, type, flow);
  switch (type.kind) {
    case 'record':
      return writeRecord(space, type, name, flow);
    case 'flags':
      return writeFlags(space, type, name);
    case 'variant':
      return writeVariant(space, own.names, type, name, flow);
    case 'enum':
      return writeEnum(space, type, name);
    default:
      return usedFrom(type) === null
        ? writeAlias(space, type, name, flow)
        : writeUse(space, type, name, flow);
  }
}

function writeAlias(space: Space, type: TypeDef, name: string, flow: Flow): void {
  space.writer.docs(itemDocs(type));
  space.writer.line(code`export type ${ident(name)} = ${structureCode(space, type, flow)};`);
}

/** What `use` brings in is imported under the name that it has here, and exported again. */
function writeUse(space: Space, type: TypeDef, name: string, flow: Flow): void {
  if (type.kind !== 'alias' || typeof type.type === 'string' || type.type.owner === null) return;
  const source = space.declaring(type.type.owner);
  space.writer.importAs(importRef(source.module, nameIn(source, type.type, flow)), name);
  space.writer.line(code`export type { ${ident(name)} };`);
}
