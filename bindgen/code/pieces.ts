import { InternalError } from '../../base/index.js';
import { isIdentifier } from '../js-names/index.js';

/**
 * Text of the target language, as data. Whatever a template holds comes in as one of these, never as a bare string: so
 * no name, string or comment of the input reaches the output without having been checked or quoted.
 */
export type Piece = Ident | ImportRef | GlobalRef | StringLit | NumLit | Group | Code;

/** A name that the file binds itself, or a property. */
export interface Ident {
  readonly kind: 'ident';
  readonly name: string;
}

/** A type of another module. The printer imports it, under another name where its own is taken. */
export interface ImportRef {
  readonly kind: 'import';
  readonly module: ModuleRef;
  readonly name: string;
}

/** Another file of the output, or a module that exists at run time. */
export type ModuleRef =
  | { readonly kind: 'file'; readonly stem: string }
  | { readonly kind: 'ambient'; readonly specifier: string; readonly stem: string };

/** A name of the language's own, such as `Promise`; printed `globalThis.Promise` where the file binds that name. */
export interface GlobalRef {
  readonly kind: 'global';
  readonly name: GlobalName;
}

export type GlobalName =
  | 'Array' | 'AsyncIterable' | 'BigInt64Array' | 'BigUint64Array' | 'Float32Array' | 'Float64Array' | 'Int16Array'
  | 'Int32Array' | 'Int8Array' | 'Map' | 'Promise' | 'PromiseLike' | 'Symbol' | 'Uint16Array' | 'Uint32Array'
  | 'Uint8Array'; // prettier-ignore

export interface StringLit {
  readonly kind: 'string';
  readonly value: string;
}

export interface NumLit {
  readonly kind: 'number';
  readonly value: number;
}

/** Items in brackets, or alternatives: on one line where they fit, else each on its own. */
export interface Group {
  readonly kind: 'group';
  readonly style: GroupStyle;
  readonly items: readonly Code[];
}

/** `parameters` are `(a, b)`, `names` `{ a, b }`, a `tuple` `[a, b]`, `arguments` `<a, b>`, a `union` `a | b`. */
export type GroupStyle = 'parameters' | 'names' | 'tuple' | 'arguments' | 'union';

/** A template with its holes: text, hole, text, …, text. */
export interface Code {
  readonly kind: 'code';
  readonly texts: readonly string[];
  readonly holes: readonly Piece[];
}

/** A line or a part of one. The template's own text is the generator's; it holds no line ends. */
export function code(texts: TemplateStringsArray, ...holes: readonly Piece[]): Code {
  return { kind: 'code', texts: [...texts], holes };
}

/** `name` as a name. Throws an internal error if it cannot be one. */
export function ident(name: string): Ident {
  if (!isIdentifier(name)) throw new InternalError(`not an identifier: ${JSON.stringify(name)}`);
  return { kind: 'ident', name };
}

/** `name` as the key of a property: quoted where it must be. */
export function propertyKey(name: string): Ident | StringLit {
  return isIdentifier(name) ? ident(name) : stringLit(name);
}

export function stringLit(value: string): StringLit {
  return { kind: 'string', value };
}

export function numLit(value: number): NumLit {
  return { kind: 'number', value };
}

export function globalRef(name: GlobalName): GlobalRef {
  return { kind: 'global', name };
}

export function importRef(module: ModuleRef, name: string): ImportRef {
  return { kind: 'import', module, name: ident(name).name };
}

export function group(style: GroupStyle, items: readonly Code[]): Group {
  return { kind: 'group', style, items };
}
