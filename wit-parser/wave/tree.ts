import type { Span } from '../../base/index.js';

/*
 * WAVE (WebAssembly Value Encoding) before types are known. What a `case` is only a type can tell: of a variant or enum,
 * of an `option` or `result` by their keywords, or, in a line of calls, a name.
 */

export type WaveNode =
  | WaveBool
  | WaveNumber
  | WaveChar
  | WaveString
  | WaveTuple
  | WaveList
  | WaveRecord
  | WaveFlags
  | WaveCase
  | WaveError;

export interface WaveBool {
  readonly kind: 'bool';
  readonly value: boolean;
  readonly at: Span;
}

/** As it is written: `-1`, `6.02e23`, `nan`, `-inf`. */
export interface WaveNumber {
  readonly kind: 'number';
  readonly text: string;
  readonly at: Span;
}

export interface WaveChar {
  readonly kind: 'char';
  /** One Unicode scalar value. */
  readonly value: string;
  readonly at: Span;
}

/** On one line or on several. */
export interface WaveString {
  readonly kind: 'string';
  readonly value: string;
  readonly at: Span;
}

/** At least one item. */
export interface WaveTuple {
  readonly kind: 'tuple';
  readonly items: readonly WaveNode[];
  readonly at: Span;
}

export interface WaveList {
  readonly kind: 'list';
  readonly items: readonly WaveNode[];
  readonly at: Span;
}

/** `{label: value}`, or `{:}` without fields. */
export interface WaveRecord {
  readonly kind: 'record';
  readonly fields: readonly WaveField[];
  readonly at: Span;
}

export interface WaveField {
  readonly label: WaveLabel;
  readonly value: WaveNode;
}

/** `{label}`, or `{}` without flags. */
export interface WaveFlags {
  readonly kind: 'flags';
  readonly labels: readonly WaveLabel[];
  readonly at: Span;
}

/** `label`, or `label(payload)`. */
export interface WaveCase {
  readonly kind: 'case';
  readonly label: WaveLabel;
  readonly payload: WaveNode | null;
  readonly at: Span;
}

/** What is no value, and has been reported. Reading is silent about it. */
export interface WaveError {
  readonly kind: 'error';
  readonly at: Span;
}

export interface WaveLabel {
  /** Without the `%`. */
  readonly name: string;
  /** Whether it is written with a `%`, and so no keyword and no name. */
  readonly escaped: boolean;
  readonly at: Span;
}

/** The words that stand for a case only with a `%` in front. */
const KEYWORDS: ReadonlySet<string> = new Set(['true', 'false', 'inf', 'nan', 'some', 'none', 'ok', 'err']);

/** Whether a case of the name `label` needs a `%`. */
export function isWaveKeyword(label: string): boolean {
  return KEYWORDS.has(label);
}

/** Whether `node` is the keyword `word`, perhaps with a payload: `some(1)`. */
export function isKeyword<Word extends 'some' | 'none' | 'ok' | 'err'>(
  node: WaveNode,
  word: Word,
): node is WaveCase & { readonly label: { readonly name: Word } } {
  return node.kind === 'case' && !node.label.escaped && node.label.name === word;
}

/** The keyword that `node` is, without the `%` that would make a case of it; null if it is none. */
export function keywordOf(node: WaveNode): string | null {
  switch (node.kind) {
    case 'bool':
      return String(node.value);
    case 'number':
      return KEYWORDS.has(node.text) ? node.text : null;
    case 'case':
      return !node.label.escaped && KEYWORDS.has(node.label.name) ? node.label.name : null;
    default:
      return null;
  }
}
