import type { FuncType, ValType } from '../../canonical-abi/index.js';
import { LIMITS } from '../limits.js';
import { componentMessages } from '../messages.js';
import type { Located } from '../model/sort.js';
import { validationMessages } from './messages.js';
import type { Scope } from './scope.js';
import {
  type CheckedExtern,
  type CheckedFuncType,
  type CheckedItem,
  type CheckedResourceType,
  type CheckedType,
  type CheckedValueType,
  type Resource,
  type TypeUse,
} from './types.js';

/** What a type takes of the limits; see `Entity`. */
interface Extent {
  readonly weight: number;
  readonly depth: number;
  readonly mentionsResources: boolean;
}

const LEAF: Extent = { weight: 1, depth: 1, mentionsResources: false };

/** The extent of a type made of `parts`. */
function extentOf(parts: Iterable<Extent>): Extent {
  let { weight, depth, mentionsResources } = LEAF;
  for (const part of parts) {
    weight += part.weight;
    depth = Math.max(depth, part.depth + 1);
    mentionsResources ||= part.mentionsResources;
  }
  return { weight, depth, mentionsResources };
}

function extentOfUses(operands: readonly (TypeUse | null)[]): Extent {
  if (operands.length === 0) return LEAF;
  return extentOf(
    operands.filter((use) => use !== null).map((use) => (typeof use === 'string' ? LEAF : use)),
  );
}

export function extentOfItem(item: CheckedItem): Extent {
  if (item.kind === 'error') return LEAF;
  if (item.kind === 'core module') {
    return { ...LEAF, weight: 1 + item.type.imports.length + item.type.exports.size };
  }
  return typeof item.type === 'string' ? LEAF : item.type;
}

export function extentOfExterns(...sides: readonly ReadonlyMap<string, CheckedExtern>[]): Extent {
  return extentOf(sides.flatMap((side) => [...side.values()].map(({ item }) => extentOfItem(item))));
}

/** Whether a type of this extent can be walked over; reports one that cannot. */
export function isWithinLimits(
  scope: Scope,
  place: Located,
  { weight, depth }: Pick<Extent, 'weight' | 'depth'>,
): boolean {
  if (depth > LIMITS.nesting) {
    const args = { what: 'types', limit: LIMITS.nesting };
    scope.fault(componentMessages.nestingTooDeep, place, args);
    return false;
  }
  if (weight < LIMITS.typeWeight) return true;
  scope.fault(validationMessages.typeTooLarge, place, { limit: LIMITS.typeWeight });
  return false;
}

const UNNAMED = { name: null, equals: null } as const;

export function valueType(type: ValType, operands: readonly (TypeUse | null)[]): CheckedValueType {
  return { kind: 'value type', type, operands, ...UNNAMED, ...extentOfUses(operands) };
}

export function funcType(type: FuncType, operands: readonly (TypeUse | null)[]): CheckedFuncType {
  return { kind: 'func type', type, operands, ...UNNAMED, ...extentOfUses(operands) };
}

/** A new resource and the type that stands for it. */
export function resourceType(name: string | null): CheckedResourceType {
  const resource: Resource = { kind: 'resource', name };
  return { kind: 'resource type', resource, name, equals: null, ...LEAF, mentionsResources: true };
}

/** The entity that an import or export under `name` makes of `type`. */
export function renamed<T extends CheckedType>(type: T, name: string): T {
  return { ...type, name, equals: type };
}
