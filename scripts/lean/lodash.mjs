// The functions of lodash that Chevrotain calls, for the arguments that it gives them: arrays, plain objects, and
// functions as iteratees. They stand in for lodash-es in bundles.

export const { isArray } = Array;
export const { assign } = Object;
export const identity = (value) => value;
export const noop = () => {};

export const isFunction = (value) => typeof value === 'function';
export const isObject = (value) =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';
export const isRegExp = (value) => value instanceof RegExp;
export const isString = (value) => typeof value === 'string';
export const isUndefined = (value) => value === undefined;
export const isEmpty = (collection) => elements(collection).length === 0;

export const has = (object, key) => Object.hasOwn(object ?? {}, key);
export const keys = (object) => Object.keys(object ?? {});
export const values = (object) => Object.values(object ?? {});

/** A copy of one level, of the same class. */
export function clone(value) {
  if (Array.isArray(value)) return [...value];
  if (typeof value !== 'object' || value === null) return value;
  return Object.assign(Object.create(Object.getPrototypeOf(value)), value);
}

/** Gives `object` the properties of `sources` that it lacks. */
export function defaults(object, ...sources) {
  for (const [key, value] of sources.flatMap((source) => Object.entries(source ?? {}))) {
    if (object[key] === undefined) object[key] = value;
  }
  return object;
}

export function pickBy(object, keep) {
  return Object.fromEntries(Object.entries(object ?? {}).filter(([key, value]) => keep(value, key)));
}

/** The elements of an array, or the values of an object. */
function elements(collection) {
  return isArray(collection) || isString(collection) ? collection : Object.values(collection ?? {});
}

/** Ends early where `visit` returns false. */
export function forEach(collection, visit) {
  const entries = isArray(collection) ? collection.entries() : Object.entries(collection ?? {});
  for (const [key, value] of entries) {
    if (visit(value, key, collection) === false) break;
  }
  return collection;
}

export function map(collection, transform) {
  if (isArray(collection)) return collection.map(transform);
  return Object.entries(collection ?? {}).map(([key, value]) => transform(value, key, collection));
}

export function reduce(collection, combine, initial) {
  let result = initial;
  forEach(collection, (value, key) => {
    result = combine(result, value, key, collection);
  });
  return result;
}

export function groupBy(collection, keyOf) {
  const groups = {};
  for (const value of elements(collection)) (groups[keyOf(value)] ??= []).push(value);
  return groups;
}

export const every = (collection, test) => elements(collection).every(test);
export const filter = (collection, keep) => elements(collection).filter(keep);
export const find = (collection, test) => elements(collection).find(test);
export const flatMap = (collection, transform) => elements(collection).flatMap(transform);
export const includes = (collection, value) => elements(collection).includes(value);
export const reject = (collection, drop) => elements(collection).filter((value, key) => !drop(value, key));
export const some = (collection, test) => elements(collection).some(test);

export const compact = (array) => array.filter(Boolean);
export const difference = (array, excluded) => array.filter((value) => !excluded.includes(value));
export const drop = (array, count = 1) => array.slice(count);
export const dropRight = (array, count = 1) => array.slice(0, Math.max(0, array.length - count));
export const first = (array) => array?.[0];
export const flatten = (array) => array.flat();
export const indexOf = (array, value) => array.indexOf(value);
export const last = (array) => array?.at(-1);
export const uniq = (array) => [...new Set(array)];
