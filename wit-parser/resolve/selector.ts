import { InternalError, type Diagnostic, type Span } from '../../base/index.js';
import type { Func, FuncParam, Interface, Package, Type, TypeDef, World } from '../model.js';
import type {
  BoundFunc,
  BoundInterface,
  BoundItem,
  BoundPackage,
  BoundRef,
  BoundType,
  BoundWorld,
} from './bound.js';
import { refsOf } from './builder.js';
import { exclusionHelp, exclusionReason, type GateKeeper } from './gates.js';
import { resolveMessages } from './messages.js';
import { displayName } from './names.js';
import { report, type Report } from './report.js';

/**
 * Why something is not in the model: its gate is closed, or (and that has been reported) it depends on something that
 * is wrong.
 */
export type Absent = 'excluded' | 'invalid';

export function isAbsent(type: Type | Absent | null): type is Absent {
  return type === 'excluded' || type === 'invalid';
}

/** A package of the model, and what became of each thing that was bound. */
export interface SelectedPackage {
  readonly bound: BoundPackage;
  readonly package: Package;
  readonly types: readonly (TypeDef | Absent)[];
  readonly interfaces: readonly (Interface | Absent)[];
  readonly worlds: readonly (World | Absent)[];
  /** Worlds in which an error has been reported, so that including them does not report it again. */
  readonly faultyWorlds: ReadonlySet<World>;
  readonly diagnostics: readonly Diagnostic[];
}

/** A package while its items are selected. */
export interface Selector {
  readonly bound: BoundPackage;
  readonly package: Package;
  readonly keeper: GateKeeper;
  readonly report: Report;
  /** By the package that `bound` was bound to, what that is now. */
  readonly dependencies: ReadonlyMap<BoundPackage, SelectedPackage>;
  readonly types: (TypeDef | Absent)[];
  readonly interfaces: (Interface | Absent)[];
  readonly worlds: (World | Absent)[];
  readonly interfaceParts: Map<Interface, InterfaceParts>;
  readonly faultyWorlds: Set<World>;
  /** Interfaces that are left out but used, which has been reported where they are. */
  readonly toldInterfaces: Set<BoundInterface>;
  /** The arrays and maps of `package`. */
  readonly packageTypes: TypeDef[];
  readonly packageInterfaces: Interface[];
  readonly namedInterfaces: Map<string, Interface>;
  readonly namedWorlds: Map<string, World>;
  /** The one anonymous `own` handle of each resource that is used as a type. */
  readonly ownHandles: Map<TypeDef, TypeDef>;
  /** How many imports and exports the worlds have brought in so far. */
  spent: number;
}

/** The maps of an interface while they are filled. */
export interface InterfaceParts {
  readonly types: Map<string, TypeDef>;
  readonly functions: Map<string, Func>;
}

/** The function in the model; null if something in it is absent, which has been reported. */
export function selectFunc(selector: Selector, bound: BoundFunc): Func | null {
  const { span } = bound;
  const resource = bound.resource === null ? null : referTo(selector, bound.resource, span);
  if (typeof resource === 'string') return null;
  const params: FuncParam[] = [];
  for (const param of bound.params) {
    const type = valueType(selector, param.type, span);
    if (!isAbsent(type)) params.push({ name: param.name, type, span: param.span });
  }
  const result = bound.result === null ? null : valueType(selector, bound.result, span);
  if (params.length < bound.params.length || isAbsent(result)) return null;
  if (bound.result !== null && typeof bound.result !== 'string' && bound.result.containsBorrow) {
    const help = ['return the resource itself, which hands it over, or take it as a parameter'];
    report(
      selector.report,
      resolveMessages.borrowInResult.at(span, { name: displayName(bound.name) }, { help }),
    );
  }
  const { kind, name, docs, stability, externalId } = bound;
  return { kind, name, resource, params, result, docs, stability, externalId, span };
}

/**
 * The type that a reference stands for where a value is meant: a resource stands for an `own` handle of it.
 * Reports a reference to a type that is left out.
 */
