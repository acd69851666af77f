import type { TsCase, TsField, TsType } from './ts-type.js';
import { plain } from './ts-type.js';

/**
 * Which way a value of a type goes: `given` to the declarations (an argument of a function that is called, what an
 * implementation returns), or `received` from them. A change must be seen in that direction: TypeScript takes a value
 * of a narrower type, so for example a lost case is no error where it is given.
 */
export type Direction = 'given' | 'received';

/** A type with one place changed so that the program can no longer compile. */
export interface Mutant {
  readonly what: string;
  readonly type: TsType;
}

const PLAIN_TEXTS = ['number', 'string', 'bigint', 'boolean'];

/** Every way to change one place of `type` that a compiler must refuse. */
export function mutantsOf(type: TsType, direction: Direction): readonly Mutant[] {
  return [...ownMutants(type, direction), ...partMutants(type, direction)];
}

/** Changes of the outermost layer of `type`. */
function ownMutants(type: TsType, direction: Direction): readonly Mutant[] {
  const given = direction === 'given';
  switch (type.kind) {
    case 'plain': {
      if (type.text === 'void' || type.text === 'undefined') return [];
      return PLAIN_TEXTS.filter((text) => text !== type.text).map((text) => ({
        what: `${type.text} → ${text}`,
        type: plain(text),
      }));
    }
    case 'class':
      return [{ what: `${type.text} → string`, type: plain('string') }];
    case 'array':
      // Any object will do for a resource without functions that the program implements, so an array too.
      return type.element.kind === 'class'
        ? [{ what: 'an array → string', type: plain('string') }]
        : [{ what: 'an array → its element', type: type.element }];
    case 'tuple':
      return tupleMutants(type.elements);
    case 'object':
      return type.fields.flatMap((field, index) => fieldMutants(type.fields, field, index, given));
    case 'cases':
      return caseMutants(type.cases, given);
    case 'literals':
      return literalMutants(type.values, given);
    case 'optional':
      return given
        ? [{ what: 'undefined → null', type: { kind: 'generic', name: 'OrNull', args: [type.type] } }]
        : [{ what: 'never undefined', type: type.type }];
    case 'generic':
      return type.args.length === 0 ? [] : [{ what: `${type.name} → number`, type: plain('number') }];
    case 'named':
      return [];
  }
}

function tupleMutants(elements: readonly TsType[]): readonly Mutant[] {
  const longer: Mutant = {
    what: 'one element more',
    type: { kind: 'tuple', elements: [...elements, plain('number')] },
  };
  if (elements.length === 0) return [longer];
  return [longer, { what: 'one element less', type: { kind: 'tuple', elements: elements.slice(0, -1) } }];
}

function fieldMutants(
  fields: readonly TsField[],
  field: TsField,
  index: number,
  given: boolean,
): readonly Mutant[] {
  const withField = (changed: TsField): TsType => ({
    kind: 'object',
    fields: replaced(fields, index, changed),
  });
  if (!field.optional) {
    return [{ what: `field ${field.key} → other`, type: withField({ ...field, key: `${field.key}Other` }) }];
  }
  if (given) return [];
  return [{ what: `field ${field.key} required`, type: withField({ ...field, optional: false }) }];
}

function caseMutants(cases: readonly TsCase[], given: boolean): readonly Mutant[] {
  const of = (changed: readonly TsCase[]): TsType => ({ kind: 'cases', cases: changed });
  const renamed = cases.map((item, index) => ({
    what: `tag ${item.tag} → other`,
    type: of(replaced(cases, index, { ...item, tag: `${item.tag}-other` })),
  }));
  if (given)
    return [...renamed, { what: 'one case more', type: of([...cases, { tag: 'other-case', val: null }]) }];
  if (cases.length < 2) return renamed;
  const removed = cases.map((item, index) => ({
    what: `case ${item.tag} removed`,
    type: of(cases.filter((_, at) => at !== index)),
  }));
  return [...renamed, ...removed];
}

function literalMutants(values: readonly string[], given: boolean): readonly Mutant[] {
  const of = (changed: readonly string[]): TsType => ({ kind: 'literals', values: changed });
  const renamed = values.map((value, index) => ({
    what: `${value} → other`,
    type: of(replaced(values, index, `${value}-other`)),
  }));
  if (given) return [...renamed, { what: 'one value more', type: of([...values, 'other-value']) }];
  if (values.length < 2) return renamed;
  const removed = values.map((value, index) => ({
    what: `${value} removed`,
    type: of(values.filter((_, at) => at !== index)),
  }));
  return [...renamed, ...removed];
}

/** `type` with one of its parts changed. */
function partMutants(type: TsType, direction: Direction): readonly Mutant[] {
  const inPart = (part: TsType, where: string, rebuild: (changed: TsType) => TsType): readonly Mutant[] =>
    mutantsOf(part, direction).map((mutant) => ({
      what: `${where}${mutant.what}`,
      type: rebuild(mutant.type),
    }));
  switch (type.kind) {
    case 'plain':
    case 'class':
    case 'literals':
      return [];
    case 'array':
      return inPart(type.element, 'element: ', (element) => ({ kind: 'array', element }));
    case 'tuple':
      return type.elements.flatMap((part, index) =>
        inPart(part, `element ${index}: `, (changed) => ({
          kind: 'tuple',
          elements: replaced(type.elements, index, changed),
        })),
      );
    case 'object':
      return type.fields.flatMap((field, index) =>
        inPart(field.type, `field ${field.key}: `, (changed) => ({
          kind: 'object',
          fields: replaced(type.fields, index, { ...field, type: changed }),
        })),
      );
    case 'cases':
      return type.cases.flatMap((item, index) =>
        item.val === null
          ? []
          : inPart(item.val, `case ${item.tag}: `, (val) => ({
              kind: 'cases',
              cases: replaced(type.cases, index, { ...item, val }),
            })),
      );
    case 'optional':
      return inPart(type.type, '', (changed) => ({ kind: 'optional', type: changed }));
    case 'generic':
      return type.args.flatMap((part, index) =>
        inPart(part, `${type.name} of `, (changed) => ({
          ...type,
          args: replaced(type.args, index, changed),
        })),
      );
    case 'named':
      return inPart(type.type, `${type.name}: `, (changed) => changed);
  }
}

function replaced<T>(list: readonly T[], index: number, value: T): readonly T[] {
  return list.map((item, at) => (at === index ? value : item));
}
