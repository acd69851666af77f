import { printable, type Result, type SourceFile, type Span } from '../../../base/index.js';
import type { Cursor } from '../cursor.js';
import { Findings } from '../findings.js';
import { openText, WaveParser } from '../parse.js';
import type { WaveLabel, WaveNode } from '../tree.js';
import { callMessages } from './messages.js';
import type { CallLine, CallSegment, CallStatement, InterfacePath } from './tree.js';

const INTERFACE = /([\w:/@.+%-]*)#/y;
const LABEL = /%?(?:[a-z][a-z0-9]*|[A-Z][A-Z0-9]*)(?:-(?:[a-z0-9]+|[A-Z0-9]+))*(?![\w-])/y;
const DOT = /\./y;
const EQUALS = /=/y;
const SEMICOLON = /;/y;
const OPEN_AHEAD = /(?=\()/y;
const END = /$/y;
const FOUND = /[%\w-]+|[^]/uy;

/** For a value behind `name =`, where a call is to be. */
const SETTER_HELP = [
  'a property is set with what it is of in front: `c.size = …`, `api#size = …`, of the world `#size = …`',
];

/** Parses a line of calls. Faulty statements are reported, and left out. */
export function parseCalls(file: SourceFile): Result<CallLine> {
  const findings = new Findings();
  const cursor = openText(file, findings);
  const statements = cursor === null ? [] : new CallParser(cursor).line();
  return { value: { statements }, diagnostics: findings.diagnostics };
}

class CallParser {
  readonly #cursor: Cursor;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  line(): readonly CallStatement[] {
    const statements: CallStatement[] = [];
    while (!this.#isAtEnd()) {
      const before = this.#cursor.findings.diagnostics.length;
      const statement = this.#statement();
      if (statement !== null) statements.push(statement);
      if (this.#isAtEnd()) break;
      if (this.#cursor.match(SEMICOLON) !== null) continue;
      if (this.#cursor.findings.diagnostics.length === before) this.#unexpected('`;` or the end');
      this.#skipStatement();
    }
    if (statements.length === 0 && this.#cursor.findings.diagnostics.length === 0) this.#unexpected('a call');
    return statements;
  }

  #statement(): CallStatement | null {
    const path = this.#interface();
    const first = this.#segment('a call');
    if (first === null) return null;
    const { start } = path?.at ?? first.label.at;
    if (path === null && first.arguments === null && this.#cursor.match(EQUALS) !== null) {
      const chain = this.#chain(null, SETTER_HELP);
      return chain === null ? null : this.#finish(start, { ...chain, name: first.label, assigned: null });
    }
    const chain = this.#chain({ path, first });
    if (chain === null) return null;
    const assigned = this.#cursor.match(EQUALS) === null ? null : this.#value();
    return this.#finish(start, { ...chain, name: null, assigned });
  }

  #finish(start: number, statement: Omit<CallStatement, 'at'>): CallStatement {
    return { ...statement, at: this.#cursor.span(start, this.#cursor.offset) };
  }

  #chain(
    begun: { path: InterfacePath | null; first: CallSegment } | null,
    help: readonly string[] = [],
  ): Pick<CallStatement, 'interface' | 'segments'> | null {
    const path = begun === null ? this.#interface() : begun.path;
    const first = begun?.first ?? this.#segment('a call', help);
    if (first === null) return null;
    const segments = [first];
    while (this.#cursor.match(DOT) !== null) {
      const segment = this.#segment('a method');
      if (segment === null) return null;
      segments.push(segment);
    }
    return { interface: path, segments };
  }

  #interface(): InterfacePath | null {
    const found = this.#cursor.match(INTERFACE);
    if (found === null) return null;
    const [all, text = ''] = found;
    return { text: text.replaceAll('%', ''), at: this.#spanBack(all.length, text.length) };
  }

  #segment(expected: string, help: readonly string[] = []): CallSegment | null {
    const label = this.#label(expected, help);
    if (label === null) return null;
    const hasArguments = this.#cursor.match(OPEN_AHEAD) !== null;
    return { label, arguments: hasArguments ? new WaveParser(this.#cursor).arguments() : null };
  }

  #label(expected: string, help: readonly string[]): WaveLabel | null {
    const found = this.#cursor.match(LABEL);
    if (found === null) {
      this.#unexpected(expected, help);
      return null;
    }
    const [text] = found;
    const escaped = text.startsWith('%');
    return { name: escaped ? text.slice(1) : text, escaped, at: this.#spanBack(text.length, text.length) };
  }

  #value(): WaveNode {
    return new WaveParser(this.#cursor).value();
  }

  /** The span of the first `length` of the `taken` units that were taken last. */
  #spanBack(taken: number, length: number): Span {
    const start = this.#cursor.offset - taken;
    return this.#cursor.span(start, start + length);
  }

  #isAtEnd(): boolean {
    return this.#cursor.match(END) !== null;
  }

  #unexpected(expected: string, help: readonly string[] = []): void {
    const { offset } = this.#cursor;
    const [text = ''] = this.#cursor.match(FOUND) ?? [];
    const at = text === '' ? this.#cursor.span(offset, offset) : this.#spanBack(text.length, text.length);
    const found = text === '' ? 'the end of the text' : `\`${printable(text.slice(0, 40))}\``;
    this.#cursor.findings.add(callMessages.unexpectedToken.at(at, { expected, found }, { help }));
  }

  /** Skips to behind the next `;`. One in a string may be taken for it: what follows a fault is a guess. */
  #skipStatement(): void {
    this.#cursor.match(/[^;]*;?/y);
  }
}
