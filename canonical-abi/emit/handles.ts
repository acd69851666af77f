import type { HandlePlan } from '../plan.js';
import type { Body } from './body.js';

/* Handles. `resources` of the bound function are those of the plan, by position. */

function resourceOf(body: Body, { type }: HandlePlan): number {
  return body.plan.resources.indexOf(type.resource);
}

/** The index for an object that JavaScript passes. */
export function lowerHandle(body: Body, plan: HandlePlan, v: string): string {
  const { text } = body;
  const number = resourceOf(body, plan);
  const [rt, values] = [`resource${number}`, `values${number}`];
  const rep = text.define('rep', `toRep${number}(${v}, '${plan.kind}')`);
  body.check(`${rep} === null`, body.call('wrongHandle', values, v, `'${plan.kind}'`));
  text.line(body.here());
  if (plan.kind === 'own') return text.define('h', body.call('addOwn', 'inst', rt, rep));
  noteLend(body, number, v);
  // The instance that defines the resource gets the representation itself.
  const foreign = body.call('addBorrow', 'inst', rt, taskOf(body), rep);
  return text.define('h', `${rt}.impl === inst ? ${rep} : ${foreign}`);
}

/** Sees to it that the end of the call gives `v` back: of a parameter itself by a variable, within lists by the task. */
function noteLend(body: Body, number: number, v: string): void {
  if (body.isParameter) return body.text.line(`${body.lendOf(number)} = ${v};`);
  body.text.line(`if (endLend${number} !== undefined) ${taskOf(body)}.lent(values${number}, ${v});`);
}

/** Most calls of methods need none: it is made when it is first of use. */
function taskOf(body: Body): string {
  return `(task ??= new ${body.helper('Borrowing')}())`;
}

/** The object for an index that core code passes. */
export function liftHandle(body: Body, plan: HandlePlan, index: string): string {
  const { text } = body;
  const number = resourceOf(body, plan);
  const rep =
    plan.kind === 'own'
      ? body.call('takeOwn', 'inst', `resource${number}`, index)
      : body.call('lendHandle', 'inst', `resource${number}`, 'lending', index);
  text.line(body.here());
  return text.define('v', `values${number}.fromRep(${rep}, '${plan.kind}')`);
}
