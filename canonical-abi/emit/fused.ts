import type { CoreEndPlan, FuncPlan } from '../func-plan.js';
import type { ListCopiers } from '../glue.js';
import type { RecordPlan } from '../plan.js';
import { MAX_FLAT_PARAMS, MAX_FLAT_RESULTS } from '../limits.js';
import { Body } from './body.js';
import { type EmittedGlue, enterFrom, finish, returnTo, trapIfBorrowsRemain } from './call.js';
import { Carried, check } from './check.js';
import { CoreInput } from './core-input.js';
import type { Input } from './lower.js';
import { Side } from './side.js';
import { lowerParams, lowerResult, paramsOf, sourceOf } from './signature.js';

/** What the maker of a fused call is given besides the helpers. */
export const FUSED_BOUND = [
  'caller',
  'callee',
  'callerRoom',
  'calleeRoom',
  'target',
  'resources',
  'copiers',
] as const;

/**
 * Core code of one component calls that of another: values go from memory to memory. First all of them are checked, then all
 * are copied, so that nobody sees `realloc` called for a value beside which another is none.
 * @spec CanonicalABI.md#canon-lift, CanonicalABI.md#canon-lower
 */
export function emitFused(
  plan: FuncPlan,
  callerEnd: CoreEndPlan,
  calleeEnd: CoreEndPlan,
  listCopiers?: ListCopiers,
): EmittedGlue & Pick<Body, 'copiers'> {
  const body = new Body(plan, listCopiers);
  const caller = new Side(body, callerEnd, 'caller', 'caller');
  const callee = new Side(body, calleeEnd, 'callee', 'callee');
  const params = paramsOf(caller, plan.params, plan.result);
  body.line(`let at = 0, side = ${caller.inst}, ${caller.variables}, ${callee.variables}, thread = null;`);
  body.open('try {');
  enterFrom(caller);
  const args = checked(caller, callee, plan.params, MAX_FLAT_PARAMS, params);
  body.line(`side = ${callee.inst};`);
  const flat = lowerParams(callee, plan.params, args);
  body.line('at = 0;');
  callee.callCore('target', flat);
  caller.outdateView();
  callee.outdateView();
  const results = checked(callee, caller, plan.result, MAX_FLAT_RESULTS, ['returned']);
  trapIfBorrowsRemain(body);
  body.line(`side = ${caller.inst};`);
  const result = lowerResult(caller, plan.result, results);
  if (result !== null) body.line(`const value = ${result};`);
  body.line(`side = ${callee.inst};`);
  callee.leaveCore(calleeEnd);
  returnTo(caller, result && 'value');
  body.next('} catch (error) {');
  body.fail('failedImport', 'side', 'name');
  body.close();
  return { ...finish(body, [caller, callee], params), copiers: body.copiers };
}

/** Writes the checks of all that comes from one end. @returns what the other gets */
function checked(
  from: Side,
  to: Side,
  plan: RecordPlan,
  maxFlat: number,
  given: readonly string[],
): readonly Input[] {
  const carried = new Carried(from, to);
  const source = sourceOf(from, plan, maxFlat, given);
  check(from, to, carried, plan, source);
  return new CoreInput(from, to, carried, source).fields(plan);
}
