import { assertNever, at, InternalError, type Result } from '../../base/index.js';
import { componentMessages } from '../messages.js';
import type {
  Alias,
  ComponentDefinition,
  CoreModuleDefinition,
  Definition,
  Export,
  Import,
  Instance,
  TypeDefinition,
} from '../model/definitions.js';
import type { Located, Sort } from '../model/sort.js';
import { ERROR, type CheckedComponent, type CheckedError } from '../validate/types.js';
import { planCanon } from './canon.js';
import { aliasCore, planCoreInstance } from './core-instances.js';
import { Draft, NotLinked, notLinked } from './draft.js';
import { type ComponentItem, Environment, type Item } from './environment.js';
import { planExports } from './exports.js';
import { planImport } from './imports.js';
import { LINK_LIMITS } from './limits.js';
import { linkMessages } from './messages.js';
import type { LinkPlan } from './plan.js';
import { bindResources, nameItems } from './resources.js';

export interface LinkOptions {
  /** What stands for imported components, by the names of their imports; `a#b` for `b` in the imported instance `a`. */
  readonly components?: ReadonlyMap<string, CheckedComponent>;
}

/**
 * Plans how a component is instantiated. `component` must be without faults.
 * @returns null, and why, for a component that uses values, imports a component that is not given, or would make more
 *   instances than an engine could bear
 * @spec Explainer.md#instance-definitions
 */
export function planLink(component: CheckedComponent, options: LinkOptions = {}): Result<LinkPlan | null> {
  const draft = new Draft(options.components ?? new Map());
  try {
    const environment = new Environment({ checked: component, outer: null, path: '' }, draft.instance(''));
    planComponent({ draft, environment, given: null, depth: 0 });
    return { value: draft.finish(planExports(draft, environment)), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof NotLinked)) throw error;
    return { value: null, diagnostics: error.diagnostics };
  }
}

/** One instantiation of a component. */
interface Instantiation {
  readonly draft: Draft;
  readonly environment: Environment;
  /** By the names of imports; null for the component itself, whose imports are the plan's. */
  readonly given: ReadonlyMap<string, Item> | null;
  /** How many instantiations are around it. */
  readonly depth: number;
}

function planComponent(run: Instantiation): void {
  const { draft, environment } = run;
  for (const section of environment.checked.component.sections) {
    if (section.id === 0) continue;
    for (const definition of section.definitions) {
      draft.spend();
      planDefinition(run, definition);
    }
  }
}

function planDefinition(run: Instantiation, definition: Definition): void {
  const { draft, environment } = run;
  switch (definition.kind) {
    case 'core module':
      return planModule(draft, environment, definition);
    case 'core instance':
      return planCoreInstance(draft, environment, definition);
    case 'core type':
      return;
    case 'component':
      return planNested(environment, definition);
    case 'instance':
      return planInstance(run, definition);
    case 'alias':
      return planAlias(environment, definition);
    case 'type':
      return planType(draft, environment, definition);
    case 'canon':
      return planCanon(draft, environment, definition);
    case 'import':
      return planGiven(run, definition);
    case 'export':
      return planExport(draft, environment, definition);
    case 'start':
      throw refusedValue(environment, definition, 'a `start` definition');
    case 'value':
      throw refusedValue(environment, definition, 'a `value` definition');
    default:
      return assertNever(definition);
  }
}

function refusedValue({ checked }: Environment, { start, end }: Located, what: string): NotLinked {
  const { source } = checked.component;
  const place = source === null ? null : { file: source.file, component: source.path, start, end };
  return notLinked(linkMessages.valuesNotSupported, place, { what });
}

function planModule(draft: Draft, environment: Environment, definition: CoreModuleDefinition): void {
  const space = environment.spaces['core module'];
  const checked = sound(at(environment.checked.spaces['core module'], space.length));
  const path = nestedPath(environment.path, `module[${space.length}]`);
  const module = draft.moduleInside(definition, path);
  space.push({ kind: 'core module', module, type: checked.type });
}

function planNested(environment: Environment, definition: ComponentDefinition): void {
  const space = environment.spaces.component;
  const checked = sound(environment.checked.components.get(definition) ?? ERROR);
  const path = nestedPath(environment.path, `component[${space.length}]`);
  space.push({ kind: 'component', checked, outer: environment, path });
}

/** What validation knows of something that has no fault. */
function sound<T extends object>(checked: T | CheckedError): T {
  if (checked === ERROR) throw new InternalError('a component with faults cannot be linked');
  return checked as T;
}

