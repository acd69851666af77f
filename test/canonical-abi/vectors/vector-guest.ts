import * as abi from '../../../canonical-abi/index.js';
import { alignTo } from '../../../canonical-abi/shape.js';
import type { HandleText, LowerVector } from './read-value-vectors.js';

const HEAP = 8;

/** What a guest is made of: its memory, where its heap begins, and which call of `realloc` gives a bad answer. */
export type GuestParts = Pick<LowerVector, 'size' | 'ptr' | 'heap' | 'fault'>;

/** The instance, its table filled as the vector says, and the resource of the vector's types, if none is `known`. */
export function instanceOf(
  handles: readonly HandleText[],
  definedHere = false,
  known?: abi.ResourceType,
): { readonly inst: abi.ComponentInstance; readonly rt: abi.ResourceType } {
  const inst = new abi.ComponentInstance();
  const rt = known ?? new abi.ResourceType(definedHere ? inst : null);
  populate(inst, handles, rt);
  return { inst, rt };
}

/** Fills the table of an instance; `rt` is the resource of the vector's types. */
export function populate(
  inst: abi.ComponentInstance,
  handles: readonly HandleText[],
  rt: abi.ResourceType,
): void {
  const other = new abi.ResourceType(null);
  for (const text of handles) inst.handles.add(handleOf(text, rt, other));
  for (const [i, text] of handles.entries()) if (text === null) inst.handles.remove(i + 1);
}

function handleOf(text: HandleText, rt: abi.ResourceType, other: abi.ResourceType): abi.Handle {
  if (text === null) return new abi.ErrorContext('free');
  if (typeof text === 'string') return new abi.ErrorContext(text);
  const [rep, own, lends, ofType] = text;
  const handle = new abi.ResourceHandle(ofType === 1 ? rt : other, rep, own === 1);
  handle.numLends = lends;
  return handle;
}

/** The table as the vectors write it. */
export function snapshot(
  { handles }: abi.ComponentInstance,
  rt: abi.ResourceType,
  length: number,
): readonly unknown[] {
  return Array.from({ length }, (_, i) => textOf(entryAt(handles, i + 1), rt));
}

/** The same up to its last handle. */
export function wholeTable(inst: abi.ComponentInstance, rt: abi.ResourceType): readonly unknown[] {
  return entriesOf(inst).map((handle) => textOf(handle, rt));
}

/** The handles of a table from index 1 on, null where there is none. */
export function entriesOf({ handles }: abi.ComponentInstance): readonly (object | null)[] {
  const entries: (object | null)[] = [];
  for (let rest = [...handles].length; rest > 0;) {
    const entry = entryAt(handles, entries.length + 1);
    entries.push(entry);
    if (entry !== null) rest -= 1;
  }
  return entries;
}

function textOf(handle: object | null, rt: abi.ResourceType): unknown {
  if (handle instanceof abi.ErrorContext) return handle.debugMessage;
  if (!(handle instanceof abi.ResourceHandle)) return null;
  return [handle.rep, Number(handle.own), handle.numLends, Number(handle.rt === rt)];
}

function entryAt(handles: abi.ComponentInstance['handles'], i: number): object | null {
  try {
    return handles.get(i);
  } catch {
    return null;
  }
}

export interface Guest {
  readonly memory: abi.MemInst;
  /** The calls of `realloc`, with their arguments. */
  readonly calls: readonly (readonly number[])[];
  readonly realloc: abi.CoreFunction;
  /** Moves the memory, as growth does. */
  move(): void;
  /** What is in the memory now, in hexadecimal, without trailing zeros. */
  image(): string;
}

/** A memory and the `realloc` of the generator. Every other call moves the memory. */
export function guestOf({ size, ptr: ptrType, heap = HEAP, fault }: GuestParts): Guest {
  const core = { buffer: new ArrayBuffer(size) };
  const calls: number[][] = [];
  let top = heap;
  const move = (): void => {
    core.buffer = structuredClone(core.buffer, { transfer: [core.buffer] });
  };
  const realloc: abi.CoreFunction = (...args) => {
    const [old = 0, oldLength = 0, alignment = 1, length = 0] = args.map(Number);
    calls.push([old, oldLength, alignment, length]);
    if (calls.length % 2 === 1) move();
    const ptr = alignTo(top, alignment);
    if (fault !== undefined && calls.length - 1 === fault[0]) {
      return memory.toCore(fault[1] === 'unaligned' ? ptr + 1 : size + 16);
    }
    top = ptr + length;
    if (top <= size) new Uint8Array(core.buffer).copyWithin(ptr, old, old + Math.min(oldLength, length));
    return memory.toCore(ptr);
  };
  const memory = new abi.MemInst(core, ptrType);
  return { memory, calls, realloc, move, image: () => hexOf(new Uint8Array(core.buffer)) };
}

function hexOf(bytes: Uint8Array): string {
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
  return Buffer.from(bytes.subarray(0, end)).toString('hex');
}

export function bufferOf(hex: string): ArrayBuffer {
  return new Uint8Array(Buffer.from(hex, 'hex')).buffer;
}
