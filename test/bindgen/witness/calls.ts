import { exportKeys, functionName } from '../../../bindgen/js-names/index.js';
import { accessorOf, externName, worldId, type Func, type ResourceType } from '../../../wit-parser/index.js';
import { signatureOf } from './signature.js';
import type { Group, View } from './view.js';
import type { Writing } from './writing.js';

/** Calls every function that the program is provided with, with typed arguments, into typed variables. */
export function writeCalls(view: View, writing: Writing): readonly string[] {
  const lines = view.groups('provided').flatMap((group) => groupCalls(view, writing, group));
  const parameter = view.side === 'host' ? `exported: ${view.exportsType}` : '';
  return [`export async function calls(${parameter}): Promise<void> {`, ...lines, '}'];
}

function groupCalls(view: View, writing: Writing, group: Group): readonly string[] {
  const { item, resources, funcs } = group;
  const place = item === null ? 'world' : externName(item);
  const free = funcs.filter(({ resource }) => resource === null);
  return [
    ...free.flatMap((func) =>
      call(writing, group, func, `${place} ${func.name}`, freeTarget(view, group, func)),
    ),
    ...resources.flatMap((resource) => resourceCalls(view, writing, group, resource, place)),
    ...secondKey(view, group),
  ];
}

/** What holds a function that is no member of a resource. */
function freeTarget({ side, world, module }: View, { item, funcs }: Group, func: Func): Target {
  if (side === 'host') {
    return { object: item === null ? 'exported' : `exported[${quote(exportKeys(world).get(item)?.[0])}]` };
  }
  if (item === null && accessorOf(func) === null) return { object: module(func.name), isDefault: true };
  const holder = module(item === null ? worldId(world) : externName(item));
  if (accessorOf(func) === null) return { object: holder };
  // A module has no setters: its accessors are those of its default export.
  const isTaken = funcs.some((other) => other.resource === null && functionName(other) === 'default');
  return { object: `${holder}.default${isTaken ? '$1' : ''}` };
}

interface Target {
  readonly object: string;
  /** The function is the default export of the module. */
  readonly isDefault?: boolean;
}

function resourceCalls(
  view: View,
  writing: Writing,
  group: Group,
  resource: ResourceType,
  place: string,
): readonly string[] {
  const name = writing.fresh('C');
  const instance = `given<Instance<typeof ${name}>>()`;
  const own = group.funcs.filter((func) => func.resource === resource);
  return [
    `  const ${name} = given<${view.classType(resource, group)}>();`,
    ...own.flatMap((func) => {
      const at = `${place} ${func.name}`;
      if (func.kind === 'constructor') return construction(writing, group, func, at, name);
      const isStatic = func.kind.includes('static');
      return call(writing, group, func, at, { object: isStatic ? name : instance });
    }),
    `  ${instance}[Symbol.dispose]();`,
  ];
}

function construction(
  writing: Writing,
  group: Group,
  func: Func,
  place: string,
  name: string,
): readonly string[] {
  const { hasExtra } = writing.member(place, name, ['parameter']);
  const args = [...argsOf(writing, group, func, place), ...(hasExtra ? ['given<number>()'] : [])];
  return [`  taken<Instance<typeof ${name}>>(new ${name}(${args.join(', ')}));`];
}

function call(
  writing: Writing,
  group: Group,
  func: Func,
  place: string,
  { object, isDefault = false }: Target,
): readonly string[] {
  const { result, resultDirection } = signatureOf(func, 'provided', group.names);
  const accessor = accessorOf(func);
  const { name, hasExtra } = writing.member(
    place,
    functionName(func),
    accessor === null ? ['rename', 'parameter'] : ['rename'],
  );
  const member = isDefault
    ? `${object}.${name === functionName(func) ? 'default' : name}`
    : `${object}[${quote(name)}]`;
  const args = argsOf(writing, group, func, place);
  if (accessor === 'set') return [`  ${member} = ${args.join(', ')};`];
  const type = writing.type(`${place}: result`, resultDirection, result);
  if (accessor === 'get') return [`  taken<${type}>(${member});`];
  return [`  taken<${type}>(${member}(${[...args, ...(hasExtra ? ['given<number>()'] : [])].join(', ')}));`];
}

function argsOf(writing: Writing, group: Group, func: Func, place: string): readonly string[] {
  const { params, paramDirection } = signatureOf(func, 'provided', group.names);
  return params.map((type, index) => {
    return `given<${writing.type(`${place}: parameter ${index}`, paramDirection, type)}>()`;
  });
}

/** A host reaches an interface by its short name, and by its whole name as well. */
function secondKey({ side, world }: View, { item }: Group): readonly string[] {
  const [first, second] = item === null || side === 'guest' ? [] : (exportKeys(world).get(item) ?? []);
  if (first === undefined || second === undefined) return [];
  return [`  taken<(typeof exported)[${quote(first)}]>(exported[${quote(second)}]);`];
}

function quote(text: string | undefined): string {
  return JSON.stringify(text ?? '');
}
