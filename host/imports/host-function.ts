import { type FunctionParts, functionKey } from '../../bindgen/js-names/index.js';
import type { JsFunction } from '../../canonical-abi/index.js';
import type { PlannedFunc } from '../../component/index.js';
import { settled } from '../waiting/cannot-wait-error.js';

/** Where a function of an import hangs: on the object of its interface or world, or on a class there. */
export interface Place {
  readonly owner: object;
  readonly key: string;
}

type Members = Record<string, unknown>;

/** A free or static function, called as a method of what it hangs on; one half of an accessor there. */
export function functionAt({ owner, key }: Place, accessor: FunctionParts['accessor']): JsFunction {
  const members = owner as Members;
  if (accessor === 'get') return () => members[key];
  if (accessor === 'set') {
    return (value) => {
      members[key] = value;
    };
  }
  return (members[key] as JsFunction).bind(owner);
}

/** A constructor: gives an object of the class. */
export function constructorOf(Class: object): JsFunction {
  const Constructor = Class as new (...values: unknown[]) => object;
  return (...values) => new Constructor(...values);
}

/** A method of whatever object comes first, found when it is called: classes may make their methods anew for each object. */
export function methodOf({ resource, label, accessor }: FunctionParts): JsFunction {
  const key = functionKey(label);
  if (accessor === 'get') return (self) => (self as Members)[key];
  if (accessor === 'set') {
    return (self, value) => {
      (self as Members)[key] = value;
    };
  }
  return (self, ...values) => {
    const method = (self as Members)[key];
    if (typeof method === 'function') return method.apply(self, values) as unknown;
    throw new TypeError(
      `expected a method \`${key}\` on an object for the resource \`${resource ?? ''}\`, found ${typeof method}`,
    );
  };
}

/** The function, for calls that cannot wait. One of few parameters is called without an array of them. */
export function settledFunction(call: JsFunction, { name, type }: PlannedFunc): JsFunction {
  switch (type.params.length) {
    case 0:
      return () => settled(call(), name);
    case 1:
      return (a) => settled(call(a), name);
    case 2:
      return (a, b) => settled(call(a, b), name);
    default:
      return (...values) => settled(call(...values), name);
  }
}

/** Whether `Class` can follow `new`. */
export function isConstructor(Class: unknown): Class is object {
  if (typeof Class !== 'function') return false;
  try {
    Reflect.construct(Object, [], Class);
    return true;
  } catch {
    return false;
  }
}

/** Whether a value can be assigned to a property: it is a plain one, or has a setter. */
export function isAssignable({ owner, key }: Place): boolean {
  for (
    let object: object | null = owner;
    object !== null;
    object = Object.getPrototypeOf(object) as object | null
  ) {
    const property = Object.getOwnPropertyDescriptor(object, key);
    if (property !== undefined) return property.set !== undefined || property.writable === true;
  }
  return false;
}
