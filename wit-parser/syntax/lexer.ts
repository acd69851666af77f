import type { SourceFile } from '../../base/index.js';
import { codePointName, continuesWord, forbiddenCodePoints, startsWord, unitsOf } from './code-points.js';
import { Faults } from './faults.js';
import { syntaxMessages } from './messages.js';
import type { StringFault } from './string-literal.js';
import { scanString } from './string-literal.js';
import {
  END_OF_FILE,
  ID,
  INTEGER,
  ODD_ID,
  STRING_LITERAL,
  TOKEN_KINDS,
  hashStep,
  kindIndex,
  wordKind,
} from './token-kinds.js';
import { changedPart } from './text-change.js';
import { TokenTable } from './token-table.js';

/** More than any file a person or a generator writes; a table of so many tokens still fits in memory. */
const MAX_TOKENS = 5_000_000;

const MAX_FORBIDDEN_REPORTED = 20;

/** What a character below U+0080 starts. */
const BAD = 0;
const SPACE = 1;
const PUNCTUATION = 2;
const WORD = 3;
const DIGIT = 4;
const SLASH = 5;
const MINUS = 6;
const PERCENT = 7;
const QUOTE = 8;

/** What a character continues a word with. */
const PLAIN_PART = 1;
const HYPHEN_PART = 2;
const ODD_PART = 3;

const HYPHEN = 0x2d;
const LINE_END = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = 0xfeff;

const startClass = new Uint8Array(128);
const wordPart = new Uint8Array(128);
const punctuationKind = new Uint8Array(128);

function fillTables(): void {
  for (const unit of [0x20, 0x09, 0x0a]) startClass[unit] = SPACE;
  for (let unit = 0; unit < 128; unit += 1) {
    const character = String.fromCharCode(unit);
    if (/[a-zA-Z_]/.test(character)) startClass[unit] = WORD;
    if (/[0-9]/.test(character)) startClass[unit] = DIGIT;
    if (/[a-z0-9]/.test(character)) wordPart[unit] = PLAIN_PART;
    if (/[A-Z_]/.test(character)) wordPart[unit] = ODD_PART;
  }
  for (const character of '=,:;(){}<>*.@+') {
    startClass[character.charCodeAt(0)] = PUNCTUATION;
    punctuationKind[character.charCodeAt(0)] = TOKEN_KINDS.indexOf(character as ',');
  }
  wordPart[HYPHEN] = HYPHEN_PART;
  startClass[0x2f] = SLASH;
  startClass[HYPHEN] = MINUS;
  startClass[0x25] = PERCENT;
  startClass[0x22] = QUOTE;
}

fillTables();

const SLASH_KIND = kindIndex('/');
const MINUS_KIND = kindIndex('-');
const ARROW_KIND = kindIndex('->');

class Lexer {
  readonly table: TokenTable;
  private readonly text: string;
  private readonly faults: Faults;
  private at = 0;

  constructor(text: string, faults: Faults) {
    this.text = text;
    this.faults = faults;
    this.table = new TokenTable(text);
  }

  run(): TokenTable {
    const { text } = this;
    this.reportForbidden(0, text.length);
    this.scan(() => false);
    this.table.tokens.push(END_OF_FILE, text.length, text.length);
    return this.table;
  }

  /**
   * Takes over the ranges of an older table before and behind what is not the same in both texts. Between tokens, what
   * follows depends on the text ahead alone.
   */
  runBeside(before: TokenTable): TokenTable {
    const { text, table } = this;
    const shift = text.length - before.text.length;
    const changed = changedPart(before.text, text);
    const kept = changed.start - LOOK_AHEAD;
    table.tokens.append(before.tokens, 0, before.tokens.countUpTo(kept), 0);
    table.comments.append(before.comments, 0, before.comments.countUpTo(kept), 0);
    const start = Math.max(table.tokens.lastEnd, table.comments.lastEnd);
    this.at = start;
    this.scan(() => this.at >= changed.end && before.startsAt(this.at - shift));
    this.reportForbidden(start, this.at);
    const rest = this.at - shift;
    table.tokens.append(before.tokens, before.tokens.firstFrom(rest), before.tokens.count, shift);
    table.comments.append(before.comments, before.comments.firstFrom(rest), before.comments.count, shift);
    return table;
  }

