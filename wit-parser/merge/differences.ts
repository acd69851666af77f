import type { Func, Interface, Type, TypeDef } from '../model.js';
import { describeType } from '../print/type-text.js';
import { interfaceId, resolveAlias, worldId } from '../query.js';
import { childTypes } from '../query-types.js';

/** The interface that stands for another; itself where none does. */
export type Standing = (iface: Interface) => Interface;

const itself: Standing = (iface) => iface;

/**
 * How the definitions `a` and `b` of one name in two copies of an interface differ, in words; null if they are the same.
 * Named types in them are compared by their names, as those are compared on their own.
 */
export function typeDifference(a: TypeDef, b: TypeDef, standing: Standing = itself): string | null {
  if (a.kind !== b.kind) return `${describeKind(a)} against ${describeKind(b)}`;
  if (a.kind === 'fixed-length-list' && b.kind === 'fixed-length-list' && a.length !== b.length) {
    return `${a.length} elements against ${b.length}`;
  }
  return partsDifference(partsOf(a), partsOf(b), standing);
}

/** How two functions of one name differ, in words; null if they are the same. */
export function functionDifference(a: Func, b: Func, standing: Standing = itself): string | null {
  if (a.kind !== b.kind) return `\`${a.kind}\` against \`${b.kind}\``;
  return (
    partsDifference(paramsOf(a), paramsOf(b), standing) ??
    partDifference('result', a.result, b.result, standing)
  );
}

/** A named part of a definition: a field, a case, a parameter. */
interface Part {
  readonly label: string;
  readonly type: Type | null;
}

function paramsOf(func: Func): readonly Part[] {
  return func.params.map(({ name, type }) => ({ label: `parameter \`${name}\``, type }));
}

function partsOf(type: TypeDef): readonly Part[] {
  switch (type.kind) {
    case 'record':
      return type.fields.map((field) => ({ label: `field \`${field.name}\``, type: field.type }));
    case 'variant':
      return type.cases.map((item) => ({ label: `case \`${item.name}\``, type: item.type }));
    case 'enum':
      return type.cases.map((item) => ({ label: `case \`${item.name}\``, type: null }));
    case 'flags':
      return type.flags.map((flag) => ({ label: `flag \`${flag.name}\``, type: null }));
    case 'result':
      return [
        { label: 'ok type', type: type.ok },
        { label: 'error type', type: type.err },
      ];
    case 'future':
    case 'stream':
      return [{ label: 'payload', type: type.type }];
    default:
      return childTypes(type).map((child, index) => ({ label: `part ${index + 1}`, type: child }));
  }
}

function partsDifference(a: readonly Part[], b: readonly Part[], standing: Standing): string | null {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return `${part.label} against nothing`;
    if (part.label !== other.label) return `${part.label} against ${other.label}`;
    const difference = partDifference(part.label, part.type, other.type, standing);
    if (difference !== null) return difference;
  }
  const extra = b[a.length];
  return extra === undefined ? null : `nothing against ${extra.label}`;
}

function partDifference(label: string, a: Type | null, b: Type | null, standing: Standing): string | null {
  if (identity(a, standing) === identity(b, standing)) return null;
  return `${label} is ${describe(a)} against ${describe(b)}`;
}

function describe(type: Type | null): string {
  return type === null ? 'without a type' : `\`${describeType(type)}\``;
}

function describeKind(type: TypeDef): string {
  return type.kind === 'alias' ? `an alias of ${describe(type.type)}` : `a ${type.kind}`;
}

/** A text that two mentions of types have in common if, and only if, they mean the same type. */
function identity(type: Type | null, standing: Standing): string {
  const target = type === null ? '_' : resolveAlias(type);
  if (typeof target === 'string') return target;
  if (target.name !== null && target.owner !== null) {
    const { owner } = target;
    const scope = owner.kind === 'world' ? worldId(owner) : (interfaceId(standing(owner)) ?? '');
    return `${scope}#${target.name}`;
  }
  const parts = partsOf(target).map((part) => identity(part.type, standing));
  const length = target.kind === 'fixed-length-list' ? [String(target.length)] : [];
  return `${target.kind}<${[...parts, ...length].join()}>`;
}
