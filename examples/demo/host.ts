// A host of the world `app`: what it gives to a component, and what it does with what it gets.
import type { AppExports, AppImports } from './host/app.js';
import type { Entry, Refusal } from './host/interfaces/demo-guestbook-entries.js';
import type { ComponentError } from './host/wit-types.js';

export const imports: AppImports = {
  'wasi:clocks/wall-clock@0.2.6': {
    now: () => ({ seconds: BigInt(Math.floor(Date.now() / 1000)), nanoseconds: 0 }),
    resolution: () => ({ seconds: 1n, nanoseconds: 0 }),
  },
  'wasi:random/random@0.2.6': {
    getRandomBytes: (length) => new Uint8Array(Number(length)),
    getRandomU64: () => 4n,
  },
};

export function signBook({ entries }: AppExports, name: string): string {
  using book = new entries.Book('Summer');
  const entry: Entry = { name, mood: 'delighted' };
  try {
    return `signed on page ${book.sign(entry)}`;
  } catch (error) {
    return explain((error as ComponentError<Refusal>).payload);
  }
}

function explain(refusal: Refusal): string {
  switch (refusal.tag) {
    case 'book-full':
      return 'the book is full';
    case 'name-too-long':
      return `a name has at most ${refusal.val} letters`;
  }
}
