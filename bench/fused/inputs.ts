/** What a function of the sender passes: where it is in memory, as address and count, and which function takes it. */
export interface Input {
  /** The name of the row. */
  readonly row: string;
  /** `send-…`, the function of the sender. */
  readonly send: string;
  /** `take-…`, the function of the receiver. */
  readonly take: string;
  readonly address: number;
  readonly count: number;
}

const MB = 1 << 20;
const THOUSAND = 1000;

/** All inputs, with the memory that holds them: it begins at `start`. */
export function fusedInputs(start: number): {
  readonly inputs: readonly Input[];
  readonly image: Uint8Array;
} {
  const image = new Image(start);
  const input = (row: string, kind: string, [address, count]: Place, take = kind): Input => {
    return { row, send: `send-${kind}`, take: `take-${take}`, address, count };
  };
  const inputs = [
    input('1 MB string', 'text', image.bytes(Uint8Array.from({ length: MB }, (_, i) => 97 + (i % 26)))),
    input('1000 records', 'readings', readings(image)),
    input('1 MB bytes', 'bytes', image.bytes(Uint8Array.from({ length: MB }, (_, i) => i * 31))),
    input('1000 records of strings', 'people', people(image)),
    input('1000 short strings', 'words', words(image)),
    input('1 MB string, not ASCII', 'mixed-text', mixedText(image), 'text'),
    input('1 MB of f64', 'numbers', numbers(image)),
  ];
  return { inputs, image: image.finish() };
}

/** Address and count of what a string or list consists of. */
type Place = readonly [address: number, count: number];

/** The memory of a guest while it is filled. */
class Image {
  readonly #start: number;
  readonly #bytes = new Uint8Array(5 * MB);
  #end = 0;

  constructor(start: number) {
    this.#start = start;
  }

  /** A string or a list of bytes. */
  bytes(bytes: Uint8Array): Place {
    const address = this.#take(bytes.length);
    this.#bytes.set(bytes, address - this.#start);
    return [address, bytes.length];
  }

  text(text: string): Place {
    return this.bytes(new TextEncoder().encode(text));
  }

  /** A list of elements of `size` bytes, each of which `write` writes. */
  list(count: number, size: number, write: (element: DataView, i: number) => void): Place {
    const address = this.#take(count * size);
    for (let i = 0; i < count; i++) {
      write(new DataView(this.#bytes.buffer, address - this.#start + i * size, size), i);
    }
    return [address, count];
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#take(0) - this.#start);
  }

  #take(size: number): number {
    const begin = this.#end;
    this.#end = (begin + size + 7) & -8;
    return this.#start + begin;
  }
}

function readings(image: Image): Place {
  return image.list(THOUSAND, 32, (reading, i) => {
    reading.setUint32(0, i, true);
    reading.setUint16(4, i % 7, true);
    reading.setFloat64(8, i / 3, true);
    reading.setUint8(16, i & 1);
    reading.setUint8(20, i & 1);
    reading.setUint32(24, i, true);
  });
}

function people(image: Image): Place {
  const names = Array.from({ length: THOUSAND }, (_, i) => image.text(`person number ${i}`));
  const addresses = names.map((_, i) => image.text(`p${i}@example.com`));
  return image.list(THOUSAND, 24, (person, i) => {
    writePlace(person, 0, names[i]);
    person.setUint32(8, i % 90, true);
    person.setUint8(12, i & 1);
    writePlace(person, 16, addresses[i]);
  });
}

function words(image: Image): Place {
  const texts = Array.from({ length: THOUSAND }, (_, i) => image.text(`string number ${i}`));
  return image.list(THOUSAND, 8, (word, i) => writePlace(word, 0, texts[i]));
}

function writePlace(view: DataView, offset: number, [address, count]: Place = [0, 0]): void {
  view.setUint32(offset, address, true);
  view.setUint32(offset + 4, count, true);
}

function mixedText(image: Image): Place {
  const phrase = 'héllo wörld ünï 日本 ';
  return image.text(phrase.repeat(Math.floor(MB / new TextEncoder().encode(phrase).length)));
}

function numbers(image: Image): Place {
  return image.list(MB / 8, 8, (number, i) => number.setFloat64(0, i / 3, true));
}
