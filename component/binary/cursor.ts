import type { ByteSpan, Diagnostic, DiagnosticDefinition, DiagnosticDetails } from '../../base/index.js';
import { LIMITS } from '../limits.js';
import { componentMessages } from '../messages.js';
import type { Slice } from '../slice.js';
import { decodeUtf8 } from './utf8.js';

/** Ends the reading of a component or module; caught where that began, and never seen outside. */
export class Malformed extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

/** A list that is being read: which of how many items, for messages. */
interface List {
  readonly what: string;
  readonly count: number;
  number: number;
}

/** How many more items may be read, over all components and modules of a file. */
export interface Budget {
  left: number;
}

export function newBudget(): Budget {
  return { left: LIMITS.items };
}

/**
 * Reads the bytes of one component or module from front to back. Every method throws `Malformed` when what it is asked
 * for is not there, and reads nothing behind `end`.
 */
export class Cursor {
  readonly slice: Slice;
  /** The offset in the file of the next byte. */
  at: number;
  /** Where the bytes end that may be read now: of the section, or of all. */
  end: number;
  /** What ends at `end`, for messages. */
  container: string;
  /** What is being read where it is no item of a list, for messages. */
  within = 'its first eight bytes';
  /** Whether all that was read so far is in its shortest form. */
  isCanonical = true;
  readonly #bytes: Uint8Array;
  readonly #budget: Budget;
  /** The innermost list that is being read. */
  #list: List | null = null;

  constructor(slice: Slice, container: string, budget: Budget = newBudget()) {
    this.slice = slice;
    this.at = slice.start;
    this.end = slice.end;
    this.container = container;
    this.#bytes = slice.file.bytes;
    this.#budget = budget;
  }

  get left(): number {
    return this.end - this.at;
  }

  span(start: number, end: number): ByteSpan {
    return { file: this.slice.file, component: this.slice.path, start, end };
  }

  /** What to throw for a fault between `start` and the next byte to be read. */
  malformed<Args>(
    definition: DiagnosticDefinition<Args>,
    start: number,
    args: Args,
    details?: DiagnosticDetails,
  ): Malformed {
    return new Malformed(definition.at(this.span(start, Math.max(start, this.at)), args, details));
  }

  /** What to throw for the byte just read, where only others mean something. */
  badByte(what: string, expected: string): Malformed {
    const found = this.#bytes[this.at - 1] ?? 0;
    return this.malformed(componentMessages.badLeadingByte, this.at - 1, { what, expected, found });
  }

  peek(): number {
    if (this.at >= this.end) throw this.unexpectedEnd();
    return this.#bytes[this.at] ?? 0;
  }

  byte(): number {
    const byte = this.peek();
    this.at++;
    return byte;
  }

  /** A byte that is 0 or 1. */
  flag(what: string): boolean {
    const byte = this.byte();
    if (byte > 1) throw this.badByte(what, '`0x00` or `0x01`');
    return byte === 1;
  }

  /** A view of the next `length` bytes. */
  take(length: number): Uint8Array {
    if (length > this.left) throw this.unexpectedEnd();
    const start = this.at;
    this.at += length;
    return this.#bytes.subarray(start, this.at);
  }

