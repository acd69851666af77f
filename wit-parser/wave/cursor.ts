import { printable, type SourceFile, type Span } from '../../base/index.js';
import type { Findings } from './findings.js';
import { charValue, multilineValue, unescaped } from './literals.js';
import { waveMessages } from './messages.js';

export type Mark = '(' | ')' | '{' | '}' | '[' | ']' | ':' | ',';

export type TokenKind = Mark | 'number' | 'label' | 'char' | 'string' | 'fault' | 'end';

/** A `fault` has been reported, and stands where a value would. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** What a char or string means. */
  readonly value: string;
}

const SPACES = /[ \t\n\r]*/y;
const MARKS = '(){}[]:,';
/** What is taken for one number, valid or not. */
const NUMBER_LIKE = /(?:[0-9]|[-+.][0-9A-Za-z.])[-+.\w]*/y;
const NUMBER = /^-?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|inf)$/;
const LABEL_LIKE = /%?[A-Za-z_][-\w]*/y;
const LABEL = /^%?(?:[a-z][a-z0-9]*|[A-Z][A-Z0-9]*)(?:-(?:[a-z0-9]+|[A-Z0-9]+))*$/;
const STRAY = /[^\s"'(){}[\]:,0-9A-Za-z_]+/uy;
/** As long as a message quotes what is in the text. */
const MOST_QUOTED = 40;

/** Reads the tokens of a text one by one, each when it is asked for, so that other syntax may stand around values. */
export class Cursor {
  readonly file: SourceFile;
  readonly findings: Findings;
  /** Behind the last token that was taken. */
  #offset = 0;
  #next: Token | null = null;

  constructor(file: SourceFile, findings: Findings) {
    this.file = file;
    this.findings = findings;
  }

  get offset(): number {
    return this.#offset;
  }

  span(start: number, end: number): Span {
    return { file: this.file, start, end };
  }

  /** The next token, which stays. */
  peek(): Token {
    this.#next ??= this.#lex(this.#skipTrivia());
    return this.#next;
  }

  take(): Token {
    const token = this.peek();
    this.#offset = token.end;
    this.#next = null;
    return token;
  }

  /** Whether `mark` comes next. What comes else is not looked at: it may be no token of WAVE. */
  isAt(mark: Mark): boolean {
    return this.file.text.charAt(this.#skipTrivia()) === mark;
  }

  /** Takes what `pattern` (sticky) matches behind white space, if it does. */
  match(pattern: RegExp): RegExpExecArray | null {
    this.#next = null;
    const at = this.#skipTrivia();
    const matcher = pattern;
    matcher.lastIndex = at;
    const found = matcher.exec(this.file.text);
    if (found !== null) this.#offset = at + found[0].length;
    return found;
  }

  /** How the next token is called in a message. */
  describe({ kind, start, end }: Token): string {
    switch (kind) {
      case 'end':
        return 'the end of the text';
      case 'string':
      case 'char':
        return `a ${kind}`;
      default:
        return `\`${this.#quote(start, end)}\``;
    }
  }

  #skipTrivia(): number {
    const { text } = this.file;
    let at = this.#offset;
    for (;;) {
      at = endOf(SPACES, text, at) ?? at;
      if (!text.startsWith('//', at)) return at;
      const lineEnd = text.indexOf('\n', at);
      at = lineEnd === -1 ? text.length : lineEnd;
    }
  }

  #lex(start: number): Token {
    const { text } = this.file;
    const first = text.charAt(start);
    if (first === '') return { kind: 'end', start, end: start, value: '' };
    if (MARKS.includes(first)) return { kind: first as Mark, start, end: start + 1, value: '' };
    if (text.startsWith('"""', start)) return this.#multiline(start);
    if (first === '"' || first === "'") return this.#quoted(start, first);
    return this.#number(start) ?? this.#label(start) ?? this.#stray(start);
  }

  #number(start: number): Token | null {
    const end = endOf(NUMBER_LIKE, this.file.text, start);
    if (end === null) return null;
    const text = this.file.text.slice(start, end);
    if (NUMBER.test(text)) return { kind: 'number', start, end, value: '' };
    this.findings.add(
      waveMessages.invalidNumber.at(this.span(start, end), { text: this.#quote(start, end) }, {
        help: [numberHelp(text)],
      }), // prettier-ignore
    );
    return { kind: 'fault', start, end, value: '' };
  }

  #label(start: number): Token | null {
    const end = endOf(LABEL_LIKE, this.file.text, start);
    if (end === null) return null;
    const text = this.file.text.slice(start, end);
    if (LABEL.test(text)) return { kind: 'label', start, end, value: '' };
    this.findings.add(
      waveMessages.invalidLabel.at(this.span(start, end), { text: this.#quote(start, end) }, {
        help: labelHelp(text),
      }), // prettier-ignore
    );
    return { kind: 'fault', start, end, value: '' };
  }

  #stray(start: number): Token {
    const end = endOf(STRAY, this.file.text, start) ?? start + 1;
    const character = `\`${this.#quote(start, end)}\``;
    this.findings.add(waveMessages.invalidCharacter.at(this.span(start, end), { character }));
    return { kind: 'fault', start, end, value: '' };
  }

  #quoted(start: number, quote: '"' | "'"): Token {
    const { text } = this.file;
    let at = start + 1;
    while (at < text.length && text.charAt(at) !== quote && text.charAt(at) !== '\n') {
      at += text.charAt(at) === '\\' && text.charAt(at + 1) !== '\n' ? 2 : 1;
    }
    if (text.charAt(at) !== quote) return this.#unterminated(start, Math.min(at, text.length), quote);
    const end = at + 1;
    const content = { text, spanOf: this.#spanOf, findings: this.findings };
    if (quote === '"') return { kind: 'string', start, end, value: unescaped(content, start + 1, at) };
    const value = charValue(content, start + 1, at);
    return { kind: value === null ? 'fault' : 'char', start, end, value: value ?? '' };
  }

  #multiline(start: number): Token {
    const { text } = this.file;
    const close = text.indexOf('"""', start + 3);
    if (close === -1) return this.#unterminated(start, text.length, '"""');
    const content = { text, spanOf: this.#spanOf, findings: this.findings };
    return { kind: 'string', start, end: close + 3, value: multilineValue(content, start + 3, close) };
  }

  #unterminated(start: number, end: number, quote: string): Token {
    const help = quote === '"' ? ['a string of several lines is written between `"""`'] : [];
    this.findings.add(waveMessages.unterminatedLiteral.at(this.span(start, end), { quote }, { help }));
    return { kind: 'fault', start, end, value: '' };
  }

  readonly #spanOf = (start: number, end: number): Span => this.span(start, end);

  #quote(start: number, end: number): string {
    const text = this.file.text.slice(start, Math.min(end, start + MOST_QUOTED));
    return printable(end - start > MOST_QUOTED ? `${text}…` : text);
  }
}

function endOf(pattern: RegExp, text: string, start: number): number | null {
  const matcher = pattern;
  matcher.lastIndex = start;
  return matcher.test(text) ? matcher.lastIndex : null;
}

function numberHelp(text: string): string {
  if (/^-nan$/i.test(text)) return 'there is one NaN, `nan`';
  if (/^[-+]?inf(?:inity)?$/i.test(text)) return 'the infinities are `inf` and `-inf`';
  if (/^-?0[xXbBoO]/.test(text) || text.includes('_')) return 'numbers are decimal, without separators';
  if (text.startsWith('+')) return 'a number has no `+` in front';
  if (/^-?0[0-9]/.test(text)) return 'a number has no zero in front';
  return 'numbers are written as in JSON: `-1`, `0.5`, `6.02e23`';
}

function labelHelp(text: string): string[] {
  if (/^nan$/i.test(text)) return ['not a number is `nan`'];
  if (/^inf(?:inity)?$/i.test(text)) return ['the infinities are `inf` and `-inf`'];
  const better = text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
  return LABEL.test(better) ? [`did you mean \`${better}\`?`] : [];
}
