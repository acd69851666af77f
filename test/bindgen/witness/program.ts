import type { Side } from '../../../bindgen/index.js';
import type { World } from '../../../wit-parser/index.js';
import { writeCalls } from './calls.js';
import { writeImplementation } from './implementation.js';
import { viewOf } from './view.js';
import { createWriting, type Change, type MemberUse, type Slot } from './writing.js';

/** A program that uses all that is declared for one side of a world, and the places where it can be changed. */
export interface Witness {
  readonly text: string;
  /** The types that it states, each of which a variant may change. */
  readonly slots: readonly Slot[];
  /** The functions, methods and accessors that it names. */
  readonly members: readonly MemberUse[];
}

/** The module that every witness imports. */
export const SUPPORT = `
/** Stands for a value: only its type counts. */
export function given<T>(): T {
  throw new Error('never called');
}
/** Takes a value: only its type counts. */
export function taken<T>(value: T): void {
  void value;
}
export type OrNull<T> = T | null;
/** The instances of a class, or of the shape of one. */
export type Instance<Class> = Class extends abstract new (...args: never) => infer Made
  ? Made
  : Class extends { readonly prototype: infer Made }
    ? Made
    : never;
export interface ExpectedStream<T, Chunk> extends AsyncIterable<T> {
  read(max: number): Promise<Chunk | undefined>;
  [Symbol.dispose](): void;
}
`;

/**
 * Writes the program for one side of `world`: it implements every function that the side has to give, and calls every
 * function that it is given, with the types that WIT's mean in TypeScript. `change` makes a variant of it.
 */
export function witnessOf(world: World, side: Side, change: Change | null = null): Witness {
  const writing = createWriting(change);
  const view = viewOf(world, side, writing);
  const body = [...writeCalls(view, writing), ...writeImplementation(view, writing)];
  const text = [
    "import { given, taken, type ExpectedStream, type Instance, type OrNull } from '../../support.js';",
    ...view.imports,
    ...[...writing.aliases].map(([name, type]) => `type ${name} = ${type};`),
    ...body,
    '',
  ].join('\n');
  return { text, slots: writing.slots, members: writing.members };
}