  private scan(isDone: () => boolean): void {
    const { text } = this;
    const { tokens } = this.table;
    if (this.at === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK) this.at = 1;
    while (this.at < text.length && !isDone()) {
      if (tokens.count >= MAX_TOKENS) {
        this.faults.report(syntaxMessages.tooManyTokens, this.at, text.length, { limit: MAX_TOKENS });
        this.table.errorRuns.push({ start: this.at, end: text.length });
        break;
      }
      this.scanToken();
    }
  }

  private scanToken(): void {
    const start = this.at;
    const unit = this.text.charCodeAt(start);
    switch (unit < 128 ? startClass[unit] : BAD) {
      case SPACE:
        this.at += 1;
        return;
      case WORD:
        this.scanWord(start);
        return;
      case PUNCTUATION:
        this.at += 1;
        this.table.tokens.push(punctuationKind[unit] ?? 0, start, this.at);
        return;
      case SLASH:
        this.scanSlash(start);
        return;
      case DIGIT:
        this.scanInteger(start);
        return;
      case MINUS:
        this.at += this.text.charCodeAt(start + 1) === 0x3e ? 2 : 1;
        this.table.tokens.push(this.at === start + 2 ? ARROW_KIND : MINUS_KIND, start, this.at);
        return;
      case PERCENT:
        this.scanEscapedName(start);
        return;
      case QUOTE:
        this.scanString(start);
        return;
      default:
        this.scanOther(start, unit);
    }
  }

  private scanWord(start: number): void {
    const { text } = this;
    let hash = 0;
    let at = start;
    let last = 0;
    let odd = false;
    for (;;) {
      const unit = text.charCodeAt(at);
      const part = unit < 128 ? (wordPart[unit] ?? 0) : 0;
      if (part === 0) break;
      if (part !== PLAIN_PART && (part === ODD_PART || last === HYPHEN_PART)) odd = true;
      last = part;
      hash = hashStep(hash, unit);
      at += 1;
    }
    // A word with a letter beyond ASCII is one word, and no name: the parser says so where a name is read.
    this.at = text.charCodeAt(at) >= 128 ? this.endOfWord(at) : at;
    const isOdd = odd || last === HYPHEN_PART || this.at > at;
    const kind = this.at > at ? ID : wordKind(text, start, at, hash);
    this.table.tokens.push(kind === ID && isOdd ? ODD_ID : kind, start, this.at);
  }

  /** The end of the word that goes on at `from`, where characters beyond ASCII may follow. */
  private endOfWord(from: number): number {
    const { text } = this;
    let at = from;
    for (let code = text.codePointAt(at); code !== undefined; code = text.codePointAt(at)) {
      if (code < 128 ? wordPart[code] === 0 : !continuesWord(code)) break;
      at += unitsOf(code);
    }
    return at;
  }

  private scanInteger(start: number): void {
    let at = start + 1;
    while (startClass[this.text.charCodeAt(at)] === DIGIT) at += 1;
    this.at = at;
    this.table.tokens.push(INTEGER, start, at);
  }

  private scanEscapedName(start: number): void {
    const code = this.text.codePointAt(start + 1) ?? 0;
    const startsName = code < 128 ? startClass[code] === WORD || code === HYPHEN : startsWord(code);
    this.at = startsName ? this.endOfWord(start + 1) : start + 1;
    this.table.tokens.push(ODD_ID, start, this.at);
  }

  private scanSlash(start: number): void {
    const next = this.text.charCodeAt(start + 1);
    if (next === 0x2f) this.scanLineComment(start);
    else if (next === 0x2a) this.scanBlockComment(start);
    else {
      this.at += 1;
      this.table.tokens.push(SLASH_KIND, start, this.at);
    }
  }

  private scanLineComment(start: number): void {
    const { text } = this;
    const newline = text.indexOf('\n', start);
    const lineEnd = newline === -1 ? text.length : newline;
    const isCrlf = newline !== -1 && text.charCodeAt(newline - 1) === CARRIAGE_RETURN;
    this.at = lineEnd;
    this.table.comments.push(0, start, isCrlf ? lineEnd - 1 : lineEnd);
  }

