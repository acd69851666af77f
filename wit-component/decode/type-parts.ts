import { assertNever } from '../../base/index.js';
import type { ValType } from '../../canonical-abi/index.js';
import type { Member, Type, TypeDef } from '../../wit-parser/index.js';

/** The types that the definition of `type` consists of, as the operands of a checked type: null for an absent one. */
export function partsOf(type: TypeDef): readonly (Type | null)[] {
  switch (type.kind) {
    case 'record':
      return type.fields.map((field) => field.type);
    case 'variant':
      return type.cases.map((item) => item.type);
    case 'tuple':
      return type.types;
    case 'result':
      return [type.ok, type.err];
    case 'map':
      return [type.key, type.value];
    case 'list':
    case 'fixed-length-list':
      return [type.element];
    case 'option':
    case 'future':
    case 'stream':
      return [type.type];
    case 'enum':
    case 'flags':
    case 'resource':
    case 'own':
    case 'borrow':
    case 'alias':
      return [];
    default:
      return assertNever(type);
  }
}

/** Whether `type` and `found` are one kind of type with the same labels. What they are made of is not looked at. */
export function isSameShape(type: TypeDef, found: ValType): boolean {
  if (type.kind === 'alias') return typeof type.type !== 'string' || type.type === found;
  if (typeof found === 'string') return false;
  switch (found.kind) {
    case 'list':
      return found.length === null
        ? type.kind === 'list'
        : type.kind === 'fixed-length-list' && type.length === found.length;
    case 'record':
      return type.kind === 'record' && haveLabels(type.fields, labelsOf(found.fields));
    case 'variant':
      return type.kind === 'variant' && haveLabels(type.cases, labelsOf(found.cases));
    case 'enum':
      return type.kind === 'enum' && haveLabels(type.cases, found.labels);
    case 'flags':
      return type.kind === 'flags' && haveLabels(type.flags, found.labels);
    case 'tuple':
      return type.kind === 'tuple' && type.types.length === found.types.length;
    default:
      return type.kind === found.kind;
  }
}

function labelsOf(members: readonly { readonly label: string }[]): readonly string[] {
  return members.map(({ label }) => label);
}

function haveLabels(members: readonly Member[], labels: readonly string[]): boolean {
  return members.length === labels.length && members.every(({ name }, index) => name === labels[index]);
}
