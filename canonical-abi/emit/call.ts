import { type CoreEndPlan, type FuncPlan, isResultType } from '../func-plan.js';
import { alignment, elemSize } from '../layout.js';
import type { ValuesPlan } from '../lift-lower-values.js';
import { Body, type Helper } from './body.js';
import { asIndex, liftFlat, load, type TakeCore } from './lift.js';
import { lowerFlat, store } from './lower.js';
import { fieldOffset } from './places.js';
import {
  callCore,
  checkRange,
  cleanUp,
  flatParams,
  flatResult,
  hasBorrow,
  leaveCore,
  readsMemory,
} from './signature.js';
import { quote } from './text.js';

/** The text of a function that makes the glue of one function, in one instance, of what `parameters` name. */
export interface EmittedGlue {
  /** Names of helpers, which come first among the parameters of the maker. */
  readonly helpers: readonly Helper[];
  /** The body of the maker: it returns the function. */
  readonly text: string;
}

/** What the maker is given besides the helpers: the end that is bound, the function to call, and the resources. */
export const BOUND = ['end', 'room', 'callee', 'resources'] as const;

/**
 * JavaScript calls core code.
 * @spec CanonicalABI.md#canon-lift
 */
export function emitExported(plan: FuncPlan, core: CoreEndPlan, coerce: boolean): EmittedGlue {
  const body = new Body(plan, core, coerce);
  const { text } = body;
  const params = plan.params.fields.map((_, i) => `a${i}`);
  const borrows = hasBorrow(plan);
  text.line(`if (store.failure !== null) ${body.call('checkEnter', 'inst', 'name')};`);
  text.line('let at = 0, entered = false, view = null, thread = null, result, failed = false;');
  if (borrows) text.line('let task = null;');
  text.block(
    'try',
    () => {
      const flat = lowerParams(body, plan.params, params);
      text.line('at = 0; entered = true;');
      callCore(body, 'inst', 'callee', flat);
      body.outdateView();
      liftResult(body, plan);
      if (borrows)
        body.check('task !== null && task.numBorrows > 0', body.call('trap', quote('borrows-remain')));
      cleanUp(body, core, 'inst', 'end');
      leaveCore(body, 'inst');
    },
    ' catch (error) {',
  );
  fail(body, 'failedExport', ', entered');
  text.line(borrows ? `} finally { ${endOfLends(body)} }` : '}');
  if (isResultType(plan.type.result))
    text.line(`if (failed) throw new ${body.helper('ComponentError')}(result);`);
  if (plan.result.fields.length > 0) text.line('return result;');
  return finish(body, params);
}

/**
 * Core code calls JavaScript.
 * @spec CanonicalABI.md#canon-lower
 */
export function emitImported(plan: FuncPlan, core: CoreEndPlan, coerce: boolean): EmittedGlue {
  const body = new Body(plan, core, coerce);
  const { text } = body;
  const params = (flatParams(plan.params, body.pointer) ?? ['p']).map((_, i) => `a${i}`);
  const all = flatResult(plan.result, body.pointer) === null ? [...params, 'out'] : params;
  const borrows = hasBorrow(plan);
  text.line('let at = 0, view = null;');
  text.block(
    'try',
    () => {
      text.line(`if (store.failure !== null || !inst.mayLeave) ${body.call('checkLeave', 'inst')};`);
      if (borrows) text.line(`const lending = new ${body.helper('Lending')}();`);
      const args = liftParams(body, plan.params, params);
      text.line('at = 0;');
      callHost(body, plan, args);
      body.outdateView();
      text.line(`if (store.failure !== null) ${body.call('checkAlive', 'inst')};`);
      const flat = lowerResult(body, plan.result);
      if (borrows) text.line('lending.deliverResolve();');
      if (flat !== null) text.line(`return ${flat};`);
    },
    ' catch (error) {',
  );
  fail(body, 'failedImport', '');
  text.line('}');
  return finish(body, all);
}

/** The objects that were lent are given back, however the call ends. */
function endOfLends({ lends }: Body): string {
  const ends = lends.map(
    ({ name, resource }) =>
      `if (${name} !== undefined && endLend${resource} !== undefined) endLend${resource}(${name});`,
  );
  return [...ends, 'if (task !== null) task.end();'].join(' ');
}

