import { readFileSync } from 'node:fs';
import type { PtrType, StringEncoding } from '../../../canonical-abi/index.js';
import { inRepository } from '../../support/repository.js';
import type { CoreText, HandleText, LowerVector } from './read-value-vectors.js';
import type { TypeText } from './read-vectors.js';

/** What definitions.py does in whole calls; `make-call-vectors.py` says how they are written. */
export interface CallVector {
  readonly kind: string;
  readonly ptr: PtrType;
  readonly guests: readonly GuestText[];
  /** The guest that defines the resource; null for the host. */
  readonly definer: number | null;
  readonly destructor?: readonly Step[];
  readonly functions: readonly FunctionText[];
  readonly calls: readonly (readonly [func: number, args: readonly unknown[]])[];
  readonly log: readonly Event[];
}

export interface GuestText extends Pick<LowerVector, 'size' | 'fault'> {
  readonly encoding: StringEncoding;
  readonly memory: string;
  readonly heap: number;
  readonly handles: readonly HandleText[];
  /** What one call of `realloc` does besides. */
  readonly realloc?: readonly [call: number, does: readonly Step[]];
}

export interface FunctionText {
  readonly params: readonly TypeText[];
  readonly result: TypeText | null;
  /** Null for the host. */
  readonly in: number | null;
  readonly does: readonly Step[];
  /** Core values, or, of the host, a value. */
  readonly gives: unknown;
  /** What its post-return does, if it has one. */
  readonly post?: readonly Step[];
}

/** A number, or the core value that the function got at a position: `a0`. */
export type Operand = CoreText;

export type Step =
  | readonly ['call', func: number, flat: readonly Operand[]]
  | readonly ['invoke', func: number, args: readonly unknown[]]
  | readonly ['new' | 'rep' | 'drop', Operand]
  | readonly ['look', guest: number]
  | readonly ['drop-borrows' | 'unreachable' | 'throw'];

export type Event =
  | readonly ['core' | 'returned', func: number, flat: readonly CoreText[], memory: string]
  | readonly ['post-return', func: number, flat: readonly CoreText[], mayLeave: boolean]
  | readonly ['host' | 'result', func: number, values: readonly unknown[]]
  | readonly ['realloc', guest: number, ...args: number[], mayLeave: boolean]
  | readonly ['table', guest: number, readonly HandleText[]]
  | readonly ['new' | 'rep' | 'dropped' | 'destructor' | 'refused', number]
  | readonly ['trap', site: string];

export const CALL_VECTORS_FILE = inRepository('fixtures', 'canonical-abi', 'call-vectors.json');

export function readCallVectors(): readonly CallVector[] {
  return (JSON.parse(readFileSync(CALL_VECTORS_FILE, 'utf8')) as { calls: readonly CallVector[] }).calls;
}
