import { assertNever, type Diagnostic, InternalError, nearest } from '../../base/index.js';
import type { JsFunction } from '../../canonical-abi/index.js';
import type { LinkPlan } from '../../component/index.js';
import { LinkError } from '../link-error.js';
import { type LinkImports, moduleMisfit } from '../link/index.js';
import { hostMessages } from '../messages.js';
import { HostResource } from '../resources/host-resource.js';
import { describeImport, describeValue, signatureOf } from './describe.js';
import { findKey, type GivenImports, hasMember, type ImportName } from './find-import.js';
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
import type {
  WantedFunc,
  WantedImport,
  WantedInstance,
  WantedModule,
  WantedResource,
} from './plan-imports.js';

export interface MatchedImports extends LinkImports {
  /** The class that was given for an imported resource. */
  hostClass(position: number): object | undefined;
}

export interface ImportOptions {
  readonly plan: LinkPlan;
  /** The imports of the plan. */
  readonly wanted: readonly WantedImport[];
  readonly given: GivenImports;
  /** What replaces imports. */
  readonly overrides: GivenImports | undefined;
  /** Whether a function may give a promise. */
  readonly mayWait: (name: string) => boolean;
}

/**
 * Finds each import of the component among what is given.
 * @throws LinkError that names all that are missing or of the wrong sort
 */
export function matchImports(options: ImportOptions): MatchedImports {
  const { plan, given, mayWait } = options;
  const overrides = options.overrides === undefined ? null : splitOverrides(options.overrides);
  const matching: Matching = {
    plan,
    overrides,
    problems: [],
    functions: [],
    modules: [],
    resources: [],
    classes: [],
  };
  const owners = overrides === null ? [given] : [overrides.whole, given];
  const world: Scope = { name: '', owners, overrides: NONE };
  for (const wanted of options.wanted) match(matching, world, wanted);
  if (matching.problems.length > 0) throw new LinkError(matching.problems);
  return {
    func(_path, func, position) {
      const call = found(matching.functions[position], func.name);
      return func.type.async || mayWait(func.name) ? call : settledFunction(call, func);
    },
    resource: (_path, { name }, position) => found(matching.resources[position], name).type,
    module: (path, _module, position) => found(matching.modules[position], path.join('#')),
    hostClass: (position) => matching.classes[position],
  };
}

/** What was found so far. It is no class: objects of one that lives as short as this cost more than what they do. */
interface Matching {
  readonly plan: LinkPlan;
  readonly overrides: Overrides | null;
  readonly problems: Diagnostic[];
  /** By their positions in the plan, as are the others. */
  readonly functions: (JsFunction | undefined)[];
  readonly modules: (object | undefined)[];
  readonly resources: (HostResource | undefined)[];
  /** Those that were given, by the positions of their resources. */
  readonly classes: (object | undefined)[];
}

/** Where imports are looked up: in what is given, or in the object of an interface. */
interface Scope {
  /** Empty for what is given itself. */
  readonly name: string;
  /** In the order in which they are looked through. */
  readonly owners: readonly object[];
  /** Functions that replace those of the owners, by their names in WIT. */
  readonly overrides: GivenImports;
}

const NONE: GivenImports = {};

const EXPECTED = {
  function: 'a function',
  get: 'a property',
  set: 'a property that can be assigned to',
};

function match(matching: Matching, scope: Scope, wanted: WantedImport): void {
  switch (wanted.kind) {
    case 'func':
      return matchFunc(matching, scope, wanted);
    case 'instance':
      return matchInstance(matching, scope, wanted);
    case 'resource':
      return matchResource(matching, scope, wanted);
    case 'core module':
      return matchModule(matching, scope, wanted);
    default:
      assertNever(wanted);
  }
}

function matchInstance(matching: Matching, scope: Scope, wanted: WantedInstance): void {
  const { name, members, needed } = wanted;
  const place = find(scope, name);
  const owner = place === null ? undefined : valueAt(place);
  const replaced = matching.overrides?.functions;
  const overrides = (replaced && replaced[findKey(replaced, name) ?? '']) ?? NONE;
  if (owner !== undefined && !isObject(owner)) {
    unfit(matching, `the import \`${name.written}\``, `an object`, owner);
    return;
  }
  if (owner === undefined && needed.some((label) => !Object.hasOwn(overrides, label))) {
    missing(matching, scope, wanted);
    return;
  }
  const inside = { name: name.written, owners: owner === undefined ? [] : [owner], overrides };
  for (const member of members) match(matching, inside, member);
}

