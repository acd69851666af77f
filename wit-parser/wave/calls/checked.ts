import type { Span } from '../../../base/index.js';
import type { Type } from '../../model.js';
import type { WaveNode } from '../tree.js';
import type { ExportedFunc } from './exported.js';

/** A line of calls in which every name is known and every value fits. */
export interface CheckedLine {
  readonly statements: readonly CheckedStatement[];
}

export interface CheckedStatement {
  /** The name of a former result whose methods are called; null where the first call needs no object. */
  readonly receiver: string | null;
  /** In order; a method is of what the call before gave. */
  readonly calls: readonly CheckedCall[];
  /** What the result is called from then on. */
  readonly name: string | null;
  readonly at: Span;
}

export interface CheckedCall {
  readonly callee: ExportedFunc;
  /** For the parameters behind `self`; options that were left out at the end are missing. */
  readonly arguments: readonly { readonly node: WaveNode | null; readonly type: Type }[];
  /** What it gives where it does not fail: the `T` of a `result<T, E>`; null where that is nothing. */
  readonly gives: Type | null;
}
