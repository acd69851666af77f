// The functions of lodash that the rest of Chevrotain calls, for the arguments that it gives them: arrays, plain objects,
// and functions as iteratees. They stand in for lodash-es in bundles.

export const { isArray } = Array;

export const isObject = (value) =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';
export const isString = (value) => typeof value === 'string';
export const isUndefined = (value) => value === undefined;
export const isEmpty = (collection) => elements(collection).length === 0;

export const has = (object, key) => Object.hasOwn(object ?? {}, key);
export const values = (object) => Object.values(object ?? {});

/** A copy of one level, of the same class. */
export function clone(value) {
  if (Array.isArray(value)) return [...value];
  if (typeof value !== 'object' || value === null) return value;
  return Object.assign(Object.create(Object.getPrototypeOf(value)), value);
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

export const every = (collection, test) => elements(collection).every(test);
export const includes = (collection, value) => elements(collection).includes(value);
export const flatten = (array) => array.flat();
export const uniq = (array) => [...new Set(array)];
