import { exportKeys, functionName, importKey, pascalCase } from '../../../bindgen/js-names/index.js';
import { accessorOf, externName, itemName, type Func, type ResourceType } from '../../../wit-parser/index.js';
import { signatureOf } from './signature.js';
import type { Group, View } from './view.js';
import type { Writing } from './writing.js';

/** Implements every function that the program must give, with typed parameters and results. */
export function writeImplementation(view: View, writing: Writing): readonly string[] {
  const classes: string[] = [];
  const properties: string[] = [];
  const host = view.side === 'host';
  for (const group of view.groups('implemented')) {
    const place = group.item === null ? 'world' : externName(group.item);
    const nameOf = host && group.item === null ? itemName : functionName;
    const members: string[] = [];
    for (const resource of group.resources) {
      const name = writing.fresh('C');
      classes.push(...classLines(writing, group, resource, name, place));
      const key = group.item === null ? (resource.name ?? '') : pascalCase(resource.name ?? '');
      members.push(`${quote(key)}: ${name},`);
    }
    for (const func of group.funcs.filter(({ resource }) => resource === null)) {
      members.push(property(writing, group, func, `${place} ${func.name}`, nameOf(func)));
    }
    if (group.item === null) properties.push(...members);
    else properties.push(`${quote(keyOf(view, group))}: {`, ...members, '},');
  }
  return [
    ...classes,
    `export const implemented: ${host ? view.importsType : view.exportsType} = {`,
    ...properties,
    '};',
  ];
}

function keyOf({ world, side }: View, { item }: Group): string {
  if (item === null) return '';
  return side === 'host' ? importKey(item) : (exportKeys(world).get(item)?.[0] ?? '');
}

function classLines(
  writing: Writing,
  group: Group,
  resource: ResourceType,
  name: string,
  place: string,
): readonly string[] {
  const own = group.funcs.filter((func) => func.resource === resource);
  return [
    `class ${name} {`,
    ...own.map((func) => {
      const at = `${place} ${func.name}`;
      if (func.kind === 'constructor') {
        const { hasExtra } = writing.member(at, 'constructor', ['parameter']);
        return `constructor(${paramsOf(writing, group, func, at, hasExtra)}) {}`;
      }
      return `${func.kind.includes('static') ? 'static ' : ''}${method(writing, group, func, at, functionName(func))}`;
    }),
    '}',
  ];
}

/** A member of a class: `name(a0: A): R { … }`, or one half of an accessor. */
function method(writing: Writing, group: Group, func: Func, place: string, name: string): string {
  if (accessorOf(func) !== null) return accessorHalf(writing, group, func, place, name);
  const { name: chosen, hasExtra } = writing.member(place, name, ['rename', 'parameter']);
  const params = paramsOf(writing, group, func, place, hasExtra);
  return `${quote(chosen)}(${params}): ${resultOf(writing, group, func, place)} { return given(); }`;
}

/**
 * One half stands for the whole to TypeScript: without the other one the property is still there. And of a property
 * only the type that is read is compared, so a setter is written, but no variant changes it.
 */
function accessorHalf(writing: Writing, group: Group, func: Func, place: string, name: string): string {
  if (accessorOf(func) === 'get') {
    return `get ${quote(name)}(): ${resultOf(writing, group, func, place)} { return given(); }`;
  }
  const { params } = signatureOf(func, 'implemented', group.names);
  return `set ${quote(name)}(value: ${params.map(writing.unchecked).join('')}) {}`;
}

/** A property of an object: a function value, as only those are checked strictly, or one half of an accessor. */
function property(writing: Writing, group: Group, func: Func, place: string, wish: string): string {
  if (accessorOf(func) !== null) return `${accessorHalf(writing, group, func, place, wish)},`;
  const { name, hasExtra } = writing.member(place, wish, ['rename', 'parameter']);
  const params = paramsOf(writing, group, func, place, hasExtra);
  return `${quote(name)}: (${params}): ${resultOf(writing, group, func, place)} => given(),`;
}

function paramsOf(writing: Writing, group: Group, func: Func, place: string, hasExtra: boolean): string {
  const { params, paramDirection } = signatureOf(func, 'implemented', group.names);
  const texts = params.map(
    (type, index) => `a${index}: ${writing.type(`${place}: parameter ${index}`, paramDirection, type)}`,
  );
  return [...texts, ...(hasExtra ? ['extra: number'] : [])].join(', ');
}

function resultOf(writing: Writing, group: Group, func: Func, place: string): string {
  const { result, resultDirection } = signatureOf(func, 'implemented', group.names);
  return writing.type(`${place}: result`, resultDirection, result);
}

function quote(text: string): string {
  return JSON.stringify(text);
}
