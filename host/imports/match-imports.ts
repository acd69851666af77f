import { assertNever, at, type Diagnostic, InternalError, nearest } from '../../base/index.js';
import { type FunctionParts, functionKey, functionParts, pascalCase } from '../../bindgen/js-names/index.js';
import type { JsFunction } from '../../canonical-abi/index.js';
import type { LinkPlan, PlannedFunc, PlannedImport, PlannedModule } from '../../component/index.js';
import { LinkError } from '../link-error.js';
import { type LinkImports, moduleMisfit } from '../link/index.js';
import { hostMessages } from '../messages.js';
import { HostResource } from '../resources/host-resource.js';
import { describeImport, describeValue, signatureOf } from './describe.js';
import { findKey, type GivenImports, hasMember, writtenName } from './find-import.js';
import {
  constructorOf,
  functionAt,
  isAssignable,
  isConstructor,
  methodOf,
  type Place,
  settledFunction,
} from './host-function.js';
import { type Overrides, splitOverrides } from './overrides.js';

export interface MatchedImports extends LinkImports {
  /** The class that was given for an imported resource. */
  hostClass(position: number): object | undefined;
}

export interface ImportOptions {
  readonly given: GivenImports;
  /** What replaces imports. */
  readonly overrides: GivenImports;
  /** Whether a function may give a promise. */
  readonly mayWait: (name: string) => boolean;
}

/**
 * Finds each import of the component among what is given.
 * @throws LinkError that names all that are missing or of the wrong sort
 */
export function matchImports(plan: LinkPlan, { given, overrides, mayWait }: ImportOptions): MatchedImports {
  const replaced = splitOverrides(overrides);
  const matching: Matching = {
    plan,
    overrides: replaced,
    problems: [],
    functions: new Map(),
    modules: new Map(),
    resources: new Map(),
    classes: new Map(),
  };
  const world: Scope = { name: '', path: [], owners: [replaced.whole, given], overrides: {} };
  for (const planned of plan.imports) match(matching, world, planned);
  if (matching.problems.length > 0) throw new LinkError(matching.problems);
  return {
    func(_path, func) {
      const call = found(matching.functions.get(func), func.name);
      return func.type.async || mayWait(func.name) ? call : settledFunction(call, func);
    },
    resource: (_path, { name }, position) => found(matching.resources.get(position), name).type,
    module: (path, module) => found(matching.modules.get(module), path.join('#')),
    hostClass: (position) => matching.classes.get(position),
  };
}

/** What was found so far. It is no class: objects of one that lives as short as this cost more than what they do. */
interface Matching {
  readonly plan: LinkPlan;
  readonly overrides: Overrides;
  readonly problems: Diagnostic[];
  readonly functions: Map<PlannedFunc, JsFunction>;
  readonly modules: Map<PlannedModule, object>;
  /** By their positions in the plan. */
  readonly resources: Map<number, HostResource>;
  /** Those that were given, by the positions of their resources. */
  readonly classes: Map<number, object>;
}

/** Where imports are looked up: in what is given, or in the object of an interface. */
interface Scope {
  /** Empty for what is given itself. */
  readonly name: string;
  /** Names of the imports around it. */
  readonly path: readonly string[];
  /** In the order in which they are looked through. */
  readonly owners: readonly object[];
  /** Functions that replace those of the owners, by their names in WIT. */
  readonly overrides: GivenImports;
}

/** A function that is to be found. */
interface WantedFunc {
  readonly scope: Scope;
  readonly planned: PlannedImport;
  readonly func: PlannedFunc;
  readonly parts: FunctionParts;
}

const EXPECTED = {
  function: 'a function',
  get: 'a property',
  set: 'a property that can be assigned to',
};

function match(matching: Matching, scope: Scope, planned: PlannedImport): void {
  const { name, item } = planned;
  switch (item.kind) {
    case 'func':
      return matchFunc(matching, scope, planned, at(matching.plan.functions, item.func));
    case 'instance':
      return matchInstance(matching, scope, planned, item.exports);
    case 'resource':
      return matchResource(matching, scope, name.name, item.resource);
    case 'core module':
      return matchModule(matching, scope, planned, at(matching.plan.modules, item.module));
    case 'component':
    case 'type':
      return;
    default:
      assertNever(item);
  }
}

function matchInstance(
  matching: Matching,
  scope: Scope,
  planned: PlannedImport,
  exports: readonly PlannedImport[],
): void {
  const name = writtenName(planned.name);
  const place = find(scope, name);
  const owner = place === null ? undefined : valueAt(place);
  const replaced = matching.overrides.functions;
  const overrides = replaced[findKey(replaced, name) ?? ''] ?? {};
  if (owner !== undefined && !isObject(owner)) {
    unfit(matching, `the import \`${name}\``, `an object`, owner);
    return;
  }
  if (
    owner === undefined &&
    exports.some((inner) => isNeeded(inner) && !Object.hasOwn(overrides, inner.name.name))
  ) {
    missing(matching, scope, planned, name);
    return;
  }
  const path = [...scope.path, planned.name.name];
  const owners = owner === undefined ? [] : [owner];
  for (const inner of exports) match(matching, { name, path, owners, overrides }, inner);
}

function matchFunc(matching: Matching, scope: Scope, planned: PlannedImport, func: PlannedFunc): void {
  const name = planned.name.name;
  const override = Object.hasOwn(scope.overrides, name) ? scope.overrides[name] : undefined;
  const parts = functionParts(name);
  const wanted: WantedFunc = { scope, planned, func, parts };
  if (typeof override === 'function') matching.functions.set(func, override as JsFunction);
  else if (parts.kind === 'method') matching.functions.set(func, methodOf(parts));
  else if (parts.resource === null) matchFree(matching, wanted);
  else matchStatic(matching, wanted, parts.resource);
}

