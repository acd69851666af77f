import { type CoreEndPlan, type FuncPlan, isResultType } from '../func-plan.js';
import type { RecordPlan } from '../plan.js';
import { MAX_FLAT_PARAMS, MAX_FLAT_RESULTS } from '../limits.js';
import { Body, type Helper } from './body.js';
import { JsInput } from './js-input.js';
import { lift } from './lift.js';
import { Side } from './side.js';
import { fieldOf } from './source.js';
import { lowerParams, lowerResult, paramsOf, sourceOf } from './signature.js';
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
  const body = new Body(plan);
  const side = new Side(body, core, 'end');
  const params = plan.params.fields.map((_, i) => `a${i}`);
  body.line(`if (store.failure !== null) ${body.call('checkEnter', 'inst', 'name')};`);
  body.line(`let at = 0, entered = false, ${side.variables}, thread = null, result;`);
  body.open('try {');
  const inputs = params.map((name) => new JsInput(side, name, coerce));
  const flat = lowerParams(side, plan.params, inputs);
  body.line('at = 0; entered = true;');
  side.callCore('callee', flat);
  side.outdateView();
  liftValues(side, plan.result, MAX_FLAT_RESULTS, ['returned'], (lifted) => body.line(`result = ${lifted};`));
  trapIfBorrowsRemain(body);
  side.leaveCore(core);
  body.next('} catch (error) {');
  if (body.hasTask) body.line('if (!entered && task !== null) task.refuse(inst);');
  body.fail('failedExport', 'inst', 'name', 'entered');
  body.close(body.borrows ? `} finally { ${endOfLends(body)} }` : '}');
  if (plan.result.fields.length > 0) body.line('return result;');
  return finish(body, [side], params, isResultType(plan.type.result) ? unwrapping(body, params) : []);
}

/**
 * Core code calls JavaScript.
 * @spec CanonicalABI.md#canon-lower
 */
export function emitImported(plan: FuncPlan, core: CoreEndPlan, coerce: boolean): EmittedGlue {
  const body = new Body(plan);
  const side = new Side(body, core, 'end');
  const params = paramsOf(side, plan.params, plan.result);
  body.line(`let at = 0, ${side.variables};`);
  body.open('try {');
  enterFrom(side);
  const args = liftValues(side, plan.params, MAX_FLAT_PARAMS, params, (lifted) => body.define('v', lifted));
  body.line('at = 0;');
  callHost(body, plan, args);
  side.outdateView();
  body.line(`if (store.failure !== null) ${body.call('checkAlive', 'inst')};`);
  const results = plan.result.fields.map(() => new JsInput(side, 'result', coerce));
  returnTo(side, lowerResult(side, plan.result, results));
  body.next('} catch (error) {');
  body.fail('failedImport', 'inst', 'name');
  body.close();
  return finish(body, [side], params);
}

/** Writes what lifts the values that core code gives, as up to `maxFlat` core values. @returns what `use` makes of each */
function liftValues<T>(
  side: Side,
  plan: RecordPlan,
  maxFlat: number,
  given: readonly string[],
  use: (lifted: string) => T,
): readonly T[] {
  const source = sourceOf(side, plan, maxFlat, given);
  return plan.fields.map(({ key, value }, i) =>
    use(side.body.inside(quote(key), () => lift(side, value, fieldOf(side, plan, source, i)))),
  );
}

/** Writes the begin of a call from core code. */
export function enterFrom({ body, inst, store }: Side): void {
  const leaves = body.call('checkLeave', inst);
  body.line(`if (${store}.failure !== null || !${inst}.mayLeave) ${leaves};`);
  if (body.borrows) body.line(`const lending = new ${body.helper('Lending')}();`);
}

/** Writes the end of a call from core code. */
export function returnTo({ body }: Side, result: string | null): void {
  if (body.borrows) body.line('lending.deliverResolve();');
  if (result !== null) body.line(`return ${result};`);
}

export function trapIfBorrowsRemain(body: Body): void {
  if (body.borrows) body.trapIf('task !== null && task.numBorrows > 0', 'borrows-remain');
}

/** The objects that were lent are given back, however the call ends. */
function endOfLends({ lends }: Body): string {
  const ends = lends.map(
    ({ name, resource }) =>
      `if (${name} !== undefined && endLend${resource} !== undefined) endLend${resource}(${name});`,
  );
  return [...ends, 'if (task !== null) task.end();'].join(' ');
}

function callHost(body: Body, plan: FuncPlan, args: readonly string[]): void {
  const invoked = `callee(${args.join(', ')})`;
  if (!isResultType(plan.type.result))
    return body.line(`${plan.result.fields.length > 0 ? 'const result = ' : ''}${invoked};`);
  body.line('let result;');
  body.line(`try { result = { tag: 'ok', val: ${invoked} }; }`);
  body.line(`catch (thrown) { result = ${body.call('errorOfThrown', 'thrown')}; }`);
}

/**
 * The function that throws the error of a `result`. It is one of its own: the stack of an error is drawn much quicker where
 * no long function is on it.
 */
function unwrapping(body: Body, params: readonly string[]): readonly string[] {
  return [
    `return function (${params.join(', ')}) {`,
    `  const { tag, val } = call(${params.join(', ')});`,
    `  if (tag === 'err') throw new ${body.helper('ComponentError')}(val);`,
    '  return val;',
    '};',
  ];
}

/** The maker's text, with the constants of the ends that are bound, and what is around the `call`, if anything is. */
export function finish(
  body: Body,
  sides: readonly Side[],
  params: readonly string[],
  around: readonly string[] = [],
): EmittedGlue {
  const { plan, helpers, constants } = body;
  const resources = plan.resources.map(
    (_, i) =>
      `const resource${i} = resources[${i}], values${i} = resource${i}.values, { toRep: toRep${i}, endLend: endLend${i} } = values${i};`,
  );
  const lines = [
    `'use strict';`,
    ...sides.map((side) => side.constants),
    `const name = ${quote(plan.name)};`,
    ...resources,
    ...constants,
    `${around.length === 0 ? 'return' : 'const call ='} function (${params.join(', ')}) {`,
    ...body.variables(),
    body.toString(),
    '};',
    ...around,
  ];
  return { helpers: [...helpers].sort(), text: lines.join('\n') };
}
