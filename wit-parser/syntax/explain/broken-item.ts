import type { DiagnosticDefinition, DiagnosticDetails, Fix, Label } from '../../../base/index.js';
import type { Faults } from '../faults.js';
import type { Failure } from '../grammar/grammar-base.js';
import type { Container } from '../layout/container.js';
import type { Layout } from '../layout/layout.js';
import { KEYWORD_COUNT } from '../token-kinds.js';
import type { TokenTable } from '../token-table.js';
import type { TokenKind } from '../tree.js';

/** The tokens `[start, end)` that were read as one item, and the braces in which it stands. */
export interface Window {
  readonly container: Container;
  readonly start: number;
  readonly end: number;
}

/** A place for a diagnostic, and what else to say there. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly secondary: readonly Label[];
}

/** A broken item, seen from where the grammar gave up: what its explanations have in common. */
export class BrokenItem {
  readonly table: TokenTable;
  readonly layout: Layout;
  readonly failure: Failure;
  readonly window: Window;
  private readonly faults: Faults;

  constructor(text: { table: TokenTable; layout: Layout; faults: Faults }, failure: Failure, window: Window) {
    this.table = text.table;
    this.layout = text.layout;
    this.faults = text.faults;
    this.failure = failure;
    this.window = window;
  }

  /** Index of the token that does not fit. */
  get at(): number {
    return this.failure.at;
  }

  /** The rule that failed; for a missing name, the rule that wanted it. */
  get rule(): string {
    const { rules } = this.failure;
    const last = rules.at(-1) ?? '';
    return last === 'name' ? (rules.at(-2) ?? last) : last;
  }

  get wantsName(): boolean {
    return this.failure.rules.at(-1) === 'name';
  }

  kind(ahead = 0): TokenKind {
    return this.layout.kind(this.at + ahead);
  }

  text(ahead = 0): string {
    return this.table.textAt(this.at + ahead);
  }

  isKeyword(ahead = 0): boolean {
    return this.table.kindAt(this.at + ahead) < KEYWORD_COUNT;
  }

  /** Whether the item ended where something was still to come. */
  get isAtEnd(): boolean {
    return this.at >= this.window.end;
  }

  /** The token that does not fit, in words. */
  found(): string {
    return describeToken(this.table, this.layout, this.at);
  }

  /** The place of the unfitting token; behind the item, where that has ended too early. */
  place(): Place {
    if (this.isAtEnd) return this.gap();
    return { start: this.table.startAt(this.at), end: this.table.endAt(this.at), secondary: [] };
  }

  /** The place behind the last fitting token, where something is missing. What was found is labelled if it is far. */
  gap(): Place {
    const behind = this.at === 0 ? 0 : this.table.endAt(this.at - 1);
    const start = this.table.startAt(this.at);
    const isNear = !this.isAtEnd && this.layout.indent(this.at) === null;
    const label = { at: this.faults.span(start, this.table.endAt(this.at)), label: `found ${this.found()}` };
    return { start: behind, end: behind, secondary: isNear ? [] : [label] };
  }

  report<Args>(
    definition: DiagnosticDefinition<Args>,
    place: Place,
    args: Args,
    details: DiagnosticDetails = {},
  ): void {
    const secondary = [...place.secondary, ...(details.secondary ?? [])];
    this.faults.report(definition, place.start, place.end, args, { ...details, secondary });
  }

  /** A fix that puts `text` over `[start, end)`. */
  fix(
    title: string,
    start: number,
    end: number,
    text: string,
    applicability: Fix['applicability'] = 'maybe',
  ): Fix {
    return { title, applicability, edits: [{ at: this.faults.span(start, end), text }] };
  }

  label(index: number, label: string): Label {
    return { at: this.faults.span(this.table.startAt(index), this.table.endAt(index)), label };
  }
}

/** A token in words: `` `;` ``, `` the keyword `record` ``, `` the name `foo` ``, `the end of the file`. */
export function describeToken(table: TokenTable, layout: Layout, index: number): string {
  const kind = layout.kind(index);
  if (kind === 'eof') return 'the end of the file';
  const text = shortened(table.textAt(index));
  if (kind === 'id') return `the name \`${text}\``;
  if (kind === 'integer') return `the number \`${text}\``;
  if (kind === 'string-literal') return 'a string';
  return table.kindAt(index) < KEYWORD_COUNT && kind !== '_' ? `the keyword \`${text}\`` : `\`${text}\``;
}

const MAX_SHOWN = 40;

function shortened(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}

/** Tries to explain a broken item; false where it is not its business. */
export type Explanation = (item: BrokenItem) => boolean;
