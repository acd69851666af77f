import { functionKey } from '../../bindgen/js-names/index.js';
import type { JsFunction } from '../../canonical-abi/index.js';
import type { GuestResource } from '../resources/guest-resource.js';
import type { ResourceFunction } from './plan-exports.js';

/** The class of a guest's resource as JavaScript sees it. */
export type ResourceClass = new (...values: unknown[]) => object;

/** Makes the class of a resource of its functions. */
export function resourceClass(
  resource: GuestResource,
  functions: readonly ResourceFunction[],
  funcAt: (position: number) => JsFunction,
): ResourceClass {
  const constructor = functions.find(({ parts }) => parts.kind === 'constructor');
  const Class = constructible(resource.name, constructor === undefined ? null : funcAt(constructor.func));
  const { prototype } = resource;
  Object.defineProperty(prototype, 'constructor', { value: Class, writable: true, configurable: true });
  Object.defineProperty(Class, 'prototype', { value: prototype, writable: false });
  for (const { parts, func } of functions) {
    if (parts.kind === 'constructor') continue;
    const call = funcAt(func);
    const [target, member] = parts.kind === 'method' ? [prototype, onThis(call)] : [Class, call];
    defineMember(target, functionKey(parts.label), parts.accessor, member);
  }
  return Class;
}

/**
 * A class whose objects the component constructs. It is no `class` expression, as its objects exist when the guest's
 * constructor returns and not before.
 */
function constructible(name: string, construct: JsFunction | null): ResourceClass {
  const Class = construct?.length === 1 ? ofOneValue(name, construct) : ofValues(name, construct);
  Object.defineProperty(Class, 'name', { value: name, configurable: true });
  return Class;
}

/** Called without an array of its values. */
function ofOneValue(name: string, construct: JsFunction): ResourceClass {
  function Resource(value: unknown): object {
    if (new.target === undefined) throw withoutNew(name);
    const made = construct(value) as object;
    return new.target === Resource ? made : ofSubclass(made, new.target);
  }
  return Resource as unknown as ResourceClass;
}

function ofValues(name: string, construct: JsFunction | null): ResourceClass {
  function Resource(...values: unknown[]): object {
    if (new.target === undefined) throw withoutNew(name);
    if (construct === null) throw notConstructible(name);
    const made = construct(...values) as object;
    return new.target === Resource ? made : ofSubclass(made, new.target);
  }
  return Resource as unknown as ResourceClass;
}

function ofSubclass(made: object, target: { readonly prototype: unknown }): object {
  return Object.setPrototypeOf(made, target.prototype as object) as object;
}

function withoutNew(name: string): TypeError {
  return new TypeError(`the class \`${name}\` is called without \`new\``);
}

function notConstructible(name: string): TypeError {
  return new TypeError(
    `the class \`${name}\` has no constructor: functions of the component give its objects`,
  );
}

/** The function as a method: its first value is `this`. One of few parameters is called without an array of them. */
function onThis(call: JsFunction): JsFunction {
  switch (call.length) {
    case 1:
      return function (this: unknown) {
        return call(this);
      };
    case 2:
      return function (this: unknown, a) {
        return call(this, a);
      };
    case 3:
      return function (this: unknown, a, b) {
        return call(this, a, b);
      };
    default:
      return function (this: unknown, ...values) {
        return call(this, ...values);
      };
  }
}

/** Defines a function as classes do, or one half of an accessor beside the other. */
export function defineMember(
  target: object,
  key: string,
  accessor: 'get' | 'set' | null,
  call: JsFunction,
): void {
  const configurable = true;
  if (accessor === null) Object.defineProperty(target, key, { value: call, writable: true, configurable });
  else if (accessor === 'get')
    Object.defineProperty(target, key, { get: call as () => unknown, configurable });
  else Object.defineProperty(target, key, { set: call as (value: unknown) => void, configurable });
}
