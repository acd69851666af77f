import type { FlagsType, RecordType } from '../../wit-parser/index.js';
import { code, ident, type Code } from '../code/index.js';
import { fieldName } from '../js-names/index.js';
import type { Flow } from './flow.js';
import { itemDocs } from './item-docs.js';
import type { Space } from './space.js';
import { typeCode } from './type-code.js';

/** A record is an object; a field that may be `none` may be left out. */
export function writeRecord(space: Space, type: RecordType, name: string, flow: Flow): void {
  space.writer.docs(itemDocs(type));
  space.writer.block(code`export interface ${ident(name)}`, () => {
    for (const field of type.fields) {
      space.writer.docs(itemDocs(field));
      space.writer.line(code`${ident(fieldName(field.name))}${fieldType(space, field, flow)};`);
    }
  });
}

function fieldType(space: Space, { type }: RecordType['fields'][number], flow: Flow): Code {
  const nullable = space.nullable(type);
  if (nullable === null) return code`: ${typeCode(space, type, flow)}`;
  return code`?: ${typeCode(space, nullable.type, flow)} | undefined`;
}

/** Flags are an object with a boolean for each; one that is left out is off. */
export function writeFlags(space: Space, type: FlagsType, name: string): void {
  space.writer.docs(itemDocs(type));
  space.writer.block(code`export interface ${ident(name)}`, () => {
    for (const flag of type.flags) {
      space.writer.docs(itemDocs(flag));
      space.writer.line(code`${ident(fieldName(flag.name))}?: boolean;`);
    }
  });
}