export function valueType(selector: Selector, ref: BoundRef, span: Span): Type | Absent {
  if (typeof ref === 'string') return ref;
  const type = referTo(selector, ref, span);
  if (typeof type === 'string' || ref.resource === null) return type;
  const known = selector.ownHandles.get(type);
  if (known !== undefined) return known;
  const handle: TypeDef = {
    kind: 'own',
    name: null,
    owner: null,
    package: selector.package,
    docs: null,
    stability: null,
    externalId: null,
    span: null,
    resource: type,
  };
  selector.ownHandles.set(type, handle);
  selector.packageTypes.push(handle);
  return handle;
}

/** The definition that `ref` stands for. Reports one that is left out; answers why if there is none. */
export function referTo(selector: Selector, ref: BoundType, span: Span): TypeDef | Absent {
  const type = selectedType(selector, ref);
  if (type !== 'excluded') return type;
  if (ref.owner?.kind === 'interface' && selector.toldInterfaces.has(ref.owner)) return 'invalid';
  const culprit = currentType(selector, excludedPart(selector, ref) ?? ref);
  const args = { what: 'type', name: culprit.name ?? 'type', reason: exclusionReason(culprit.stability) };
  const details = {
    secondary: [{ at: culprit.span, label: 'left out' }],
    help: exclusionHelp(culprit.stability),
  };
  report(selector.report, resolveMessages.excludedItem.at(span, args, details));
  return 'invalid';
}

/** Reports a mention of an interface or a world that is left out. */
export function reportExcludedItem(selector: Selector, ref: BoundInterface | BoundWorld, span: Span): void {
  const item = ref.kind === 'interface' ? currentInterface(selector, ref) : currentWorld(selector, ref);
  const args = { what: item.kind, name: item.name ?? '', reason: exclusionReason(item.stability) };
  const details = { secondary: [{ at: item.span, label: 'left out' }], help: exclusionHelp(item.stability) };
  report(selector.report, resolveMessages.excludedItem.at(span, args, details));
}

/** The first definition with a name in `type` that is left out. */
function excludedPart(selector: Selector, type: BoundType): BoundType | null {
  if (type.name !== null) return selectedType(selector, type) === 'excluded' ? type : null;
  const { shape } = type;
  const parts = shape.kind === 'own' || shape.kind === 'borrow' ? [shape.resource] : refsOf(shape);
  for (const part of parts) {
    const found = typeof part === 'string' ? null : excludedPart(selector, part);
    if (found !== null) return found;
  }
  return null;
}

function selectedType(selector: Selector, ref: BoundType): TypeDef | Absent {
  if (ref.index < 0) return 'invalid';
  if (ref.package === selector.bound) return at(selector.types, ref.index);
  return at(dependencyOf(selector, ref).types, currentType(selector, ref).index);
}

/** What became of an interface of any package. */
export function selectedInterface(selector: Selector, ref: BoundInterface): Interface | Absent {
  if (ref.index < 0) return 'invalid';
  return at((ref.package === selector.bound ? selector : dependencyOf(selector, ref)).interfaces, ref.index);
}

/** What became of a world of any package. */
export function selectedWorld(selector: Selector, ref: BoundWorld): World | Absent {
  if (ref.index < 0) return 'invalid';
  return at((ref.package === selector.bound ? selector : dependencyOf(selector, ref)).worlds, ref.index);
}

/**
 * What `ref` is now: a package stays bound to an older state of another as long as that shows the same (see `shown.ts`).
 * Interfaces and worlds have their place in common, types may have another.
 */
function currentType(selector: Selector, ref: BoundType): BoundType {
  const { owner, name } = ref;
  if (ref.package === selector.bound || owner?.kind !== 'interface' || name === null) return ref;
  return currentInterface(selector, owner).types.get(name) ?? ref;
}

function currentInterface(selector: Selector, ref: BoundInterface): BoundInterface {
  if (ref.package === selector.bound) return ref;
  return at(dependencyOf(selector, ref).bound.interfaces, ref.index);
}

/** What a world of any package is now. */
export function currentWorld(selector: Selector, ref: BoundWorld): BoundWorld {
  if (ref.package === selector.bound) return ref;
  return at(dependencyOf(selector, ref).bound.worlds, ref.index);
}

function dependencyOf(selector: Selector, ref: BoundType | BoundItem): SelectedPackage {
  const dependency = selector.dependencies.get(ref.package);
  if (dependency === undefined) throw new InternalError('a package is bound to one that is not selected');
  return dependency;
}

function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new InternalError('an item is referred to before it is selected');
  return value;
}