  /** Block comments nest. */
  private scanBlockComment(start: number): void {
    const { text } = this;
    const mark = /\/\*|\*\//g;
    mark.lastIndex = start + 2;
    let depth = 1;
    while (depth > 0) {
      const match = mark.exec(text);
      if (match === null) {
        this.faults.report(syntaxMessages.unterminatedComment, start, start + 2, { open: depth });
        this.at = text.length;
        this.table.comments.push(0, start, text.length);
        return;
      }
      depth += match[0] === '/*' ? 1 : -1;
    }
    this.at = mark.lastIndex;
    this.table.comments.push(0, start, this.at);
  }

  private scanString(start: number): void {
    const { end, fault } = scanString(this.text, start);
    if (fault !== null) this.reportString(fault);
    this.at = end;
    this.table.tokens.push(STRING_LITERAL, start, end);
  }

  private reportString(fault: StringFault): void {
    const { start, end } = fault;
    if (fault.kind === 'unterminated') this.faults.report(syntaxMessages.unterminatedString, start, end, {});
    else if (fault.kind === 'bad-escape') this.faults.report(syntaxMessages.invalidEscape, start, end, fault);
    // Other control characters are refused wherever they stand.
    else if (this.text.charAt(start) === '\t') this.faults.report(syntaxMessages.tabInString, start, end, {});
  }

  /** A line end of two characters, a word that starts beyond ASCII, or a run of characters that begin no token. */
  private scanOther(start: number, unit: number): void {
    const { text } = this;
    if (unit === CARRIAGE_RETURN && text.charCodeAt(start + 1) === LINE_END) {
      this.at += 2;
      return;
    }
    const code = text.codePointAt(start) ?? 0;
    if (code >= 128 && startsWord(code)) {
      this.at = this.endOfWord(start);
      this.table.tokens.push(ODD_ID, start, this.at);
      return;
    }
    this.at = this.endOfErrorRun(start);
    this.table.errorRuns.push({ start, end: this.at });
    this.reportErrorRun(start, code);
  }

  private endOfErrorRun(start: number): number {
    const { text } = this;
    let at = start;
    for (let code = text.codePointAt(at); code !== undefined; code = text.codePointAt(at)) {
      const isBad = code < 128 ? startClass[code] === BAD && code !== CARRIAGE_RETURN : !startsWord(code);
      if (!isBad && at > start) break;
      at += unitsOf(code);
    }
    return at;
  }

  private reportErrorRun(start: number, code: number): void {
    const isReported = forbiddenCodePoints(this.text.slice(start, this.at), 1).length > 0;
    if (isReported) return;
    const isVisible = code > 0x20 && code !== BYTE_ORDER_MARK;
    const character = isVisible ? String.fromCodePoint(code) : codePointName(code);
    this.faults.report(syntaxMessages.invalidCharacter, start, this.at, { character });
  }

  private reportForbidden(start: number, end: number): void {
    const found = forbiddenCodePoints(this.text.slice(start, end), MAX_FORBIDDEN_REPORTED);
    for (const { kind, at, name } of found) {
      const args = { kind, codePoint: name };
      this.faults.report(syntaxMessages.forbiddenCodePoint, start + at, start + at + 1, args);
    }
  }
}

/** Cuts `text` into tokens and comments; what is wrong with them goes to `faults`. Never throws. */
export function lex(text: string, faults: Faults): TokenTable {
  return new Lexer(text, faults).run();
}

/** So many characters behind a token the lexer may have looked at: one beyond ASCII has two units, and so has a line end. */
const LOOK_AHEAD = 2;

/**
 * As `lex`, with the tokens of another text, in which nothing is wrong: where the two are the same, it is not read
 * again. Null if something is wrong here.
 */
export function lexBeside(source: SourceFile, before: TokenTable): TokenTable | null {
  const faults = new Faults(source);
  const table = new Lexer(source.text, faults).runBeside(before);
  return faults.count === 0 ? table : null;
}
