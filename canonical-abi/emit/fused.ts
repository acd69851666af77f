import { flattenTypes } from '../flatten.js';
import type { CoreEndPlan, FuncPlan } from '../func-plan.js';
import { alignment, elemSize } from '../layout.js';
import type { ValuesPlan } from '../lift-lower-values.js';
import { MAX_FLAT_PARAMS, MAX_FLAT_RESULTS } from '../limits.js';
import { containsBorrow, containsPointer } from '../predicates.js';
import type { CoreValType } from '../types.js';
import { Body } from './body.js';
import type { EmittedGlue } from './call.js';
import { check } from './fused-check.js';
import { copy, copyFlat } from './fused-copy.js';
import { Passage, type Side, type Source } from './passage.js';
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
  const flatParams = paramTypes(plan.params, caller);
  const params = (flatParams ?? ['p']).map((_, i) => `a${i}`);
  const results = resultTypes(plan.result, caller);
  const borrows = plan.type.params.some(({ type }) => containsBorrow(type));
  text.line(`let at = 0, side = callerInst, callerView = null, calleeView = null;`);
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
      text.line('const thread = calleeInst.thread; calleeInst.thread = null;');
      text.line(`const returned = target(${flat.join(', ')});`);
      text.line(`if (calleeInst.store.failure !== null) ${body.call('checkAlive', 'calleeInst')};`);
      const flatResult = passResult(new Passage(body, callee, caller), plan, borrows);
      cleanUp(body, calleeEnd);
      text.line('if (calleeInst.thread !== null) calleeInst.thread.exit();');
      text.line('calleeInst.thread = thread;');
      if (borrows) text.line('lending.deliverResolve();');
      if (flatResult !== null) text.line(`return ${flatResult};`);
    },
    ' catch (error) {',
  );
  body.writePath();
  text.line(`throw ${body.call('failedImport', body.call('located', 'error', 'path'), 'side', 'name')};`);
  text.line('}');
  return finish(body, results === null ? [...params, 'out'] : params);
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

type FlatTypes = readonly CoreValType[] | null;

/** Null for parameters that go through memory. */
function paramTypes({ fields }: ValuesPlan, { pointer }: Side): FlatTypes {
  const types = flattenTypes(
    fields.map(({ type }) => type),
    pointer,
  );
  return types === null || types.length > MAX_FLAT_PARAMS ? null : types;
}

/** Null for a result that goes through memory. */
function resultTypes(plan: ValuesPlan, side: Side): FlatTypes {
  const types = paramTypes(plan, side);
  return types === null || types.length > MAX_FLAT_RESULTS ? null : types;
}

/** @returns the core values for the callee */
function passParams(passage: Passage, { tuple }: ValuesPlan, params: readonly string[]): readonly string[] {
  const { body, from, to } = passage;
  const { text } = body;
  const isFlat = paramTypes({ fields: tuple.fields, tuple }, from) !== null;
  const source: Source = isFlat
    ? { kind: 'flat', values: params }
    : { kind: 'memory', base: text.define('p', passage.asIndex(params[0] ?? '')), offset: 0 };
  if (touchesMemory(tuple, source)) renewViews(passage);
  if (source.kind === 'memory') checkRange(body, tuple, from, source.base);
  check(passage, tuple, source);
  text.line(`side = ${to.inst};`);
  if (source.kind === 'flat') return copyFlat(passage, tuple, source);
  const [align, size] = [alignment(tuple.type, to.pointer), elemSize(tuple.type, to.pointer)];
  text.line(body.here());
  const ptr = text.define('p', body.call('allocate', to.room, String(align), String(size)));
  checkRange(body, tuple, to, ptr);
  text.line(`${to.view} = ${to.memory}.view;`);
  copy(passage, tuple, source, ptr, 0);
  return [passage.toCore(ptr)];
}

/** @returns the core value for the caller, if there is one */
function passResult(
  passage: Passage,
  { result: { tuple, fields } }: FuncPlan,
  borrows: boolean,
): string | null {
  const { body, from, to } = passage;
  const { text } = body;
  const isFlat = resultTypes({ fields, tuple }, from) !== null;
  const source: Source = isFlat
    ? { kind: 'flat', values: ['returned'] }
    : { kind: 'memory', base: text.define('p', passage.asIndex('returned')), offset: 0 };
  if (fields.length > 0) {
    if (touchesMemory(tuple, source)) renewViews(passage);
    if (source.kind === 'memory') checkRange(body, tuple, from, source.base);
    check(passage, tuple, source);
  }
  if (borrows) body.trapIf('task.numBorrows > 0', 'borrows-remain');
  if (fields.length === 0) return null;
  text.line(`side = ${to.inst};`);
  if (source.kind === 'flat') return named(passage, copyFlat(passage, tuple, source)[0] ?? '');
  const ptr = text.define('p', to.pointer === 'i64' ? body.call('indexOf', 'out') : 'out >>> 0');
  checkRange(body, tuple, to, ptr);
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

function touchesMemory({ type }: ValuesPlan['tuple'], source: Source): boolean {
  return source.kind === 'memory' || containsPointer(type);
}

function checkRange(body: Body, { type }: ValuesPlan['tuple'], side: Side, ptr: string): void {
  const [align, size] = [alignment(type, side.pointer), elemSize(type, side.pointer)];
  if (align > 1) body.trapIf(`${ptr} % ${align} !== 0`, 'unaligned-pointer');
  body.trapIf(`${ptr} + ${size} > ${side.memory}.length`, 'pointer-out-of-bounds');
}

/** The callee takes back what it returned in memory. */
function cleanUp({ text }: Body, { hasPostReturn }: CoreEndPlan): void {
  if (!hasPostReturn) return;
  text.line('at = 0; calleeInst.mayLeave = false;');
  text.line('if (returned === undefined) callee.postReturn(); else callee.postReturn(returned);');
  text.line('calleeInst.mayLeave = true;');
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
