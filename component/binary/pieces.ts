import { ByteWriter } from './byte-writer.js';
import { concatenate } from './concatenate.js';

/** A binary in parts that are copied once, when all are there. */
export class Pieces {
  readonly #pieces: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(bytes: Uint8Array): this {
    this.#pieces.push(bytes);
    this.#length += bytes.length;
    return this;
  }

  /** Adds a section with this content. */
  section(id: number, content: Uint8Array | Pieces): this {
    const head = new ByteWriter();
    head.byte(id);
    head.u32(content.length);
    this.add(head.finish());
    if (content instanceof Uint8Array) return this.add(content);
    for (const piece of content.#pieces) this.add(piece);
    return this;
  }

  custom(name: string, data: Uint8Array): this {
    const content = new ByteWriter();
    content.name(name);
    return this.section(0, new Pieces().add(content.finish()).add(data));
  }

  finish(): Uint8Array {
    return concatenate(this.#pieces);
  }
}