  u32(): number {
    const first = this.byte();
    if (first < 0x80) return first;
    const start = this.at - 1;
    let value = first & 0x7f;
    for (let shift = 7; ; shift += 7) {
      const byte = this.byte();
      if (shift === 28) this.#checkLast(start, byte, byte > 0x0f, 32);
      // `<<` would make the 32nd bit a sign.
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) {
        if (byte === 0) this.isCanonical = false;
        return value;
      }
    }
  }

  u64(): bigint {
    const start = this.at;
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      if (shift === 63n) this.#checkLast(start, byte, byte > 0x01, 64);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) {
        if (byte === 0 && shift > 0n) this.isCanonical = false;
        return value;
      }
    }
  }

  /** A signed integer of at most 33 bits: an index, or a negative opcode. */
  s33(): number {
    return this.#signed(33);
  }

  /** Reads over a signed integer of `bits`. */
  skipSigned(bits: 32 | 64): void {
    this.#signed(bits);
  }

  #signed(bits: 32 | 33 | 64): number {
    const start = this.at;
    const most = Math.ceil(bits / 7);
    let value = 0;
    let previous = -1;
    for (let index = 0; ; index++) {
      const byte = this.byte();
      if (index === most - 1) {
        // The bits that are left over must repeat the sign.
        const used = bits - 7 * index;
        const rest = (byte & 0x7f) >> (used - 1);
        this.#checkLast(start, byte, rest !== 0 && rest !== 0x7f >> (used - 1), bits);
      }
      value += (byte & 0x7f) * 2 ** (7 * index);
      if (byte < 0x80) {
        const sign = (byte & 0x40) !== 0;
        const isPadded =
          (byte === 0 && (previous & 0x40) === 0) || (byte === 0x7f && (previous & 0x40) !== 0);
        if (previous >= 0 && isPadded) this.isCanonical = false;
        return sign ? value - 2 ** (7 * (index + 1)) : value;
      }
      previous = byte;
    }
  }

  #checkLast(start: number, byte: number, isTooLarge: boolean, bits: number): void {
    if (byte >= 0x80) {
      throw this.malformed(componentMessages.integerTooLong, start, { bits, bytes: Math.ceil(bits / 7) });
    }
    if (isTooLarge) throw this.malformed(componentMessages.integerTooLarge, start, { bits });
  }

  /** Remembers the place. The function that is returned goes back to it, as if nothing behind it had been read. */
  mark(): () => void {
    const { at, isCanonical } = this;
    const list = this.#list;
    const left = this.#budget.left;
    return () => {
      this.at = at;
      this.isCanonical = isCanonical;
      this.#list = list;
      this.#budget.left = left;
    };
  }

  /** A vector's items. Each takes a byte at least, so that no count can ask for more memory than there are bytes. */
  vector<Item>(what: string, limit: number, read: (cursor: Cursor) => Item): Item[] {
    const start = this.at;
    const count = this.u32();
    this.checkCount(count, what, limit, start);
    const outer = this.#list;
    const list = { what, count, number: 0 };
    this.#list = list;
    const items: Item[] = [];
    while (list.number < count) {
      list.number++;
      items.push(read(this));
    }
    this.#list = outer;
    return items;
  }

  /** As `vector`, of indexes: a core module has one for each function, and most of them are one byte. */
  indexes(what: string, limit: number): number[] {
    const start = this.at;
    const count = this.u32();
    this.checkCount(count, what, limit, start);
    const outer = this.#list;
    const list = { what, count, number: 0 };
    this.#list = list;
    const items: number[] = [];
    while (list.number < count) {
      list.number++;
      items.push(this.u32());
    }
    this.#list = outer;
    return items;
  }

  /** Throws if there cannot be `count` items, said at `start`. */
  checkCount(count: number, what: string, limit: number, start: number): void {
    if (count > limit) throw this.malformed(componentMessages.limitExceeded, start, { count, what, limit });
    if (count > this.left) {
      throw this.malformed(componentMessages.countTooLarge, start, { count, what, left: this.left });
    }
    this.spend(count, start);
  }

  /** Takes `count` items, said at `start`, from the budget of the file. */
  spend(count: number, start: number): void {
    this.#budget.left -= count;
    if (this.#budget.left >= 0) return;
    const args = { count: LIMITS.items - this.#budget.left, what: 'item', limit: LIMITS.items };
    throw this.malformed(componentMessages.limitExceeded, start, args);
  }

  /** A name or another text. */
  name(limit: number = LIMITS.nameBytes): string {
    const start = this.at;
    const length = this.u32();
    if (length > limit) {
      throw this.malformed(componentMessages.limitExceeded, start, { count: length, what: 'byte', limit });
    }
    if (length > this.left) throw this.unexpectedEnd();
    const from = this.at;
    this.at += length;
    const text = decodeUtf8(this.#bytes, from, this.at);
    if (typeof text === 'string') return text;
    const place = this.span(text, text + 1);
    const secondary = [{ at: this.span(from, this.at), label: 'in this name' }];
    throw new Malformed(
      componentMessages.malformedUtf8.at(place, { byte: this.#bytes[text] ?? 0 }, { secondary }),
    );
  }

  /** Lets `read` read the next `size` bytes, of what messages call `container`, and all of them. */
  bounded<T>(container: string, size: number, read: () => T): T {
    if (size > this.left) throw this.unexpectedEnd(`the ${container}`);
    const outer = { end: this.end, container: this.container };
    this.end = this.at + size;
    this.container = container;
    const value = read();
    if (this.at < this.end) {
      const start = this.at;
      this.at = this.end;
      throw this.malformed(componentMessages.sectionTooLong, start, { container, left: this.end - start });
    }
    this.end = outer.end;
    this.container = outer.container;
    return value;
  }

  /** What to throw where the bytes end inside `within`. */
  unexpectedEnd(within = this.#description()): Malformed {
    const place = this.span(this.end, this.end);
    const args = { container: this.container, within };
    return new Malformed(componentMessages.unexpectedEnd.at(place, args, { label: 'here' }));
  }

  #description(): string {
    if (this.#list === null) return this.within;
    const { what, number, count } = this.#list;
    return `${what} ${number} of ${count}`;
  }
}
