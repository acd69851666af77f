/**
 * What cannot be the name of a variable, parameter or function of a module: the reserved words of strict mode code in
 * a module, and names that strict mode or TypeScript refuse to bind.
 */
const UNBINDABLE = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function globalThis if implements import in instanceof interface let new null package private ' +
    'protected public return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/** `name`, or `name_` where JavaScript cannot bind it. No label holds a `_`, so this clashes with nothing. */
export function bindable(name: string): string {
  return UNBINDABLE.has(name) ? `${name}_` : name;
}

/**
 * Names of functions that would change what the object around them is: an object with a function `then` counts as a
 * promise, one named `constructor` is the constructor of its class, and a static `prototype` is an error.
 */
const UNUSABLE_FUNCTIONS = new Set(['constructor', 'prototype', 'then']);

/** The property under which a function named `name` hangs on its object or class. Reserved words may be properties. */
export function callable(name: string): string {
  return UNUSABLE_FUNCTIONS.has(name) ? `${name}_` : name;
}

/** Whether `name` can be written as it is: as a binding, or behind a dot. */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}
