import { InternalError } from '../../base/index.js';
import type { AliasType, Func, Interface, Member, Stability, Type, TypeDef, World } from '../model.js';
import { usedFrom } from '../query.js';
import { funcText } from './func-text.js';
import { interfacePathText, nameText } from './name-text.js';
import { definitionText, typeText } from './type-text.js';
import type { WitWriter } from './wit-writer.js';

/** The functions of each resource, in order. */
function byResource(funcs: Iterable<Func>): ReadonlyMap<TypeDef, readonly Func[]> {
  const groups = new Map<TypeDef, Func[]>();
  for (const func of funcs) {
    if (func.resource === null) continue;
    const group = groups.get(func.resource);
    if (group === undefined) groups.set(func.resource, [func]);
    else group.push(func);
  }
  return groups;
}

/** Writes the types of `owner`: `use` statements first, then definitions, resources with their functions among `funcs`. */
export function writeTypes(
  out: WitWriter,
  owner: Interface | World,
  types: Iterable<TypeDef>,
  funcs: Iterable<Func>,
): void {
  const { uses, definitions } = partition(types);
  const methods = byResource(funcs);
  for (const use of uses) {
    out.count();
    out.attributes({ docs: null, stability: use.stability, externalId: use.externalId });
    out.line(`use ${interfacePathText(use.source, owner.package)}.{${use.names.join(', ')}};`);
  }
  for (const type of definitions) {
    out.separate();
    out.attributes(type);
    writeDefinition(out, type, methods.get(type) ?? []);
  }
}

interface UseStatement {
  readonly source: Interface;
  readonly stability: Stability | null;
  readonly externalId: string | null;
  readonly names: string[];
}

/** Splits `types` into the `use` statements that bring some of them in, and those defined here. */
function partition(types: Iterable<TypeDef>): { uses: UseStatement[]; definitions: TypeDef[] } {
  const uses: UseStatement[] = [];
  const definitions: TypeDef[] = [];
  for (const type of types) {
    const source = usedFrom(type);
    if (type.kind !== 'alias' || source === null) {
      definitions.push(type);
      continue;
    }
    const last = uses.at(-1);
    if (last !== undefined && last.source === source && sameGates(last, type)) {
      last.names.push(useName(type));
      continue;
    }
    uses.push({ source, stability: type.stability, externalId: type.externalId, names: [useName(type)] });
  }
  return { uses, definitions };
}

function useName(type: AliasType): string {
  const original = typeof type.type === 'string' ? null : type.type.name;
  if (original === null || type.name === null) throw new InternalError('`use` of a type without a name');
  return original === type.name ? nameText(original) : `${nameText(original)} as ${nameText(type.name)}`;
}

function sameGates(use: UseStatement, type: TypeDef): boolean {
  return use.externalId === type.externalId && sameStability(use.stability, type.stability);
}

function sameStability(a: Stability | null, b: Stability | null): boolean {
  if (a === null || b === null) return a === b;
  if (a.deprecated !== b.deprecated) return false;
  if (a.kind === 'stable') return b.kind === 'stable' && a.since === b.since;
  return b.kind === 'unstable' && a.feature === b.feature;
}

function writeDefinition(out: WitWriter, type: TypeDef, funcs: readonly Func[]): void {
  if (type.name === null) throw new InternalError(`a ${type.kind} without a name among the named types`);
  const head = `${type.kind} ${nameText(type.name)}`;
  switch (type.kind) {
    case 'record':
      return writeMembers(out, head, type.fields, (field) => `: ${typeText(field.type)}`);
    case 'variant':
      return writeMembers(out, head, type.cases, (item) => payloadText(item.type));
    case 'enum':
      return writeMembers(out, head, type.cases, () => '');
    case 'flags':
      return writeMembers(out, head, type.flags, () => '');
    case 'resource':
      return writeResource(out, head, funcs);
    default:
      out.line(`type ${nameText(type.name)} = ${definitionText(type)};`);
  }
}

function payloadText(type: Type | null): string {
  return type === null ? '' : `(${typeText(type)})`;
}

function writeMembers<M extends Member>(
  out: WitWriter,
  head: string,
  members: readonly M[],
  suffix: (member: M) => string,
): void {
  out.block(head, () => {
    for (const member of members) {
      out.docs(member.docs);
      out.line(`${nameText(member.name)}${suffix(member)},`);
    }
  });
}

function writeResource(out: WitWriter, head: string, funcs: readonly Func[]): void {
  if (funcs.length === 0) return out.line(`${head};`);
  out.block(head, () => {
    for (const func of funcs) {
      out.attributes(func);
      out.line(`${funcText(func)};`);
    }
  });
}
