import type { Label } from '../../base/index.js';
import type { Interface, Type, TypeDef, TypeDefBase, World } from '../model.js';
import type { BoundFunc, BoundItem, BoundRef, BoundType } from './bound.js';
import { refsOf } from './builder.js';
import { exclusionReason, isIncluded, isOpen } from './gates.js';
import { resolveMessages } from './messages.js';
import { report } from './report.js';
import { isAbsent, referTo, valueType, type Absent, type Selector } from './selector.js';

/** Selects the types of a package in their order, in which each comes after those it refers to. */
export function selectTypes(selector: Selector): void {
  const misplaced: Misplaced = new Map();
  const revived: Revived = { types: null };
  for (const bound of selector.bound.types) {
    selector.types.push(selectType(selector, bound, misplaced, revived));
  }
  for (const [container, types] of misplaced) reportUngated(selector, container, types);
}

/** Types without a gate in an interface or a world that is left out. */
type Misplaced = Map<BoundItem, BoundType[]>;

function selectType(
  selector: Selector,
  bound: BoundType,
  misplaced: Misplaced,
  revived: Revived,
): TypeDef | Absent {
  if (!isGateOpen(selector, bound, revived)) return 'excluded';
  if (bound.shape.kind === 'error') return 'invalid';
  const owner = bound.owner === null ? null : selectedOwner(selector, bound.owner);
  if (owner === 'excluded' && bound.owner !== null) {
    const types = misplaced.get(bound.owner);
    if (types === undefined) misplaced.set(bound.owner, [bound]);
    else types.push(bound);
  }
  if (typeof owner === 'string') return 'invalid';
  const { name, docs, stability, externalId, span } = bound;
  const base: TypeDefBase = { name, owner, package: selector.package, docs, stability, externalId, span };
  const type = typeOfShape(selector, bound, base);
  if (typeof type === 'object') selector.packageTypes.push(type);
  return type;
}

function isGateOpen(selector: Selector, bound: BoundType, revived: Revived): boolean {
  if (bound.name !== null) return isIncluded(selector.keeper, bound.stability, bound.span);
  return isOpen(selector.keeper, bound.stability) || inUse(selector, revived).has(bound);
}

/** Anonymous types with a closed gate that are used outside of it; found out when the first one is met. */
interface Revived {
  types: ReadonlySet<BoundType> | null;
}

/**
 * An anonymous type has the gate of the definition in which it stands first, but it is shared by all that use it.
 * @deviation wasm-tools refuses `list<u8>` outside of a closed gate if one inside of it came first. WIT.md knows no such
 * rule, so here it is left out only where a part of it is. @spec WIT.md#feature-gates
 */
function inUse(selector: Selector, revived: Revived): ReadonlySet<BoundType> {
  if (revived.types !== null) return revived.types;
  const found = new Set<BoundType>();
  const visit = (ref: BoundRef | null): void => {
    if (ref === null || typeof ref === 'string' || ref.name !== null || found.has(ref)) return;
    if (!isComplete(selector, ref)) return;
    found.add(ref);
    for (const part of refsOf(ref.shape)) visit(part);
  };
  for (const type of selector.bound.types) {
    if (type.name !== null && isOpen(selector.keeper, type.stability)) refsOf(type.shape).forEach(visit);
  }
  for (const func of openFunctions(selector)) {
    for (const param of func.params) visit(param.type);
    visit(func.result);
  }
  revived.types = found;
  return found;
}

/** Whether no part of `ref` is left out. */
function isComplete(selector: Selector, ref: BoundRef): boolean {
  if (typeof ref === 'string') return true;
  if (ref.name !== null) return isOpen(selector.keeper, ref.stability);
  const { shape } = ref;
  if (shape.kind === 'own' || shape.kind === 'borrow') return isComplete(selector, shape.resource);
  return refsOf(shape).every((part) => isComplete(selector, part));
}

function openFunctions(selector: Selector): BoundFunc[] {
  const { keeper, bound } = selector;
  const interfaces = bound.interfaces.filter((iface) => isOpen(keeper, iface.stability));
  const worlds = bound.worlds.filter((world) => isOpen(keeper, world.stability));
  const ofWorlds = worlds.flatMap((world) =>
    [...world.imports, ...world.exports].flatMap((item) => (item.kind === 'func' ? [item.func] : [])),
  );
  const all = [...interfaces.flatMap((iface) => iface.functions), ...ofWorlds];
  return all.filter((func) => isOpen(keeper, func.stability));
}

