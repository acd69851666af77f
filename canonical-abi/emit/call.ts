import type { CoreEndPlan, FuncPlan } from '../func-plan.js';
import { flattenTypes } from '../flatten.js';
import { alignment, elemSize } from '../layout.js';
import { MAX_FLAT_PARAMS, MAX_FLAT_RESULTS } from '../limits.js';
import type { ValuesPlan } from '../lift-lower-values.js';
import { containsBorrow } from '../predicates.js';
import { Body, type Helper } from './body.js';
import { asIndex, liftFlat, load, type TakeCore, trapIfUnaligned } from './lift.js';
import { lowerFlat, store } from './lower.js';
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
      if (core.memory !== null) text.line('view = memory.view;');
      const flat = lowerParams(body, plan.params, params);
      text.line('at = 0; entered = true;');
      call(body, flat);
      liftResult(body, plan);
      if (borrows)
        body.check('task !== null && task.numBorrows > 0', body.call('trap', quote('borrows-remain')));
      cleanUp(body, core);
      text.line('if (inst.thread !== null) inst.thread.exit();');
      text.line('inst.thread = thread;');
    },
    ' catch (error) {',
  );
  fail(body, 'failedExport', ', entered');
  text.line(borrows ? `} finally { ${endOfLends(body)} }` : '}');
  if (isResult(plan)) text.line(`if (failed) throw new ${body.helper('ComponentError')}(result);`);
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
  const flatTypes = flattenTypes(typesOf(plan.params), body.pointer);
  const spilled = flatTypes === null || flatTypes.length > MAX_FLAT_PARAMS;
  const results = flattenTypes(typesOf(plan.result), body.pointer);
  const returnsThroughMemory = results === null || results.length > MAX_FLAT_RESULTS;
  const params = (spilled ? ['p'] : flatTypes).map((_, i) => `a${i}`);
  const all = returnsThroughMemory ? [...params, 'out'] : params;
  const borrows = hasBorrow(plan);
  text.line('let at = 0, view = null;');
  text.block(
    'try',
    () => {
      text.line(`if (store.failure !== null || !inst.mayLeave) ${body.call('checkLeave', 'inst')};`);
      if (borrows) text.line(`const lending = new ${body.helper('Lending')}();`);
      if (core.memory !== null) text.line('view = memory.view;');
      const args = liftParams(body, plan.params, params, spilled);
      text.line('at = 0;');
      callHost(body, plan, args);
      text.line(`if (store.failure !== null) ${body.call('checkAlive', 'inst')};`);
      const flat = lowerResult(body, plan.result, returnsThroughMemory);
      if (borrows) text.line('lending.deliverResolve();');
      if (flat !== null) text.line(`return ${flat};`);
    },
    ' catch (error) {',
  );
  fail(body, 'failedImport', '');
  text.line('}');
  return finish(body, all);
}

function typesOf({ fields }: ValuesPlan): FuncPlan['type']['params'][number]['type'][] {
  return fields.map(({ type }) => type);
}

function hasBorrow({ params }: FuncPlan): boolean {
  return typesOf(params).some(containsBorrow);
}

function isResult({ type: { result } }: FuncPlan): boolean {
  return typeof result === 'object' && result?.kind === 'result';
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
  const flatTypes = flattenTypes(typesOf(plan), body.pointer);
  if (flatTypes !== null && flatTypes.length <= MAX_FLAT_PARAMS) {
    return plan.fields.flatMap((field, i) =>
      body.inside({ key: field.key }, () => lowerFlat(body, field.value, params[i] ?? '')),
    );
  }
  const { text, pointer } = body;
  const { type } = plan.tuple;
  const [align, size] = [alignment(type, pointer), elemSize(type, pointer)];
  text.line(body.here());
  const ptr = text.define('p', body.call('allocate', 'room', String(align), String(size)));
  checkRange(body, ptr, align, size);
  text.line('view = memory.view;');
  const values = plan.fields.map((field, i) => ({ field, value: params[i] ?? '' }));
  storeFields(
    body,
    plan,
    values.map(({ value }) => value),
    ptr,
  );
  return [pointer === 'i32' ? ptr : `BigInt(${ptr})`];
}

function storeFields(body: Body, plan: ValuesPlan, values: readonly string[], ptr: string): void {
  let offset = 0;
  plan.fields.forEach((field, i) => {
    const align = alignment(field.type, body.pointer);
    offset = Math.ceil(offset / align) * align;
    body.inside({ key: field.key }, () => store(body, field.value, values[i] ?? '', ptr, offset));
    offset += elemSize(field.type, body.pointer);
  });
}

function checkRange(body: Body, ptr: string, align: number, size: number): void {
  trapIfUnaligned(body, ptr, align);
  body.trapIf(`${ptr} + ${size} > memory.length`, 'pointer-out-of-bounds');
}