function nestedPath(outer: string, name: string): string {
  return outer === '' ? name : `${outer} › ${name}`;
}

function planInstance({ draft, environment, depth }: Instantiation, instance: Instance): void {
  const space = environment.spaces.instance;
  const type = sound(at(environment.checked.spaces.instance, space.length));
  const items = instance.form === 'exports' ? instance.exports : instance.arguments;
  draft.spend(items.length);
  const named = new Map<string, Item>();
  for (const { name, sort, index } of items) {
    const key = typeof name === 'string' ? name : name.name;
    named.set(key, itemAt(environment, sort, index, instance));
  }
  const exports =
    instance.form === 'exports'
      ? named
      : instantiate(draft, environment.find('component', instance.component), named, depth + 1);
  const item = { kind: 'instance', exports } as const;
  space.push(item);
  bindResources(draft, environment.resources, { kind: 'instance', type }, item);
}

/** @returns the exports of a new instance of `component` */
function instantiate(
  draft: Draft,
  component: ComponentItem,
  given: ReadonlyMap<string, Item>,
  depth: number,
): ReadonlyMap<string, Item> {
  if (depth > LINK_LIMITS.depth) {
    const args = { what: 'component instances', limit: LINK_LIMITS.depth };
    throw notLinked(componentMessages.nestingTooDeep, null, args);
  }
  const environment = new Environment(component, draft.instance(component.path));
  planComponent({ draft, environment, given, depth });
  return environment.exports;
}

function itemAt(environment: Environment, sort: Sort, index: number, place: Located): Item {
  switch (sort) {
    case 'core module':
    case 'func':
    case 'type':
    case 'component':
    case 'instance':
      return environment.find(sort, index);
    default:
      throw refusedValue(environment, place, `a ${sort}`);
  }
}

function planAlias(environment: Environment, alias: Alias): void {
  switch (alias.target) {
    case 'core export':
      return aliasCore(environment, alias.sort, alias.instance, alias.name);
    case 'outer': {
      if (alias.sort === 'core type') return;
      const outer = environment.outwards(alias.count);
      // A type from outside is no resource: those belong to the instances of a component.
      if (alias.sort === 'type' && alias.count > 0) environment.spaces.type.push({ kind: 'type' });
      else push(environment, itemAt(outer, alias.sort, alias.index, alias));
      return;
    }
    case 'export': {
      const item = environment.find('instance', alias.instance).exports.get(alias.name);
      if (alias.sort === 'value' || item === undefined)
        throw refusedValue(environment, alias, 'the alias of a value');
      return push(environment, item);
    }
  }
}

function push({ spaces }: Environment, item: Item): void {
  switch (item.kind) {
    case 'core module':
      spaces['core module'].push(item);
      return;
    case 'func':
      spaces.func.push(item);
      return;
    case 'resource':
    case 'type':
      spaces.type.push(item);
      return;
    case 'component':
      spaces.component.push(item);
      return;
    case 'instance':
      spaces.instance.push(item);
      return;
    default:
      assertNever(item);
  }
}

function planType(draft: Draft, environment: Environment, { type }: TypeDefinition): void {
  const space = environment.spaces.type;
  const checked = sound(at(environment.checked.spaces.type, space.length));
  if (type.kind === 'resource' && checked.kind === 'resource type') {
    const resource = draft.resource({ kind: 'defined', instance: environment.instance }, '');
    const dtor = type.destructor === null ? null : environment.find('core func', type.destructor);
    draft.step({ kind: 'resource', resource, dtor });
    environment.resources.set(checked.resource, resource);
  }
  space.push(environment.typeItem(checked));
}

function planGiven({ draft, environment, given }: Instantiation, definition: Import): void {
  const { name } = definition.name;
  const extern = environment.checked.imports.get(name);
  if (extern === undefined || definition.type.kind === 'value') {
    throw refusedValue(environment, definition, `the import \`${name}\` of a value`);
  }
  const item = given === null ? planImport(draft, environment, extern) : given.get(name);
  if (item === undefined) throw refusedValue(environment, definition, `the import \`${name}\` of a value`);
  bindResources(draft, environment.resources, extern.item, item);
  push(environment, item);
}

function planExport(draft: Draft, environment: Environment, definition: Export): void {
  const { name } = definition.name;
  const item = itemAt(environment, definition.sort, definition.index, definition);
  const extern = environment.checked.exports.get(name);
  if (extern !== undefined) bindResources(draft, environment.resources, extern.item, item);
  nameItems(draft, name, item);
  environment.exports.set(name, item);
  push(environment, item);
}
