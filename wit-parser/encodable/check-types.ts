import type { Diagnostic, Span } from '../../base/index.js';
import type { Package, Type, TypeDef } from '../model.js';
import { modelMessages } from '../model-messages.js';
import { describeType } from '../print/type-text.js';
import { childTypes, signatureTypes } from '../query-types.js';
import { resolveAlias } from '../query.js';
import { allFunctions } from './scopes.js';
import type { FactsOf } from './type-facts.js';

/** Record fields, variant and enum cases, parts of a tuple. */
const MOST_MEMBERS = 10_000;
const MOST_PARAMS = 1_000;
const MOST_ELEMENTS = 2 ** 30;
/** @spec Binary.md#type-definitions */
const MOST_VALUE_BYTES = 2 ** 28;

/** The rules on single types and signatures. */
export function checkTypes(pkg: Package, factsOf: FactsOf): readonly Diagnostic[] {
  const placeOf = placesOfTypes(pkg);
  const found = pkg.types.flatMap((type) => {
    const at = placeOf(type);
    return [
      ...checkPayload(type, at, factsOf),
      ...checkMembers(type, at),
      ...checkFixedLength(type, at),
      ...checkBytes(type, at, factsOf),
    ];
  });
  const longLists = allFunctions(pkg).filter((func) => func.params.length > MOST_PARAMS);
  return [
    ...found,
    ...longLists.map((func) => {
      const facts = { name: func.name, count: func.params.length, most: MOST_PARAMS };
      return modelMessages.tooManyParams.at(func.span, facts);
    }),
  ];
}

/** Where a type stands; an anonymous one without a place of its own is where a named item mentions it. */
function placesOfTypes(pkg: Package): (type: TypeDef) => Span | null {
  const mentions = new Map<Type, Span>();
  const mention = (parts: readonly Type[], span: Span | null): void => {
    for (const part of parts) {
      if (span !== null && typeof part !== 'string' && !mentions.has(part)) mentions.set(part, span);
    }
  };
  for (const func of allFunctions(pkg)) mention(signatureTypes(func), func.span);
  // From the outside in, so that what holds a type has its place before the type itself.
  for (const type of [...pkg.types].reverse()) {
    mention(childTypes(type), type.span ?? mentions.get(type) ?? null);
  }
  return (type) => type.span ?? mentions.get(type) ?? null;
}

/** @spec Binary.md#type-definitions */
function checkPayload(type: TypeDef, at: Span | null, factsOf: FactsOf): readonly Diagnostic[] {
  if ((type.kind !== 'stream' && type.kind !== 'future') || type.type === null) return [];
  if (type.kind === 'stream' && resolveAlias(type.type) === 'char') {
    const help = ['use `stream<u8>`, and say in the docs how the text is encoded'];
    return [modelMessages.streamOfChar.at(at, undefined, { help })];
  }
  if (!factsOf(type.type).hasBorrow) return [];
  const payload = describeType(type.type);
  const help = ['carry an owned handle instead'];
  return [modelMessages.borrowInStream.at(at, { kind: type.kind, payload }, { help })];
}

function checkMembers(type: TypeDef, at: Span | null): readonly Diagnostic[] {
  const [what, count] = memberCount(type);
  if (count <= MOST_MEMBERS) return [];
  const facts = { type: `\`${type.name ?? type.kind}\``, what, count, most: MOST_MEMBERS };
  return [modelMessages.tooManyMembers.at(at, facts)];
}

function memberCount(type: TypeDef): readonly [string, number] {
  switch (type.kind) {
    case 'record':
      return ['fields', type.fields.length];
    case 'variant':
    case 'enum':
      return ['cases', type.cases.length];
    case 'tuple':
      return ['types', type.types.length];
    default:
      return ['', 0];
  }
}

function checkFixedLength(type: TypeDef, at: Span | null): readonly Diagnostic[] {
  if (type.kind !== 'fixed-length-list') return [];
  if (type.length === 0) return [modelMessages.emptyFixedLengthList.at(at, { found: describeType(type) })];
  if (type.length <= MOST_ELEMENTS) return [];
  return [modelMessages.fixedLengthListTooLong.at(at, { length: type.length, most: MOST_ELEMENTS })];
}

/** A value has to fit; what only holds a value that does not fit is not reported again. */
function checkBytes(type: TypeDef, at: Span | null, factsOf: FactsOf): readonly Diagnostic[] {
  const { bytes } = factsOf(type);
  if (bytes < MOST_VALUE_BYTES) return [];
  if (childTypes(type).some((child) => factsOf(child).bytes >= MOST_VALUE_BYTES)) return [];
  if (type.kind === 'fixed-length-list' && type.length > MOST_ELEMENTS) return [];
  const facts = { type: `\`${describeType(type)}\``, bytes, most: MOST_VALUE_BYTES };
  return [modelMessages.valueTooLarge.at(at, facts, { help: ['a `list` without a length holds as many'] })];
}