function matchFunc(matching: Matching, scope: Scope, wanted: WantedFunc): void {
  const { planned, position, parts } = wanted;
  const name = planned.name.name;
  const override = Object.hasOwn(scope.overrides, name) ? scope.overrides[name] : undefined;
  if (typeof override === 'function') matching.functions[position] = override as JsFunction;
  else if (parts.kind === 'method') matching.functions[position] = methodOf(parts);
  else if (parts.resource === null) matchFree(matching, scope, wanted);
  else matchStatic(matching, scope, wanted);
}

/** A function or accessor of an interface, or of the world. */
function matchFree(matching: Matching, scope: Scope, wanted: WantedFunc): void {
  const place = find(scope, wanted.name);
  if (place === null && isWorld(scope)) missing(matching, scope, wanted);
  else use(matching, scope, wanted, place, wanted.key);
}

/** A constructor, or a static function or accessor. */
function matchStatic(matching: Matching, scope: Scope, wanted: WantedFunc): void {
  const { position, parts, name, key } = wanted;
  const place = find(scope, name);
  const Class = place === null ? undefined : valueAt(place);
  const expectClass = (what: string): void =>
    unfit(matching, placeText(scope, name.written), `${what} for \`${signature(matching, wanted)}\``, Class);
  if (parts.kind === 'constructor') {
    if (isConstructor(Class)) matching.functions[position] = constructorOf(Class);
    else expectClass('a class to construct');
  } else if (isObject(Class)) {
    const member = hasMember(Class, key) ? { owner: Class, key } : null;
    use(matching, scope, wanted, member, `${name.written}.${key}`);
  } else {
    expectClass('a class');
  }
}

/** Takes what is at `place`, if it fits. */
function use(matching: Matching, scope: Scope, wanted: WantedFunc, place: Place | null, name: string): void {
  const { position, parts } = wanted;
  const { accessor } = parts;
  const value = place === null || accessor !== null ? undefined : valueAt(place);
  if (
    place !== null &&
    (accessor === null ? typeof value === 'function' : accessor === 'get' || isAssignable(place))
  ) {
    matching.functions[position] = functionAt(place, accessor);
    return;
  }
  const found = place !== null && accessor === 'set' ? 'one that is read-only' : describeValue(value);
  const expected = `${EXPECTED[accessor ?? 'function']} for \`${signature(matching, wanted)}\``;
  const facts = { place: placeText(scope, name), expected, found };
  matching.problems.push(hostMessages.unfitImport.at(null, facts, { help: hint(scope, name) }));
}

function signature(matching: Matching, { planned, func }: WantedFunc): string {
  return signatureOf(matching.plan, planned.name.name, func);
}

/** The class is only asked for where the component constructs its objects or calls its static functions. */
function matchResource(matching: Matching, scope: Scope, { label, name, position }: WantedResource): void {
  matching.resources[position] = new HostResource(label);
  const place = find(scope, name);
  if (place === null) return;
  const Class = valueAt(place);
  if (typeof Class === 'function') matching.classes[position] = Class;
  else unfit(matching, placeText(scope, name.written), `a class for the resource \`${label}\``, Class);
}

function matchModule(matching: Matching, scope: Scope, wanted: WantedModule): void {
  const { name, module, position } = wanted;
  const place = find(scope, name);
  if (place === null) return missing(matching, scope, wanted);
  const value = valueAt(place);
  if (Object.prototype.toString.call(value) !== '[object WebAssembly.Module]') {
    unfit(matching, placeText(scope, name.written), 'a `WebAssembly.Module`', value);
    return;
  }
  matching.modules[position] = value as object;
  const misfit = module.kind === 'import' ? moduleMisfit(value as object, module.type) : null;
  if (misfit === null) return;
  const facts = { place: placeText(scope, name.written), ...misfit };
  matching.problems.push(hostMessages.unfitImport.at(null, facts));
}

function missing(
  matching: Matching,
  scope: Scope,
  { planned, name: { written } }: WantedInstance | WantedFunc | WantedModule,
): void {
  const { needs, signatures } = describeImport(matching.plan, planned);
  const details = { notes: signatures, help: hint(scope, written) };
  matching.problems.push(hostMessages.missingImport.at(null, { name: written, needs }, details));
}

function unfit(matching: Matching, place: string, expected: string, value: unknown): void {
  const facts = { place, expected, found: describeValue(value) };
  matching.problems.push(hostMessages.unfitImport.at(null, facts));
}

function isWorld(scope: Scope): boolean {
  return scope.name === '';
}

/** The first of the owners that has what is looked for. */
function find(scope: Scope, name: ImportName): Place | null {
  for (const owner of scope.owners) {
    const key = findKey(owner as GivenImports, name);
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

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new InternalError(`the import ${what} was never looked for`);
  return value;
}
