/** Ends inflating; never seen outside. */
class Bad extends Error {}

/** Of length codes 257 to 285 and of distance codes: what they begin with, and how many bits more they have. @spec RFC 1951, 3.2.5 */
const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258]; // prettier-ignore
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577]; // prettier-ignore
/** The order in which the lengths of the codes for code lengths come. */
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LONGEST_CODE = 15;
const END_OF_BLOCK = 256;

/**
 * Inflates what zlib has compressed.
 * @param limit how many bytes may come of it
 * @returns null if it is malformed or too long. Its checksum is not looked at.
 */
export function inflateZlib(data: Uint8Array, limit: number): Uint8Array | null {
  const [method = 0, flags = 0] = data;
  const isZlib = (method & 0x0f) === 8 && (method * 256 + flags) % 31 === 0 && (flags & 0x20) === 0;
  // Compression makes nothing much longer: what is, only costs time.
  if (!isZlib || data.length > 2 * limit) return null;
  try {
    return new Inflater(data.subarray(2), limit).inflate();
  } catch (error) {
    if (error instanceof Bad) return null;
    throw error;
  }
}

/** A Huffman code: how many codes have each length, and the symbols in the order of their codes. */
interface Code {
  readonly counts: readonly number[];
  readonly symbols: readonly number[];
}

function codeOf(lengths: readonly number[]): Code {
  const counts = Array.from({ length: LONGEST_CODE + 1 }, () => 0);
  for (const length of lengths) if (length > 0) counts[length] = (counts[length] ?? 0) + 1;
  const symbols = [...lengths.keys()].filter((symbol) => lengths[symbol] !== 0);
  symbols.sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0) || a - b);
  return { counts, symbols };
}

/** @spec RFC 1951, 3.2.6 */
function fixedCodes(): { literals: Code; distances: Code } {
  const lengths = Array.from({ length: 288 }, (_, symbol) =>
    symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8,
  );
  return { literals: codeOf(lengths), distances: codeOf(Array.from({ length: 30 }, () => 5)) };
}

class Inflater {
  readonly #data: Uint8Array;
  readonly #limit: number;
  readonly #out: number[] = [];
  #at = 0;
  #bit = 0;

  constructor(data: Uint8Array, limit: number) {
    this.#data = data;
    this.#limit = limit;
  }

  inflate(): Uint8Array {
    for (let isLast = false; !isLast;) {
      isLast = this.#bits(1) === 1;
      const type = this.#bits(2);
      if (type === 0) this.#stored();
      else if (type === 1) this.#block(fixedCodes());
      else if (type === 2) this.#block(this.#readCodes());
      else throw new Bad();
    }
    return Uint8Array.from(this.#out);
  }

  #bits(count: number): number {
    let value = 0;
    for (let place = 0; place < count; place++) {
      const byte = this.#data[this.#at];
      if (byte === undefined) throw new Bad();
      value |= ((byte >> this.#bit) & 1) << place;
      this.#bit = (this.#bit + 1) % 8;
      if (this.#bit === 0) this.#at++;
    }
    return value;
  }

  #put(byte: number): void {
    if (this.#out.length >= this.#limit) throw new Bad();
    this.#out.push(byte);
  }

  #stored(): void {
    if (this.#bit > 0) this.#at++;
    this.#bit = 0;
    const length = this.#bits(16);
    if (this.#bits(16) !== (~length & 0xffff)) throw new Bad();
    for (let left = length; left > 0; left--) this.#put(this.#bits(8));
  }

  #symbol({ counts, symbols }: Code): number {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= LONGEST_CODE; length++) {
      code |= this.#bits(1);
      const count = counts[length] ?? 0;
      const symbol = symbols[index + code - first];
      if (code - first < count && symbol !== undefined) return symbol;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Bad();
  }

  /** @spec RFC 1951, 3.2.7 */
  #readCodes(): { literals: Code; distances: Code } {
    const [literals, distances, codes] = [this.#bits(5) + 257, this.#bits(5) + 1, this.#bits(4) + 4];
    const codeLengths = CODE_ORDER.map(() => 0);
    for (const symbol of CODE_ORDER.slice(0, codes)) codeLengths[symbol] = this.#bits(3);
    const code = codeOf(codeLengths);
    const lengths: number[] = [];
    while (lengths.length < literals + distances) {
      const symbol = this.#symbol(code);
      const last = lengths.at(-1);
      if (symbol < 16) lengths.push(symbol);
      else if (symbol === 16 && last === undefined) throw new Bad();
      else if (symbol === 16) lengths.push(...repeated(last ?? 0, 3 + this.#bits(2)));
      else lengths.push(...repeated(0, symbol === 17 ? 3 + this.#bits(3) : 11 + this.#bits(7)));
    }
    return {
      literals: codeOf(lengths.slice(0, literals)),
      distances: codeOf(lengths.slice(literals, literals + distances)),
    };
  }

  #block({ literals, distances }: { literals: Code; distances: Code }): void {
    for (let symbol = this.#symbol(literals); symbol !== END_OF_BLOCK; symbol = this.#symbol(literals)) {
      if (symbol < END_OF_BLOCK) {
        this.#put(symbol);
        continue;
      }
      const length = LENGTHS[symbol - 257];
      if (length === undefined) throw new Bad();
      const end = length + this.#bits(LENGTH_BITS[symbol - 257] ?? 0);
      const code = this.#symbol(distances);
      const base = DISTANCES[code];
      if (base === undefined) throw new Bad();
      const distance = base + this.#bits(Math.max(0, (code >> 1) - 1));
      for (let copied = 0; copied < end; copied++) {
        const byte = this.#out[this.#out.length - distance];
        if (byte === undefined) throw new Bad();
        this.#put(byte);
      }
    }
  }
}

function repeated(value: number, count: number): number[] {
  return Array.from({ length: count }, () => value);
}
