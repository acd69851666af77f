import { flattenTypes } from '../flatten.js';
import type { CoreEndPlan, FuncPlan } from '../func-plan.js';
import { alignment, elemSize } from '../layout.js';
import type { ValuesPlan } from '../lift-lower-values.js';
import { MAX_FLAT_PARAMS, MAX_FLAT_RESULTS } from '../limits.js';
import { containsBorrow, containsPointer } from '../predicates.js';
import type { CoreValType, PtrType, ValType } from '../types.js';
import type { Body } from './body.js';

/* How the parameters and the result of a function pass, and what that asks of the text around them. */

type FlatTypes = readonly CoreValType[] | null;

/** The core types of parameters; null where they go through memory. */
export function flatParams(plan: ValuesPlan, pointer: PtrType): FlatTypes {
  return atMost(MAX_FLAT_PARAMS, flattenTypes(typesOf(plan), pointer));
}

/** The core type of a result, or none; null where it goes through memory. */
export function flatResult(plan: ValuesPlan, pointer: PtrType): FlatTypes {
  return atMost(MAX_FLAT_RESULTS, flattenTypes(typesOf(plan), pointer));
}

function atMost(count: number, types: FlatTypes): FlatTypes {
  return types === null || types.length > count ? null : types;
}

function typesOf({ fields }: ValuesPlan): ValType[] {
  return fields.map(({ type }) => type);
}

/** Whether lifting the values reads memory. */
export function readsMemory(plan: ValuesPlan, types: FlatTypes): boolean {
  return types === null || typesOf(plan).some(containsPointer);
}

export function hasBorrow({ params }: FuncPlan): boolean {
  return typesOf(params).some(containsBorrow);
}

/** What one end of a call is called in its text. */
interface Memory {
  readonly memory: string;
  readonly pointer: PtrType;
}

/** Writes the checks of an address at which there are, or will be, values of `type`. */
export function checkRange(body: Body, { memory, pointer }: Memory, type: ValType, ptr: string): void {
  trapIfUnaligned(body, pointer, ptr, alignment(type, pointer));
  body.trapIf(`${ptr} + ${elemSize(type, pointer)} > ${memory}.length`, 'pointer-out-of-bounds');
}

export function trapIfUnaligned(body: Body, pointer: PtrType, ptr: string, align: number): void {
  // Addresses of 64 bits are more than what bitwise operators keep.
  const rest = pointer === 'i32' ? `(${ptr} & ${align - 1})` : `${ptr} % ${align}`;
  if (align > 1) body.trapIf(`${rest} !== 0`, 'unaligned-pointer');
}

/** Writes how the guest takes back what it returned in memory. */
export function cleanUp({ text }: Body, { hasPostReturn }: CoreEndPlan, inst: string, end: string): void {
  if (!hasPostReturn) return;
  text.line(`at = 0; ${inst}.mayLeave = false;`);
  text.line(`if (returned === undefined) ${end}.postReturn(); else ${end}.postReturn(returned);`);
  text.line(`${inst}.mayLeave = true;`);
}

/** Writes the call of core code, in a thread of its own. */
export function callCore(body: Body, inst: string, callee: string, flat: readonly string[]): void {
  const { text } = body;
  text.line(`thread = ${inst}.thread; ${inst}.thread = null;`);
  text.line(`const returned = ${callee}(${flat.join(', ')});`);
  text.line(`if (${inst}.store.failure !== null) ${body.call('checkAlive', inst)};`);
}

/** Writes the end of that thread. */
export function leaveCore({ text }: Body, inst: string): void {
  text.line(`if (${inst}.thread !== null) ${inst}.thread.exit();`);
  text.line(`${inst}.thread = thread;`);
}
