// A guest: the code that becomes the component.
import { now, type Datetime } from 'wasi:clocks/wall-clock@0.2.6';
import type { AppExports } from './guest/app.js';
import type { Entry, Refusal } from './guest/interfaces/demo-guestbook-entries.js';

const LONGEST_NAME = 80;

class Book {
  readonly #title: string;
  readonly #entries: Entry[] = [];

  constructor(title: string) {
    this.#title = title;
  }

  sign = (entry: Entry): bigint => {
    if (entry.name.length > LONGEST_NAME) {
      const refusal: Refusal = { tag: 'name-too-long', val: LONGEST_NAME };
      throw Object.assign(new Error(`${this.#title} is too small`), { payload: refusal });
    }
    const written: Datetime = now();
    return BigInt(this.#entries.push({ ...entry, written }));
  };

  pages = (): Entry[] => this.#entries;
}

export const entries: AppExports['entries'] = { Book };
