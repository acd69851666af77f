import type { IParserErrorMessageProvider, IToken, ParserMethod } from 'chevrotain';
import { EmbeddedActionsParser } from 'chevrotain';
import type {
  Check,
  DiagnosticDefinition,
  DiagnosticDetails,
  SourceFile,
  Span,
} from '../../../base/index.js';
import { isLabel } from '../../../base/index.js';
import type { Faults } from '../faults.js';
import { invalidName } from '../name-faults.js';
import { END_OF_FILE, ODD_ID } from '../token-kinds.js';
import { TokenTable } from '../token-table.js';
import type { Id, MissingNode, Node } from '../tree.js';
import { inputTokens, kindOfTerminal, terminal, vocabulary } from './terminals.js';

/** A rule of the grammar: called as a function it starts a parse, through `SUBRULE` it is part of one. */
// eslint-disable-next-line typescript/no-explicit-any
export type Rule<T> = ParserMethod<any[], T>;

/** Where and why the parser could not go on. */
export interface Failure {
  /** Index of the token that does not fit. */
  readonly at: number;
  /** Names of the rules that were open, outermost first. */
  readonly rules: readonly string[];
  /** The kind of token that had to come; null where several could. */
  readonly expected: string | null;
  /** Set where the grammar's actions gave up, not its rules. */
  readonly reason: FailureReason | null;
}

export type FailureReason =
  'type-nesting' | 'package-nesting' | 'accessor' | 'attribute-arguments' | 'attribute-key';

/** Ends a parse from inside an action. */
class GiveUp extends Error {
  override readonly name = 'GiveUp';
}

/** Makes the node of an item that broke off, out of what was read of it. */
export type Draft<T extends Node = Node> = (end: number) => T;

/** Notes where the parser stood: Chevrotain's exceptions carry the token, and ours have no place. */
class FailureNotes implements IParserErrorMessageProvider {
  position: () => number = () => 0;
  at = 0;
  expected: string | null = null;

  private note(expected: string | null): string {
    this.at = this.position();
    this.expected = expected;
    return expected ?? 'one of several tokens';
  }

  buildMismatchTokenMessage({ expected }: { expected: { name: string } }): string {
    return this.note(kindOfTerminal(expected.name));
  }

  buildNotAllInputParsedMessage(): string {
    return this.note('eof');
  }

  buildNoViableAltMessage(): string {
    return this.note(null);
  }

  buildEarlyExitMessage(): string {
    return this.note(null);
  }
}

const NO_SOURCE: SourceFile = { path: '', text: '' };
const NO_TEXT = new TokenTable('');

/**
 * What all parts of the grammar share: the token table under Chevrotain's parser, places, names and failures.
 *
 * Chevrotain gets one shared token object per kind; a token's place is its index, which `currIdx` gives.
 */
export class GrammarBase extends EmbeddedActionsParser {
  /** Index of the token consumed last: of Chevrotain's lexer adapter, which its typings leave out. */
  declare protected currIdx: number;
  protected table: TokenTable = NO_TEXT;
  protected faults: Faults | null = null;
  private cancel: Check | null = null;
  private readonly notes: FailureNotes;
  private gaveUp: { at: number; reason: FailureReason } | null = null;
  /** What is known of the item that is being read. */
  draft: Draft | null = null;
  protected typeDepth = 0;
  protected packageDepth = 0;

  constructor(validate: boolean) {
    const notes = new FailureNotes();
    super(vocabulary, {
      recoveryEnabled: false,
      maxLookahead: 1,
      skipValidations: !validate,
      errorMessageProvider: notes,
    });
    this.notes = notes;
    notes.position = () => this.currIdx + 1;
  }

  /** Chevrotain's hook: it would pad the input, which `load` has done once for all. */
  protected onBeforeParse(): void {}

  /** Chevrotain's hook: it would demand the end of the input, where a rule is run on a part of it. */
  protected onAfterParse(): void {}

  /** Makes `table` the input of the runs that follow. */
  load(table: TokenTable, faults: Faults, check: Check | null): void {
    this.table = table;
    this.faults = faults;
    this.cancel = check;
    const { kinds, count } = table.tokens;
    const eof = inputTokens[END_OF_FILE] as IToken;
    const input: IToken[] = [];
    for (let index = 0; index < count; index += 1)
      input.push(inputTokens[kinds[index] ?? END_OF_FILE] ?? eof);
    input.push(eof);
    this.input = input;
  }

