import type { CoreEndPlan, FuncPlan } from '../func-plan.js';
import { alignment, elemSize } from '../layout.js';
import type { ValuesPlan } from '../lift-lower-values.js';
import { Body } from './body.js';
import type { EmittedGlue } from './call.js';
import { check } from './fused-check.js';
import { copy, copyFlat } from './fused-copy.js';
import { Passage, type Side, type Source } from './passage.js';
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

/** What the maker of a fused call is given besides the helpers. */
export const FUSED_BOUND = ['caller', 'callee', 'callerRoom', 'calleeRoom', 'target', 'resources'] as const;

/**
 * Core code of one component calls that of another: values go from memory to memory.
 * @spec CanonicalABI.md#canon-lift, CanonicalABI.md#canon-lower
 */
export function emitFused(plan: FuncPlan, callerEnd: CoreEndPlan, calleeEnd: CoreEndPlan): EmittedGlue {
  const body = new Body(plan, callerEnd, false);
  const [caller, callee] = [sideOf('caller', callerEnd), sideOf('callee', calleeEnd)];
  const { text } = body;
  const params = (flatParams(plan.params, caller.pointer) ?? ['p']).map((_, i) => `a${i}`);
  const borrows = hasBorrow(plan);
  text.line(`let at = 0, side = callerInst, callerView = null, calleeView = null, thread = null;`);
  text.block(
    'try',
    () => {
      const leave = 'callerInst.store.failure !== null || !callerInst.mayLeave';
      text.line(`if (${leave}) ${body.call('checkLeave', 'callerInst')};`);
      if (borrows)
        text.line(
          `const lending = new ${body.helper('Lending')}(), task = new ${body.helper('Borrowing')}();`,
        );
      const flat = passParams(new Passage(body, caller, callee), plan.params, params);
      text.line('at = 0;');
      callCore(body, callee.inst, 'target', flat);
      const result = passResult(new Passage(body, callee, caller), plan, borrows);
      cleanUp(body, calleeEnd, callee.inst, 'callee');
      leaveCore(body, callee.inst);
      if (borrows) text.line('lending.deliverResolve();');
      if (result !== null) text.line(`return ${result};`);
    },
    ' catch (error) {',
  );
  body.writePath();
  text.line(`throw ${body.call('failedImport', body.call('located', 'error', 'path'), 'side', 'name')};`);
  text.line('}');
  const returnsThroughMemory = flatResult(plan.result, caller.pointer) === null;
  return finish(body, returnsThroughMemory ? [...params, 'out'] : params);
}

function sideOf(name: 'caller' | 'callee', { memory, encoding }: CoreEndPlan): Side {
  return {
    inst: `${name}Inst`,
    memory: `${name}Memory`,
    room: `${name}Room`,
    view: `${name}View`,
    pointer: memory ?? 'i32',
    encoding,
    hasMemory: memory !== null,
  };
}

/** @returns the core values for the callee */
function passParams(passage: Passage, plan: ValuesPlan, params: readonly string[]): readonly string[] {
  const { body, from, to } = passage;
  const { text } = body;
  const { tuple } = plan;
  const source = checkedSource(passage, plan, flatParams(plan, from.pointer), params);
  text.line(`side = ${to.inst};`);
  // What is flat at one end is at the other: both have the same types, and their pointers are one core value each.
  if (source.kind === 'flat') return copyFlat(passage, tuple, source);
  const [align, size] = [alignment(tuple.type, to.pointer), elemSize(tuple.type, to.pointer)];
  text.line(body.here());
  const ptr = text.define('p', `${to.room}.allocate(${align}, ${size})`);
  checkRange(body, to, tuple.type, ptr);
  text.line(`${to.view} = ${to.memory}.view;`);
  copy(passage, tuple, source, ptr, 0);
  return [passage.toCore(ptr)];
}

/** Writes the checks of all that comes from one end. @returns where it is */
function checkedSource(
  passage: Passage,
  plan: ValuesPlan,
  flatTypes: ReturnType<typeof flatParams>,
  values: readonly string[],
): Source {
  const { body, from } = passage;
  const { tuple } = plan;
  const source: Source =
    flatTypes === null
      ? { kind: 'memory', base: body.text.define('p', passage.asIndex(values[0] ?? '')), offset: 0 }
      : { kind: 'flat', values };
  if (readsMemory(plan, flatTypes)) renewViews(passage);
  if (source.kind === 'memory') checkRange(body, from, tuple.type, source.base);
  check(passage, tuple, source);
  return source;
}

/** @returns the core value for the caller, if there is one */
function passResult(passage: Passage, { result: plan }: FuncPlan, borrows: boolean): string | null {
  const { body, from, to } = passage;
  const { text } = body;
  const { tuple, fields } = plan;
  const isEmpty = fields.length === 0;
  const source = isEmpty ? null : checkedSource(passage, plan, flatResult(plan, from.pointer), ['returned']);
  if (borrows) body.trapIf('task.numBorrows > 0', 'borrows-remain');
  if (source === null) return null;
  text.line(`side = ${to.inst};`);
  if (source.kind === 'flat') return named(passage, copyFlat(passage, tuple, source)[0] ?? '');
  const ptr = text.define('p', to.pointer === 'i64' ? body.call('indexOf', 'out') : 'out >>> 0');
  checkRange(body, to, tuple.type, ptr);
  copy(passage, tuple, source, ptr, 0);
  text.line(`side = ${from.inst};`);
  return null;
}

/** The value of an expression, before anyone else runs. */
function named({ body, from }: Passage, expression: string): string {
  const name = body.text.define('r', expression);
  body.text.line(`side = ${from.inst};`);
  return name;
}

function renewViews({ body, from, to }: Passage): void {
  for (const { view, memory, hasMemory } of [from, to]) {
    if (hasMemory) body.text.line(`${view} = ${memory}.view;`);
  }
}

function finish(body: Body, params: readonly string[]): EmittedGlue {
  const { plan, helpers } = body;
  const lines = [
    `'use strict';`,
    'const { inst: callerInst, memory: callerMemory } = caller;',
    'const { inst: calleeInst, memory: calleeMemory } = callee;',
    `const name = ${quote(plan.name)};`,
    ...plan.resources.map((_, i) => `const resource${i} = resources[${i}];`),
    `return function (${params.join(', ')}) {`,
    ...body.variables(),
    body.text.toString(),
    '};',
  ];
  return { helpers: [...helpers].sort(), text: lines.join('\n') };
}
