import type { CoreEndPlan } from '../func-plan.js';
import { flattenType } from '../flatten.js';
import { alignment, elemSize } from '../layout.js';
import type { Access } from '../primitives.js';
import type { CoreValType, PtrType, StringEncoding, ValType } from '../types.js';
import type { Body } from './body.js';

/** A place in memory: `base` is an expression. */
export interface Place {
  readonly base: string;
  readonly offset: number;
}

export function moved({ base, offset }: Place, by: number): Place {
  return { base, offset: offset + by };
}

/** One core end of a call: what it is called in the text, and how its memory is read and written there. */
export class Side {
  readonly body: Body;
  readonly inst: string;
  readonly store: string;
  readonly memory: string;
  readonly room: string;
  readonly pointer: PtrType;
  readonly encoding: StringEncoding;
  readonly #view: string;
  readonly #bytes: string;
  readonly #end: string;
  /** Whether there is a view, and whether it is on the buffer that the memory has. */
  #views: { readonly made: boolean; readonly good: boolean } = { made: false, good: false };

  /** `name` is that of the end in the text; `prefix` tells two ends apart. */
  constructor(body: Body, { memory, encoding }: CoreEndPlan, name: string, prefix = '') {
    const named = (word: string): string =>
      prefix === '' ? word : `${prefix}${word.replace(/^./, (letter) => letter.toUpperCase())}`;
    this.body = body;
    this.inst = named('inst');
    this.store = named('store');
    this.memory = named('memory');
    this.room = named('room');
    this.pointer = memory ?? 'i32';
    this.encoding = encoding;
    this.#view = named('view');
    this.#bytes = named('bytes');
    this.#end = name;
  }

  /** The constants of the function that is made for this end. */
  get constants(): string {
    const { inst, store, memory } = this;
    const as = (property: string, name: string): string =>
      property === name ? name : `${property}: ${name}`;
    return `const { ${as('inst', inst)}, ${as('memory', memory)} } = ${this.#end}, { ${as('store', store)} } = ${inst};`;
  }

  /** The variables that `renewView` sets. */
  get variables(): string {
    return `${this.#view} = null, ${this.#bytes} = null`;
  }

  /**
   * What follows may find another buffer under the memory: `realloc` has run, or a getter of an object that was read, which
   * can call the component.
   */
  outdateView(): void {
    this.#views = { ...this.#views, good: false };
  }

  /** Sees to it that the view is on the buffer that the memory has. */
  renewView(): void {
    const { made, good } = this.#views;
    if (good) return;
    const renew = `${this.#view} = ${this.memory}.view; ${this.#bytes} = ${this.memory}.bytes;`;
    // An array on a buffer that was left has no length: that is seen at once, where asking the memory takes its time.
    const isStale = `${this.#bytes}.length === 0 || !${this.memory}.detaches`;
    this.body.line(made ? `if (${isStale}) { ${renew} }` : renew);
    this.#views = { made: true, good: true };
  }

  /** Writes what may not run: behind it a view is there, and good, only if it was before, and still is. */
  maybe<T>(write: () => T): T {
    const { made, good } = this.#views;
    const written = write();
    this.#views = { made, good: good && this.#views.good };
    return written;
  }

  /** The bytes of the memory, and how many. */
  get bytes(): string {
    return this.#views.good ? this.#bytes : `${this.memory}.bytes`;
  }

  /** What is at a place, as an expression. */
  get(access: Access, { base, offset }: Place): string {
    return `${this.#view}.get${access}(${plus(base, offset)}${tail(access)}`;
  }

  /** The statement that writes a value to a place. */
  set(access: Access, { base, offset }: Place, value: string): string {
    return `${this.#view}.set${access}(${plus(base, offset)}, ${value}${tail(access)};`;
  }

  /** Passes core values on: writes them to a place, one after the other, or just gives them back. */
  put(at: Place | null, access: Access, values: readonly string[]): readonly string[] {
    if (at === null) return values;
    this.renewView();
    values.forEach((value, i) => this.body.line(this.set(access, moved(at, i * this.pointerSize), value)));
    return [];
  }

  sizeOf(type: ValType): number {
    return elemSize(type, this.pointer);
  }

  alignmentOf(type: ValType): number {
    return alignment(type, this.pointer);
  }

  /** The core types of a value; none if there would be too many, which nobody asks for then. */
  flat(type: ValType): readonly CoreValType[] {
    return flattenType(type, this.pointer) ?? [];
  }

  get pointerSize(): number {
    return this.sizeOf('string') / 2;
  }

  get pointerAccess(): Access {
    return this.pointer === 'i32' ? 'Uint32' : 'BigUint64';
  }

  /** An address or length as a number. */
  asIndex(core: string): string {
    if (this.pointer === 'i64') return this.body.call('indexOf', core);
    return `${core} >>> 0`;
  }

  /** A number as a core value of the pointer type. */
  toCore(value: string): string {
    return this.pointer === 'i32' ? value : `BigInt(${value})`;
  }

  /** Writes the checks of an address at which there are, or will be, values of `type`. @returns the place */
  placeOf(core: string, type: ValType): Place {
    return this.checked(this.body.define('p', this.asIndex(core)), type);
  }

  /** The same for an address that is a number already. */
  checked(ptr: string, type: ValType): Place {
    this.trapIfUnaligned(ptr, type);
    const end = `${ptr} + ${this.sizeOf(type)}`;
    this.body.trapIf(`${end} > ${this.bytes}.length`, 'pointer-out-of-bounds');
    return { base: ptr, offset: 0 };
  }

  trapIfUnaligned(ptr: string, type: ValType): void {
    const align = this.alignmentOf(type);
    // Addresses of 64 bits are more than what bitwise operators keep.
    const rest = this.pointer === 'i32' ? `(${ptr} & ${align - 1})` : `${ptr} % ${align}`;
    if (align > 1) this.body.trapIf(`${rest} !== 0`, 'unaligned-pointer');
  }

  /** Writes the call of core code, in a thread of its own. */
  callCore(callee: string, flat: readonly string[]): void {
    const { inst, store, body } = this;
    body.line(`thread = ${inst}.thread; ${inst}.thread = null;`);
    body.line(`const returned = ${callee}(${flat.join(', ')});`);
    body.line(`if (${store}.failure !== null) ${body.call('checkAlive', inst)};`);
  }

  /** Writes how the guest takes back what it returned in memory, and the end of its thread. */
  leaveCore({ hasPostReturn }: CoreEndPlan): void {
    const { inst, body } = this;
    if (hasPostReturn) {
      body.line(`at = 0; ${inst}.mayLeave = false;`);
      const clean = `${this.#end}.postReturn`;
      body.line(`if (returned === undefined) ${clean}(); else ${clean}(returned);`);
      body.line(`${inst}.mayLeave = true;`);
    }
    body.line(`if (${inst}.thread !== null) ${inst}.thread.exit();`);
    body.line(`${inst}.thread = thread;`);
  }
}

/** The rest of the arguments: bytes have no order. */
function tail(access: Access): string {
  return access.endsWith('8') ? ')' : ', true)';
}

/** An address, as an expression. */
export function plus(base: string, offset: number): string {
  return offset === 0 ? base : `${base} + ${offset}`;
}
