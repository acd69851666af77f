import type { Label, Result, SourceFile, Span } from '../../base/index.js';
import { Cursor, type Mark, type Token, type TokenKind } from './cursor.js';
import { Findings } from './findings.js';
import { waveMessages } from './messages.js';
import type { WaveField, WaveLabel, WaveNode } from './tree.js';

/** As deep as values may be nested; that of wasm-wave. */
export const MAX_WAVE_DEPTH = 100;
/** As long as a text may be: room for a list of some millions of numbers. */
export const MAX_WAVE_LENGTH = 2 ** 24;

/**
 * Parses one value, whatever its type. Never throws: what is no value is an `error` node and reported, at most a hundred
 * times.
 */
export function parseWave(file: SourceFile): Result<WaveNode> {
  const findings = new Findings();
  const cursor = openText(file, findings);
  if (cursor === null) {
    return { value: { kind: 'error', at: { file, start: 0, end: 0 } }, diagnostics: findings.diagnostics };
  }
  const parser = new WaveParser(cursor);
  const value = parser.value();
  if (value.kind !== 'error') parser.expectEnd();
  return { value, diagnostics: findings.diagnostics };
}

/** The cursor of a text; null for one that is too long, which is reported. */
export function openText(file: SourceFile, findings: Findings): Cursor | null {
  const { length } = file.text;
  if (length <= MAX_WAVE_LENGTH) return new Cursor(file, findings);
  findings.add(
    waveMessages.textTooLong.at({ file, start: 0, end: 0 }, { limit: MAX_WAVE_LENGTH, found: length }),
  );
  return null;
}

const CLOSERS: ReadonlySet<TokenKind> = new Set([')', ']', '}']);
const CLOSER_OF: ReadonlyMap<TokenKind, Mark> = new Map([['(', ')'], ['[', ']'], ['{', '}']]); // prettier-ignore

/** Parses the values at a cursor. The comments of its methods are productions of wasm-wave's `wave_ebnf.md`. */
export class WaveParser {
  readonly #cursor: Cursor;
  /** The brackets that close what is open. */
  readonly #closers: Mark[] = [];
  /** Where the last unexpected token was: one fault is reported once. */
  #faultAt = -1;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  /** value ::= number | char | string | multiline-string | variant-case | tuple | list | flags | record */
  value(): WaveNode {
    const token = this.#cursor.peek();
    const at = this.#cursor.span(token.start, token.end);
    if (CLOSER_OF.has(token.kind) && this.#closers.length >= MAX_WAVE_DEPTH) {
      this.#faultAt = token.start;
      this.#cursor.findings.add(waveMessages.nestingTooDeep.at(at, { limit: MAX_WAVE_DEPTH }));
      return { kind: 'error', at };
    }
    switch (token.kind) {
      case 'number':
        this.#cursor.take();
        return { kind: 'number', text: this.#text(token), at };
      case 'char':
      case 'string':
        this.#cursor.take();
        return { kind: token.kind, value: token.value, at };
      case 'label':
        return this.#case();
      case '(':
        return this.#tuple();
      case '[':
        return this.#list();
      case '{':
        return this.#recordOrFlags();
      case 'fault':
        this.#cursor.take();
        return { kind: 'error', at };
      default:
        this.#unexpected('a value');
        return { kind: 'error', at };
    }
  }

  /** `'(' (values-seq ','?)? ')'`, the arguments of a call. */
  arguments(): { readonly items: readonly WaveNode[]; readonly at: Span } {
    return this.#items(')');
  }

  expectEnd(): void {
    if (this.#cursor.peek().kind !== 'end') this.#unexpected('the end of the text');
  }

  /** variant-case ::= label ws variant-case-payload? */
  #case(): WaveNode {
    const label = this.#takeLabel();
    const hasPayload = this.#cursor.isAt('(');
    if (!hasPayload && !label.escaped) {
      const { name, at } = label;
      if (name === 'true' || name === 'false') return { kind: 'bool', value: name === 'true', at };
      if (name === 'nan' || name === 'inf') return { kind: 'number', text: name, at };
    }
    const payload = hasPayload ? this.#payload() : null;
    const { start } = label.at;
    const end = hasPayload ? this.#cursor.offset : label.at.end;
    return { kind: 'case', label, payload, at: this.#cursor.span(start, end) };
  }

  /** variant-case-payload ::= '(' value-ws ')' */
  #payload(): WaveNode {
    if (this.#closers.length >= MAX_WAVE_DEPTH) return this.value();
    const open = this.#open(')');
    const payload = this.value();
    this.#close(open);
    return payload;
  }

  /** tuple ::= '(' values-seq ','? ws ')' */
  #tuple(): WaveNode {
    const { items, at } = this.#items(')');
    if (items.length > 0) return { kind: 'tuple', items, at };
    this.#cursor.findings.add(
      waveMessages.unexpectedToken.at(at, { expected: 'a value', found: '`()`' }, {
        help: ['a tuple has at least one value'],
      }), // prettier-ignore
    );
    return { kind: 'error', at };
  }

  /** list ::= '[' ws ']' | '[' values-seq ','? ws ']' */
  #list(): WaveNode {
    return { kind: 'list', ...this.#items(']') };
  }