/** The second: core code runs. */
function call(body: Body, flat: readonly string[]): void {
  const { text } = body;
  text.line('thread = inst.thread; inst.thread = null;');
  text.line(`const returned = callee(${flat.join(', ')});`);
  text.line(`if (store.failure !== null) ${body.call('checkAlive', 'inst')};`);
}

/** The third: what it returned becomes `result`. */
function liftResult(body: Body, plan: FuncPlan): void {
  const { text } = body;
  const [field] = plan.result.fields;
  if (field === undefined) return;
  if (body.core.memory !== null) text.line('view = memory.view;');
  const { value } = field;
  const flatTypes = flattenTypes([field.type], body.pointer);
  const isFlat = flatTypes !== null && flatTypes.length <= MAX_FLAT_RESULTS;
  const ptr = isFlat ? '' : text.define('p', asIndex(body, 'returned'));
  if (!isFlat) {
    checkRange(body, ptr, alignment(field.type, body.pointer), elemSize(field.type, body.pointer));
  }
  body.inside({ key: field.key }, () => {
    const lifted = isFlat ? liftFlat(body, value, () => 'returned') : load(body, value, ptr, 0);
    if (!isResult(plan)) return text.line(`result = ${lifted};`);
    text.line(`const outcome = ${lifted};`);
    text.line(`failed = outcome.tag === 'err'; result = outcome.val;`);
  });
}

/** The last: the guest takes back what it returned in memory. */
function cleanUp({ text }: Body, { hasPostReturn }: CoreEndPlan): void {
  if (!hasPostReturn) return;
  text.line('at = 0; inst.mayLeave = false;');
  text.line('if (returned === undefined) end.postReturn(); else end.postReturn(returned);');
  text.line('inst.mayLeave = true;');
}

function liftParams(
  body: Body,
  plan: ValuesPlan,
  params: readonly string[],
  spilled: boolean,
): readonly string[] {
  const { text, pointer } = body;
  if (!spilled) {
    let next = 0;
    const take: TakeCore = () => params[next++] ?? '';
    return plan.fields.map((field) =>
      body.inside({ key: field.key }, () => text.define('v', liftFlat(body, field.value, take))),
    );
  }
  const { type } = plan.tuple;
  const ptr = text.define('p', asIndex(body, params[0] ?? ''));
  checkRange(body, ptr, alignment(type, pointer), elemSize(type, pointer));
  let offset = 0;
  return plan.fields.map((field) => {
    const align = alignment(field.type, pointer);
    offset = Math.ceil(offset / align) * align;
    const value = body.inside({ key: field.key }, () => load(body, field.value, ptr, offset));
    offset += elemSize(field.type, pointer);
    return text.define('v', value);
  });
}

function callHost(body: Body, plan: FuncPlan, args: readonly string[]): void {
  const { text } = body;
  const invoked = `callee(${args.join(', ')})`;
  if (!isResult(plan))
    return text.line(`${plan.result.fields.length > 0 ? 'const result = ' : ''}${invoked};`);
  text.line('let result;');
  text.line(`try { result = { tag: 'ok', val: ${invoked} }; }`);
  text.line(`catch (thrown) { result = ${body.call('errorOfThrown', 'thrown')}; }`);
}

/** @returns the core value to return, if there is one */
function lowerResult(body: Body, plan: ValuesPlan, throughMemory: boolean): string | null {
  const { text, pointer } = body;
  const [field] = plan.fields;
  if (field === undefined) return null;
  if (body.core.memory !== null) text.line('view = memory.view;');
  if (!throughMemory) {
    return body.inside({ key: field.key }, () => lowerFlat(body, field.value, 'result')[0] ?? null);
  }
  const ptr = text.define('p', asIndex(body, 'out'));
  checkRange(body, ptr, alignment(field.type, pointer), elemSize(field.type, pointer));
  body.inside({ key: field.key }, () => store(body, field.value, 'result', ptr, 0));
  return null;
}

function fail(body: Body, helper: Helper, more: string): void {
  body.writePath();
  const located = body.call('located', 'error', 'path');
  body.text.line(`throw ${body.call(helper, located, 'inst', `name${more}`)};`);
}

function finish(body: Body, params: readonly string[]): EmittedGlue {
  const { plan, helpers, constants, indexes, lends } = body;
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
    ...(lends.length === 0 ? [] : [`let ${lends.map(({ name }) => name).join(', ')};`]),
    ...(indexes.length === 0 ? [] : [`let ${indexes.map((index) => `${index} = 0`).join(', ')};`]),
    body.text.toString(),
    '};',
  ];
  return { helpers: [...helpers].sort(), text: lines.join('\n') };
}