  /** Lets go of the input. */
  unload(): void {
    this.input = [];
    this.table = NO_TEXT;
    this.faults = null;
    this.draft = null;
    this.cancel = null;
  }

  /**
   * Runs `rule` on the tokens `[from, limit)`, as if the text ended there.
   * Returns what it made and the index behind its last token, or where it failed.
   */
  run<T>(
    rule: Rule<T>,
    from: number,
    limit: number,
    args: readonly unknown[] = [],
  ): { value: T; next: number } | Failure {
    const { input } = this;
    const atLimit = input[limit];
    this.reset();
    this.draft = null;
    this.gaveUp = null;
    this.typeDepth = 0;
    this.packageDepth = 0;
    this.currIdx = from - 1;
    input[limit] = inputTokens[END_OF_FILE] as IToken;
    try {
      const value = rule.apply(this, [...args]);
      return this.failure() ?? { value, next: this.currIdx + 1 };
    } catch (error) {
      if (!(error instanceof GiveUp)) throw error;
      return this.failure() ?? { at: from, rules: [], expected: null, reason: null };
    } finally {
      if (atLimit !== undefined) input[limit] = atLimit;
    }
  }

  private failure(): Failure | null {
    const { gaveUp } = this;
    if (gaveUp !== null) return { ...gaveUp, rules: [], expected: null };
    const [error] = this.errors;
    if (error === undefined) return null;
    return { at: this.notes.at, rules: error.context.ruleStack, expected: this.notes.expected, reason: null };
  }

  /** Ends the run at the next token. */
  protected giveUp(reason: FailureReason): never {
    this.gaveUp = { at: this.currIdx + 1, reason };
    throw new GiveUp(reason);
  }

  protected checkCancelled(): void {
    this.cancel?.check();
  }

  /** Offset of the token that comes next. */
  protected nextStart(): number {
    return this.table.tokens.starts[this.currIdx + 1] ?? 0;
  }

  /** End of the token consumed last. */
  protected lastEnd(): number {
    return this.table.tokens.ends[this.currIdx] ?? 0;
  }

  protected nextText(ahead = 1): string {
    return this.table.textAt(this.currIdx + ahead);
  }

  /** The kind of a token ahead, as in `TOKEN_KINDS`. */
  protected nextKind(ahead = 1): number {
    return this.table.kindAt(this.currIdx + ahead);
  }

  protected report<Args>(
    definition: DiagnosticDefinition<Args>,
    start: number,
    end: number,
    args: Args,
    details?: DiagnosticDetails,
  ): void {
    this.faults?.report(definition, start, end, args, details);
  }

  protected spanOf(start: number, end: number): Span {
    return { file: this.faults?.source ?? NO_SOURCE, start, end };
  }

  protected missing(at: number): MissingNode {
    return { kind: 'missing', start: at, end: at };
  }

  /** The identifier just consumed. A name that breaks the rules of names is reported, and taken as it stands. */
  protected idNode(): Id {
    const index = this.currIdx;
    const start = this.table.tokens.starts[index] ?? 0;
    const end = this.table.tokens.ends[index] ?? 0;
    const text = this.table.text.slice(start, end);
    if (this.table.kindAt(index) !== ODD_ID) return { kind: 'id', start, end, name: text, escaped: false };
    const escaped = text.startsWith('%');
    const name = escaped ? text.slice(1) : text;
    if (!isLabel(name) && this.faults !== null) invalidName(this.faults, start, end, name);
    return { kind: 'id', start, end, name, escaped };
  }

  readonly name = this.RULE('name', (): Id => {
    this.CONSUME(terminal('id'));
    return this.ACTION(() => this.idNode());
  });

  /** `item , item ,` up to the closing token: a trailing comma is fine. A rule may hold one such list. */
  protected commaList(item: () => void): void {
    let more = true;
    this.MANY9({
      GATE: () => more,
      DEF: () => {
        item();
        more = false;
        this.OPTION9(() => {
          this.CONSUME9(terminal(','));
          more = true;
        });
      },
    });
  }
}
