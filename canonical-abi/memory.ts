import { ptrSize } from './shape.js';
import { MAX_LIST_BYTE_LENGTH } from './limits.js';
import type { Access } from './primitives.js';
import { Trap } from './trap.js';
import type { PtrType } from './types.js';

/** What is needed of a `WebAssembly.Memory`. */
export interface MemoryLike {
  readonly buffer: ArrayBufferLike;
  grow?(pages: never): unknown;
}

/**
 * Passes over ASCII in a range of many bytes that is in the memory, quicker than one by one.
 * @returns where there may be something else, or what is left of the range is short
 */
export type AsciiScan = (memory: MemInst, begin: number, end: number) => number;

/** A value of a core type: `bigint` for `i64`, else `number`. */
export type CoreValue = number | bigint;

/** Past the end of any memory and the length of any list, with room to add to it exactly. */
const BEYOND_MEMORY = 2 ** 52;

/** What views on a memory are before one is asked for: engines take their time for the buffer of a new memory. */
const NO_VIEW = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(0));
const NO_BYTES = /* @__PURE__ */ new Uint8Array(0);

/**
 * A linear memory with the type of its addresses. Views on it are made once, and again only when its buffer is another one,
 * as after growth.
 * @spec CanonicalABI.md#canonical-abi-options
 */
export class MemInst {
  readonly ptrType: PtrType;
  readonly ptrSize: number;
  readonly memory: MemoryLike;
  /** Null where there is no quick way. */
  readonly scanAscii: AsciiScan | null;
  /** Whether growing leaves nothing of the old buffer: not so if it is shared, or no engine's memory. */
  detaches = false;
  #view: DataView = NO_VIEW;
  #bytes: Uint8Array = NO_BYTES;

  constructor(memory: MemoryLike, ptrType: PtrType = 'i32', scanAscii: AsciiScan | null = null) {
    this.ptrType = ptrType;
    this.ptrSize = ptrSize(ptrType);
    this.memory = memory;
    this.scanAscii = scanAscii;
  }

  get view(): DataView {
    if (this.#isStale) this.#renew();
    return this.#view;
  }

  get bytes(): Uint8Array {
    if (this.#isStale) this.#renew();
    return this.#bytes;
  }

  get length(): number {
    return this.bytes.length;
  }

  /** What is at `ptr`. */
  get(access: Access, ptr: number): CoreValue {
    const view = this.view as unknown as Readonly<Record<string, (at: number, little: boolean) => CoreValue>>;
    return view[`get${access}`]?.(ptr, true) ?? 0;
  }

  set(access: Access, ptr: number, value: CoreValue): void {
    const view = this.view as unknown as Readonly<
      Record<string, (at: number, v: CoreValue, little: boolean) => void>
    >;
    view[`set${access}`]?.(ptr, value, true);
  }

  /** The address or length at `ptr`, as the core value that it is. */
  loadPtr(ptr: number): CoreValue {
    return this.get(this.#pointerAccess, ptr);
  }

  storePtr(value: CoreValue, ptr: number): void {
    this.set(this.#pointerAccess, ptr, this.toCore(value));
  }

  /** An address or length as a core value of the type that the memory has for them. */
  toCore(index: CoreValue): CoreValue {
    return this.ptrType === 'i32' ? index : BigInt(index);
  }

  get #pointerAccess(): Access {
    return this.ptrType === 'i32' ? 'Uint32' : 'BigUint64';
  }

  /** An array on a detached buffer has no length, which is quicker to see than asking the memory for its buffer. */
  get #isStale(): boolean {
    return this.#bytes.length === 0 || !this.detaches;
  }

  #renew(): void {
    const { buffer, grow } = this.memory;
    if (buffer === this.#view.buffer) return;
    this.detaches = grow !== undefined && buffer instanceof ArrayBuffer;
    this.#view = new DataView(buffer);
    this.#bytes = new Uint8Array(buffer);
  }
}

/**
 * Where a string or the elements of a list end.
 * @throws Trap if they cannot be there
 * @spec CanonicalABI.md#loading
 */
export function checkRange(
  { length }: Uint8Array,
  ptr: number,
  byteLength: number,
  alignment: number,
  what: 'string' | 'list',
): number {
  const end = ptr + byteLength;
  if (byteLength > MAX_LIST_BYTE_LENGTH) throw new Trap(`${what}-too-long`);
  if (ptr % alignment !== 0) throw new Trap('unaligned-pointer');
  if (end > length) throw new Trap(`${what}-out-of-bounds`);
  return end;
}

/**
 * An address or length as a number to reckon with. One of 64 bits that no number holds exactly becomes another that is also
 * past the end of any memory, and aligned alike.
 */
export function indexOf(value: CoreValue): number {
  if (typeof value === 'number') return value >>> 0;
  const index = BigInt.asUintN(64, value);
  return index < BigInt(BEYOND_MEMORY) ? Number(index) : BEYOND_MEMORY + Number(index & 7n);
}
