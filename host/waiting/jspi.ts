import { functionParts } from '../../bindgen/js-names/index.js';

/**
 * Which functions may wait for promises. Functions are named as `log-line`, `wasi:io/poll#poll`, `a:b/c@1.0.0#[method]r.m`,
 * with or without version.
 */
export interface JspiOptions {
  /** Host functions that may give promises. Only exports that may wait can call them. */
  readonly imports: 'all' | readonly string[];
  /** Exports whose calls may wait: they give promises. `all` are all but constructors and setters. */
  readonly exports: 'all' | readonly string[];
}

/** Whether an import may give a promise. */
export function importMayWait(jspi: JspiOptions | undefined, name: string): boolean {
  if (jspi === undefined) return false;
  return jspi.imports === 'all' || jspi.imports.some((other) => isSame(other, name));
}

/** Whether an export gives a promise. What `new`, an assignment and `[Symbol.dispose]` give is no result of a function. */
export function exportMayWait({ exports }: JspiOptions, name: string): boolean {
  const { kind, accessor, label } = functionParts(name.slice(name.indexOf('#') + 1));
  if (kind === 'constructor' || accessor === 'set' || label.startsWith('[')) return false;
  return exports === 'all' || exports.some((other) => isSame(other, name));
}

function isSame(wanted: string, name: string): boolean {
  return wanted === name || wanted === name.replace(/@[^#]*/, '');
}