function selectedOwner(selector: Selector, owner: BoundItem): Interface | World | Absent {
  if (owner.index < 0) return 'invalid';
  return (
    (owner.kind === 'interface' ? selector.interfaces[owner.index] : selector.worlds[owner.index]) ??
    'invalid'
  );
}

function reportUngated(selector: Selector, container: BoundItem, types: readonly BoundType[]): void {
  const [first, ...others] = types;
  if (first === undefined) return;
  const secondary: Label[] = [{ at: container.span, label: 'left out' }];
  for (const other of others.slice(0, 8)) secondary.push({ at: other.span, label: 'and so is this' });
  const args = {
    what: container.kind,
    name: first.name ?? '',
    container: container.name ?? 'interface',
    reason: exclusionReason(container.stability),
  };
  const help = [`put the gate of the ${container.kind} on its types too`];
  report(selector.report, resolveMessages.ungatedInExcluded.at(first.span, args, { secondary, help }));
}

function typeOfShape(selector: Selector, bound: BoundType, base: TypeDefBase): TypeDef | Absent {
  const { shape, span } = bound;
  switch (shape.kind) {
    case 'error':
      return 'invalid';
    case 'resource':
      return { kind: 'resource', ...base };
    case 'alias': {
      // No handle here: another name of a resource is a resource.
      const type = typeof shape.type === 'string' ? shape.type : referTo(selector, shape.type, span);
      return isAbsent(type) ? type : { kind: 'alias', ...base, type };
    }
    case 'own':
    case 'borrow': {
      const resource = referTo(selector, shape.resource, span);
      return isAbsent(resource) ? resource : { kind: shape.kind, ...base, resource };
    }
    case 'enum':
      return { kind: 'enum', ...base, cases: shape.cases };
    case 'flags':
      return { kind: 'flags', ...base, flags: shape.flags };
    default:
      return compound(selector, bound, base);
  }
}

function compound(selector: Selector, bound: BoundType, base: TypeDefBase): TypeDef | Absent {
  const { shape, span } = bound;
  switch (shape.kind) {
    case 'record': {
      const fields: { name: string; docs: string | null; span: typeof span; type: Type }[] = [];
      let invalid = false;
      for (const { name, docs, span: at, type: ref } of shape.fields) {
        const type = valueType(selector, ref, at);
        if (isAbsent(type)) invalid = true;
        else fields.push({ name, docs, span: at, type });
      }
      return invalid ? 'invalid' : { kind: 'record', ...base, fields };
    }
    case 'variant': {
      const cases: { name: string; docs: string | null; span: typeof span; type: Type | null }[] = [];
      let invalid = false;
      for (const { name, docs, span: at, type: ref } of shape.cases) {
        const type = optionalType(selector, ref, bound);
        if (isAbsent(type)) invalid = true;
        else cases.push({ name, docs, span: at, type });
      }
      return invalid ? 'invalid' : { kind: 'variant', ...base, cases };
    }
    case 'tuple': {
      const types = shape.types.map((ref) => valueType(selector, ref, span));
      return types.some(isAbsent) ? 'invalid' : { kind: 'tuple', ...base, types: types.filter(isPresent) };
    }
    case 'option': {
      const type = valueType(selector, shape.type, span);
      return isAbsent(type) ? type : { kind: 'option', ...base, type };
    }
    case 'list': {
      const element = valueType(selector, shape.element, span);
      return isAbsent(element) ? element : { kind: 'list', ...base, element };
    }
    case 'fixed-length-list': {
      const element = valueType(selector, shape.element, span);
      return isAbsent(element)
        ? element
        : { kind: 'fixed-length-list', ...base, element, length: shape.length };
    }
    case 'map': {
      const key = valueType(selector, shape.key, span);
      const value = valueType(selector, shape.value, span);
      return isAbsent(key) || isAbsent(value) ? 'invalid' : { kind: 'map', ...base, key, value };
    }
    case 'result': {
      const ok = optionalType(selector, shape.ok, bound);
      const err = optionalType(selector, shape.err, bound);
      return isAbsent(ok) || isAbsent(err) ? 'invalid' : { kind: 'result', ...base, ok, err };
    }
    case 'future':
    case 'stream': {
      const type = optionalType(selector, shape.type, bound);
      return isAbsent(type) ? type : { kind: shape.kind, ...base, type };
    }
    default:
      return 'invalid';
  }
}

function isPresent(type: Type | Absent): type is Type {
  return !isAbsent(type);
}

function optionalType(selector: Selector, ref: BoundRef | null, bound: BoundType): Type | Absent | null {
  return ref === null ? null : valueType(selector, ref, bound.span);
}
