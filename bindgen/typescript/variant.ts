import type { EnumType, Member, VariantType } from '../../wit-parser/index.js';
import { code, group, ident, stringLit, type Code } from '../code/index.js';
import type { DeclaredNames } from './declared-names.js';
import type { Flow } from './flow.js';
import { itemDocs } from './item-docs.js';
import type { Space } from './space.js';
import { typeCode } from './type-code.js';

/**
 * A variant is a union of objects with a `tag` and, for a case with content, a `val`; each case has a name of its own.
 * Cases that look the same both ways are declared once, with the form that is received.
 */
export function writeVariant(
  space: Space,
  names: DeclaredNames,
  type: VariantType,
  name: string,
  flow: Flow,
): void {
  const { writer } = space;
  const isInput = flow === 'given' && space.isDirectional(type);
  const caseName = (index: number): string => names.variantCase(type, index, isInput);
  writer.docs(itemDocs(type));
  writer.line(
    code`export type ${ident(name)} = ${group(
      'union',
      type.cases.map((_, index) => code`${ident(caseName(index))}`),
    )};`,
  );
  type.cases.forEach((item, index) => {
    if (isInput && (item.type === null || !space.isDirectional(item.type))) return;
    const content = item.type;
    writer.blank();
    writer.docs(itemDocs(item));
    writer.block(code`export interface ${ident(caseName(index))}`, () => {
      writer.line(code`tag: ${stringLit(item.name)};`);
      if (content !== null) writer.line(code`val: ${typeCode(space, content, flow)};`);
    });
  });
}

/** An enum is a union of strings, as they stand in WIT. */
export function writeEnum(space: Space, type: EnumType, name: string): void {
  const { writer } = space;
  writer.docs(itemDocs(type));
  if (type.cases.every((item) => item.docs === null)) {
    writer.line(code`export type ${ident(name)} = ${group('union', type.cases.map(enumCase))};`);
    return;
  }
  writer.line(code`export type ${ident(name)} =`);
  writer.indented(() => {
    type.cases.forEach((item, index) => {
      const end = index === type.cases.length - 1 ? code`;` : code``;
      writer.docs(itemDocs(item));
      writer.line(code`| ${enumCase(item)}${end}`);
    });
  });
}

function enumCase(item: Member): Code {
  return code`${stringLit(item.name)}`;
}