/** The first fragment: arguments become core values. */
function lowerParams(body: Body, plan: ValuesPlan, params: readonly string[]): readonly string[] {
  const { text, pointer } = body;
  if (flatParams(plan, pointer) !== null) {
    return plan.fields.flatMap((field, i) =>
      body.inside({ key: field.key }, () => lowerFlat(body, field.value, params[i] ?? '')),
    );
  }
  const { tuple } = plan;
  text.line(body.here());
  const ptr = text.define(
    'p',
    `room.allocate(${alignment(tuple.type, pointer)}, ${elemSize(tuple.type, pointer)})`,
  );
  checkRange(body, memoryOf(body), tuple.type, ptr);
  plan.fields.forEach((field, i) => {
    const offset = fieldOffset(tuple, i, pointer);
    body.inside({ key: field.key }, () => store(body, field.value, params[i] ?? '', ptr, offset));
  });
  return [pointer === 'i32' ? ptr : `BigInt(${ptr})`];
}

/** The third, after the call: what it returned becomes `result`. */
function liftResult(body: Body, plan: FuncPlan): void {
  const { text } = body;
  const [field] = plan.result.fields;
  if (field === undefined) return;
  const flatTypes = flatResult(plan.result, body.pointer);
  if (readsMemory(plan.result, flatTypes)) body.renewView();
  const { value } = field;
  const ptr = flatTypes === null ? text.define('p', asIndex(body, 'returned')) : null;
  if (ptr !== null) checkRange(body, memoryOf(body), field.type, ptr);
  body.inside({ key: field.key }, () => {
    const lifted = ptr === null ? liftFlat(body, value, () => 'returned') : load(body, value, ptr, 0);
    if (!isResultType(plan.type.result)) return text.line(`result = ${lifted};`);
    text.line(`const outcome = ${lifted};`);
    text.line(`failed = outcome.tag === 'err'; result = outcome.val;`);
  });
}

function liftParams(body: Body, plan: ValuesPlan, params: readonly string[]): readonly string[] {
  const { text, pointer } = body;
  const flatTypes = flatParams(plan, pointer);
  if (readsMemory(plan, flatTypes)) body.renewView();
  if (flatTypes !== null) {
    let next = 0;
    const take: TakeCore = () => params[next++] ?? '';
    return plan.fields.map((field) =>
      body.inside({ key: field.key }, () => text.define('v', liftFlat(body, field.value, take))),
    );
  }
  const { tuple } = plan;
  const ptr = text.define('p', asIndex(body, params[0] ?? ''));
  checkRange(body, memoryOf(body), tuple.type, ptr);
  return plan.fields.map((field, i) => {
    const offset = fieldOffset(tuple, i, pointer);
    return text.define(
      'v',
      body.inside({ key: field.key }, () => load(body, field.value, ptr, offset)),
    );
  });
}

function memoryOf({ pointer }: Body): Parameters<typeof checkRange>[1] {
  return { memory: 'memory', pointer };
}

function callHost(body: Body, plan: FuncPlan, args: readonly string[]): void {
  const { text } = body;
  const invoked = `callee(${args.join(', ')})`;
  if (!isResultType(plan.type.result))
    return text.line(`${plan.result.fields.length > 0 ? 'const result = ' : ''}${invoked};`);
  text.line('let result;');
  text.line(`try { result = { tag: 'ok', val: ${invoked} }; }`);
  text.line(`catch (thrown) { result = ${body.call('errorOfThrown', 'thrown')}; }`);
}

/** @returns the core value to return, if there is one */
function lowerResult(body: Body, plan: ValuesPlan): string | null {
  const { text, pointer } = body;
  const [field] = plan.fields;
  if (field === undefined) return null;
  if (flatResult(plan, pointer) !== null) {
    return body.inside({ key: field.key }, () => lowerFlat(body, field.value, 'result')[0] ?? null);
  }
  const ptr = text.define('p', asIndex(body, 'out'));
  checkRange(body, memoryOf(body), field.type, ptr);
  body.inside({ key: field.key }, () => store(body, field.value, 'result', ptr, 0));
  return null;
}

function fail(body: Body, helper: Helper, more: string): void {
  body.writePath();
  const located = body.call('located', 'error', 'path');
  body.text.line(`throw ${body.call(helper, located, 'inst', `name${more}`)};`);
}

function finish(body: Body, params: readonly string[]): EmittedGlue {
  const { plan, helpers, constants } = body;
  const resources = plan.resources.map(
    (_, i) =>
      `const resource${i} = resources[${i}], values${i} = resource${i}.values, { toRep: toRep${i}, endLend: endLend${i} } = values${i};`,
  );
  const lines = [
    `'use strict';`,
    'const { inst, memory } = end, { store } = inst;',
    `const name = ${quote(plan.name)};`,
    ...resources,
    ...constants,
    `return function (${params.join(', ')}) {`,
    ...body.variables(),
    body.text.toString(),
    '};',
  ];
  return { helpers: [...helpers].sort(), text: lines.join('\n') };
}
