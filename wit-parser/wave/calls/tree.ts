import type { Span } from '../../../base/index.js';
import type { WaveLabel, WaveNode } from '../tree.js';

/*
 * A line of calls, in words of WIT with values in WAVE:
 *
 *   line       ::= statement (';' statement)* ';'?
 *   statement  ::= (name '=')? chain | chain '=' value
 *   chain      ::= (interface '#')? segment ('.' segment)*
 *   segment    ::= label arguments?
 *   arguments  ::= '(' (value (',' value)* ','?)? ')'
 *
 * `counter(3)` constructs a resource, `counter.zero()` is a static function, `c.inc(1)` a method of what was named `c`; a
 * segment without arguments behind the first is an accessor. In arguments a label that has been named is its value.
 */

export interface CallLine {
  readonly statements: readonly CallStatement[];
}

export interface CallStatement {
  /** What its result is called from then on. */
  readonly name: WaveLabel | null;
  readonly interface: InterfacePath | null;
  /** At least one. */
  readonly segments: readonly CallSegment[];
  /** What a setter is given. */
  readonly assigned: WaveNode | null;
  readonly at: Span;
}

/** `api`, `ns:pkg/api`, `ns:pkg/api@1.0.0`; empty for the world itself. */
export interface InterfacePath {
  readonly text: string;
  readonly at: Span;
}

export interface CallSegment {
  readonly label: WaveLabel;
  readonly arguments: CallArguments | null;
}

export interface CallArguments {
  readonly items: readonly WaveNode[];
  /** With the parentheses. */
  readonly at: Span;
}