  #items(closer: Mark): { items: readonly WaveNode[]; at: Span } {
    const open = this.#open(closer);
    const items: WaveNode[] = [];
    this.#sequence(closer, () => items.push(this.value()));
    return { items, at: this.#close(open) };
  }

  /**
   * flags ::= '{' ws '}' | '{' flags-seq ','? ws '}'
   * record ::= '{' ws ':' ws '}' | '{' record-fields ','? ws '}'
   */
  #recordOrFlags(): WaveNode {
    const open = this.#open('}');
    if (this.#cursor.peek().kind === ':') {
      this.#cursor.take();
      return { kind: 'record', fields: [], at: this.#close(open) };
    }
    const fields: WaveField[] = [];
    const labels: WaveLabel[] = [];
    const form: { isRecord: boolean | null } = { isRecord: null };
    this.#sequence('}', () => {
      const label = this.#label(
        form.isRecord === null ? 'a field or flag' : form.isRecord ? 'a field' : 'a flag',
      );
      if (label === null) return;
      form.isRecord ??= this.#cursor.peek().kind === ':';
      if (form.isRecord) {
        if (!this.#expect(':')) return;
        fields.push({ label, value: this.value() });
      } else labels.push(label);
    });
    const at = this.#close(open);
    if (form.isRecord !== true) {
      this.#checkDuplicates('flag', labels);
      return { kind: 'flags', labels, at };
    }
    this.#checkDuplicates('field', fields.map(({ label }) => label)); // prettier-ignore
    return { kind: 'record', fields, at };
  }

  #checkDuplicates(sort: 'field' | 'flag', labels: readonly WaveLabel[]): void {
    const first = new Map<string, WaveLabel>();
    for (const label of labels) {
      const earlier = first.get(label.name);
      if (earlier === undefined) first.set(label.name, label);
      else {
        this.#cursor.findings.add(
          waveMessages.duplicateLabel.at(label.at, { sort, label: label.name }, {
            secondary: [{ at: earlier.at, label: 'given here already' }],
          }), // prettier-ignore
        );
      }
    }
  }

  /** Calls `item` for each of a sequence with commas, up to `closer`, which stays. A last comma may be there. */
  #sequence(closer: Mark, item: () => void): void {
    const isAtEnd = (): boolean => {
      const { kind } = this.#cursor.peek();
      return kind === closer || kind === 'end';
    };
    while (!isAtEnd()) {
      item();
      if (isAtEnd()) return;
      if (this.#cursor.peek().kind !== ',') {
        this.#unexpected(`\`,\` or \`${closer}\``);
        this.#skipItem();
      }
      if (this.#cursor.peek().kind !== ',') return;
      this.#cursor.take();
    }
  }

  /** Skips what is left of a faulty item: up to a comma or bracket that is not its own. */
  #skipItem(): void {
    let depth = 0;
    for (;;) {
      const { kind } = this.#cursor.peek();
      if (kind === 'end' || (depth === 0 && (kind === ',' || CLOSERS.has(kind)))) return;
      if (CLOSER_OF.has(kind)) depth++;
      else if (CLOSERS.has(kind)) depth--;
      this.#cursor.take();
    }
  }

  #open(closer: Mark): Token {
    this.#closers.push(closer);
    return this.#cursor.take();
  }

  /** Takes the bracket that closes what `open` opened, and gives the span of both. */
  #close(open: Token): Span {
    const closer = this.#closers.pop() ?? ')';
    const { kind } = this.#cursor.peek();
    if (kind === closer) this.#cursor.take();
    else {
      this.#unexpected(`\`${closer}\``, [
        { at: this.#cursor.span(open.start, open.end), label: 'opened here' },
      ]);
      this.#skipItem();
      const next = this.#cursor.peek().kind;
      // The bracket of an enclosing value stays: then this one is missing. Another is one that was mistyped.
      if (next === closer || (CLOSERS.has(next) && !this.#closers.some((outer) => outer === next))) {
        this.#cursor.take();
      }
    }
    return this.#cursor.span(open.start, this.#cursor.offset);
  }

  #expect(mark: Mark): boolean {
    if (this.#cursor.peek().kind === mark) {
      this.#cursor.take();
      return true;
    }
    this.#unexpected(`\`${mark}\``);
    return false;
  }

  #label(expected: string): WaveLabel | null {
    const { kind } = this.#cursor.peek();
    if (kind === 'label') return this.#takeLabel();
    if (kind === 'fault') this.#faultAt = this.#cursor.take().end;
    else this.#unexpected(expected);
    return null;
  }

  #takeLabel(): WaveLabel {
    const token = this.#cursor.take();
    const text = this.#text(token);
    const escaped = text.startsWith('%');
    return { name: escaped ? text.slice(1) : text, escaped, at: this.#cursor.span(token.start, token.end) };
  }

  #text({ start, end }: Token): string {
    return this.#cursor.file.text.slice(start, end);
  }

  #unexpected(expected: string, secondary: readonly Label[] = []): void {
    const token = this.#cursor.peek();
    if (token.kind === 'fault' || token.start === this.#faultAt) return;
    this.#faultAt = token.start;
    const at = this.#cursor.span(token.start, token.end);
    const found = this.#cursor.describe(token);
    this.#cursor.findings.add(waveMessages.unexpectedToken.at(at, { expected, found }, { secondary }));
  }
}
