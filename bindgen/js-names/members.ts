import { itemName, type Func, type TypeDef } from '../../wit-parser/index.js';
import { camelCase, pascalCase } from './case.js';
import { functionKey } from './extern-names.js';
import { bindable } from './reserved.js';

/** The property that a function or accessor is on its interface, world or class: `m` of `[method]r.m`. */
export function functionName(func: Func): string {
  return functionKey(itemName(func));
}

/** The name of a parameter. */
export function paramName(label: string): string {
  return bindable(camelCase(label));
}

/** The property that a field of a record or a flag is. */
export function fieldName(label: string): string {
  return camelCase(label);
}

/** The name of a type, which for a resource is also the name of its class. Anonymous types have none. */
export function typeName(type: TypeDef): string {
  return pascalCase(type.name ?? '');
}