/** A function or accessor of an interface, or of the world. */
function matchFree(matching: Matching, wanted: WantedFunc): void {
  const { scope, planned, parts } = wanted;
  const key = isWorld(scope) ? parts.label : functionKey(parts.label);
  const place = find(scope, key);
  if (place === null && isWorld(scope)) missing(matching, scope, planned, key);
  else use(matching, place, key, wanted);
}

/** A constructor, or a static function or accessor. */
function matchStatic(matching: Matching, wanted: WantedFunc, resource: string): void {
  const { scope, func, parts } = wanted;
  const classKey = isWorld(scope) ? resource : pascalCase(resource);
  const place = find(scope, classKey);
  const Class = place === null ? undefined : valueAt(place);
  const expectClass = (what: string): void =>
    unfit(matching, placeText(scope, classKey), `${what} for \`${signature(matching, wanted)}\``, Class);
  if (parts.kind === 'constructor') {
    if (isConstructor(Class)) matching.functions.set(func, constructorOf(Class));
    else expectClass('a class to construct');
  } else if (isObject(Class)) {
    const key = functionKey(parts.label);
    use(matching, hasMember(Class, key) ? { owner: Class, key } : null, `${classKey}.${key}`, wanted);
  } else {
    expectClass('a class');
  }
}

/** Takes what is at `place`, if it fits. */
function use(matching: Matching, place: Place | null, key: string, wanted: WantedFunc): void {
  const { scope, func, parts } = wanted;
  const { accessor } = parts;
  const value = place === null || accessor !== null ? undefined : valueAt(place);
  if (
    place !== null &&
    (accessor === null ? typeof value === 'function' : accessor === 'get' || isAssignable(place))
  ) {
    matching.functions.set(func, functionAt(place, accessor));
    return;
  }
  const found = place !== null && accessor === 'set' ? 'one that is read-only' : describeValue(value);
  const expected = `${EXPECTED[accessor ?? 'function']} for \`${signature(matching, wanted)}\``;
  const facts = { place: placeText(scope, key), expected, found };
  matching.problems.push(hostMessages.unfitImport.at(null, facts, { help: hint(scope, key) }));
}

function signature(matching: Matching, { planned, func }: WantedFunc): string {
  return signatureOf(matching.plan, planned.name.name, func);
}

/** The class is only asked for where the component constructs its objects or calls its static functions. */
function matchResource(matching: Matching, scope: Scope, name: string, position: number): void {
  const { origin } = at(matching.plan.resources, position);
  const path = [...scope.path, name];
  if (origin.kind !== 'import' || !samePath(origin.path, path)) return;
  matching.resources.set(position, new HostResource(name));
  const key = isWorld(scope) ? name : pascalCase(name);
  const place = find(scope, key);
  if (place === null) return;
  const Class = valueAt(place);
  if (typeof Class === 'function') matching.classes.set(position, Class);
  else unfit(matching, placeText(scope, key), `a class for the resource \`${name}\``, Class);
}

function matchModule(matching: Matching, scope: Scope, planned: PlannedImport, module: PlannedModule): void {
  const name = writtenName(planned.name);
  const place = find(scope, name);
  if (place === null) return missing(matching, scope, planned, name);
  const value = valueAt(place);
  if (Object.prototype.toString.call(value) !== '[object WebAssembly.Module]') {
    unfit(matching, placeText(scope, name), 'a `WebAssembly.Module`', value);
    return;
  }
  matching.modules.set(module, value as object);
  const misfit = module.kind === 'import' ? moduleMisfit(value as object, module.type) : null;
  if (misfit === null) return;
  matching.problems.push(hostMessages.unfitImport.at(null, { place: placeText(scope, name), ...misfit }));
}

function missing(matching: Matching, scope: Scope, planned: PlannedImport, name: string): void {
  const { needs, signatures } = describeImport(matching.plan, planned);
  const details = { notes: signatures, help: hint(scope, name) };
  matching.problems.push(hostMessages.missingImport.at(null, { name, needs }, details));
}

function unfit(matching: Matching, place: string, expected: string, value: unknown): void {
  const facts = { place, expected, found: describeValue(value) };
  matching.problems.push(hostMessages.unfitImport.at(null, facts));
}

function isWorld(scope: Scope): boolean {
  return scope.name === '';
}

/** The first of the owners that has what is looked for; interfaces of the world also in a compatible version. */
function find(scope: Scope, name: string): Place | null {
  for (const owner of scope.owners) {
    const key = isWorld(scope) ? findKey(owner as GivenImports, name) : hasMember(owner, name) ? name : null;
    if (key !== null) return { owner, key };
  }
  return null;
}

function valueAt({ owner, key }: Place): unknown {
  return (owner as GivenImports)[key];
}

function placeText(scope: Scope, key: string): string {
  return isWorld(scope) ? `the import \`${key}\`` : `\`${key}\` of the import \`${scope.name}\``;
}

/** What was given under a name that is much like the one that is missing. */
function hint(scope: Scope, name: string): readonly string[] {
  const near = nearest(name, scope.owners.flatMap(keysOf));
  return near === null ? [] : [`\`${near}\` is given: is it meant?`];
}

function keysOf(owner: object): readonly string[] {
  return Object.keys(owner);
}

/** An interface that has nothing but types need not be given. */
function isNeeded({ item }: PlannedImport): boolean {
  if (item.kind === 'instance') return item.exports.some(isNeeded);
  return item.kind === 'func' || item.kind === 'core module';
}

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new InternalError(`the import ${what} was never looked for`);
  return value;
}
