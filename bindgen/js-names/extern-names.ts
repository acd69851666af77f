import { camelCase } from './case.js';
import { callable } from './reserved.js';

/*
 * Names as they stand in components, where there is no model of WIT but the names alone.
 */

/** What the name of a function says: `[method][get]file.size`. */
export interface FunctionParts {
  readonly kind: 'function' | 'constructor' | 'method' | 'static';
  readonly accessor: 'get' | 'set' | null;
  /** The label of the resource that it belongs to; null for a free function. */
  readonly resource: string | null;
  /** The name as it is written in WIT: `size`; `constructor` for one. */
  readonly label: string;
}

const ANNOTATIONS = ['constructor', 'method', 'static'] as const;
const ACCESSORS = ['get', 'set'] as const;

/** Takes the name of a function apart. */
export function functionParts(name: string): FunctionParts {
  const kind = bracketed(name, ANNOTATIONS) ?? 'function';
  const unannotated = kind === 'function' ? name : name.slice(kind.length + 2);
  const accessor = bracketed(unannotated, ACCESSORS);
  const label = accessor === null ? unannotated : unannotated.slice(accessor.length + 2);
  switch (kind) {
    case 'function':
      return { kind, accessor, resource: null, label };
    case 'constructor':
      return { kind, accessor, resource: label, label: kind };
    case 'method':
    case 'static': {
      const dot = label.indexOf('.');
      return { kind, accessor, resource: label.slice(0, dot), label: label.slice(dot + 1) };
    }
  }
}

/** Which of `words` stands in brackets at the beginning of `name`. */
function bracketed<T extends string>(name: string, words: readonly T[]): T | null {
  if (!name.startsWith('[')) return null;
  return words.find((word) => name.startsWith(word, 1) && name[word.length + 1] === ']') ?? null;
}

/** The property that a function or accessor with this label is on its interface, world or class. */
export function functionKey(label: string): string {
  return callable(camelCase(label));
}

/** What the name of an interface says: `wasi:io/poll@0.2.3`. */
export interface InterfaceParts {
  /** All but the version: `wasi:io/poll`. */
  readonly path: string;
  /** The last label: `poll`. */
  readonly label: string;
  readonly version: string | null;
}

/** Takes the name of an interface apart; null for a label, which has no package. */
export function interfaceParts(name: string): InterfaceParts | null {
  if (!name.includes(':')) return null;
  const at = name.indexOf('@');
  const path = at === -1 ? name : name.slice(0, at);
  return {
    path,
    label: path.slice(path.lastIndexOf('/') + 1),
    version: at === -1 ? null : name.slice(at + 1),
  };
}
