import { resolveAlias, type Func, type ResultType, type Type } from '../../wit-parser/index.js';
import { code, globalRef, group, ident, type Code, type Group } from '../code/index.js';
import { paramName } from '../js-names/index.js';
import type { DocTag, Docs } from '../writer/index.js';
import { paramFlow, resultFlow, type Role } from './flow.js';
import { itemDocs } from './item-docs.js';
import type { Space } from './space.js';
import { awaitedCode, typeCode } from './type-code.js';

const SELF_KINDS: ReadonlySet<Func['kind']> = new Set([
  'method',
  'async-method',
  'method-getter',
  'method-setter',
]);
const ASYNC_KINDS: ReadonlySet<Func['kind']> = new Set([
  'async-freestanding',
  'async-method',
  'async-static',
]);

/** The parameters in parentheses, without `self`. */
export function paramsCode(space: Space, func: Func, role: Role): Group {
  const params = SELF_KINDS.has(func.kind) ? func.params.slice(1) : func.params;
  return group(
    'parameters',
    params.map(
      ({ name, type }) => code`${ident(paramName(name))}: ${typeCode(space, type, paramFlow(role))}`,
    ),
  );
}

/** What a call gives: the `ok` side of a `result`, whose errors are thrown, and a promise of it if the function is async. */
export function returnCode(space: Space, func: Func, role: Role): Code {
  const result = thrownResult(func);
  const type = result === null ? func.result : result.ok;
  const flow = resultFlow(role);
  if (!ASYNC_KINDS.has(func.kind)) return type === null ? code`void` : typeCode(space, type, flow);
  const value = type === null ? code`void` : awaitedCode(space, type, flow);
  return code`${globalRef('Promise')}${group('arguments', [value])}`;
}

/** `(a: A) => B` */
export function functionTypeCode(space: Space, func: Func, role: Role): Code {
  return code`${paramsCode(space, func, role)} => ${returnCode(space, func, role)}`;
}

/** The type of the value of an accessor, as its getter gives it or its setter takes it. */
export function accessorTypeCode(space: Space, func: Func, role: Role): Code {
  const value = accessorValue(func);
  if (value === null) return code`undefined`;
  return typeCode(space, value, isGetter(func) ? resultFlow(role) : paramFlow(role));
}

function accessorValue(func: Func): Type | null {
  if (!isGetter(func)) return func.params.at(-1)?.type ?? null;
  const result = thrownResult(func);
  return result === null ? func.result : result.ok;
}

function isGetter(func: Func): boolean {
  return func.kind.endsWith('getter');
}

/** The docs of a function, with what it throws. */
export function funcDocs(space: Space, func: Func, role: Role): Docs {
  return itemDocs(func, throwsTags(space, func, role));
}

function throwsTags(space: Space, func: Func, role: Role): readonly DocTag[] {
  const result = thrownResult(func);
  if (result === null) return [];
  const payload = result.err === null ? code`undefined` : typeCode(space, result.err, resultFlow(role));
  return [
    { name: 'throws', type: code`${space.shared.ref('ComponentError')}${group('arguments', [payload])}` },
  ];
}

function thrownResult(func: Func): ResultType | null {
  if (func.result === null) return null;
  const target = resolveAlias(func.result);
  return typeof target !== 'string' && target.kind === 'result' ? target : null;
}
