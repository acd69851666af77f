import type { Check } from '../../../base/index.js';
import { describeToken } from '../explain/broken-item.js';
import { explainFailure } from '../explain/explain-failure.js';
import { reportUnclosed, reportUnexpectedBrace } from '../explain/brace-faults.js';
import type { Faults } from '../faults.js';
import type { Failure, Rule } from '../grammar/grammar-base.js';
import type { WitGrammar } from '../grammar/wit-grammar.js';
import { MAX_PACKAGE_DEPTH } from '../grammar/wit-grammar.js';
import { syntaxMessages } from '../messages.js';
import type { TokenTable } from '../token-table.js';
import type { ErrorNode, FileItem, Node } from '../tree.js';
import type { Container } from '../layout/container.js';
import {
  belongsToSibling,
  closes,
  closesOuter,
  fileContainer,
  leaves,
  openContainer,
  standsForBrace,
} from '../layout/container.js';
import { type Item, bracedNode } from './braced-node.js';
import { guessHead, guessInlineHead } from './guess-head.js';
import { type HeadEnd, headEnd, inlineHeadEnd } from './heads.js';
import type { Level } from '../layout/item-starts.js';
import { skipAttributes } from '../layout/item-starts.js';
import { Layout } from '../layout/layout.js';
import { NameRoles } from './name-roles.js';
import { type Head, HeadReader } from './read-head.js';
import { endOfBrokenItem } from './resync.js';

/** Behind so many broken items, all reported, a file is no WIT, and the rest of it is passed over. */
const MAX_BROKEN_ITEMS = 1000;

const LEVEL_INSIDE: Readonly<Record<Head['kind'], Level>> = {
  interface: 'interface',
  world: 'world',
  'nested-package': 'file',
  resource: 'resource',
  import: 'interface',
  export: 'interface',
};

const HEADS_IN: Readonly<Record<Level, readonly Head['kind'][]>> = {
  file: ['interface', 'world', 'nested-package'],
  world: ['import', 'export', 'resource'],
  interface: ['resource'],
  resource: [],
};

function isFailure(result: { readonly value: unknown } | Failure): result is Failure {
  return !('value' in result);
}

/** The tokens of a broken item, and the number of faults that were known in front of it. */
interface BrokenRange {
  readonly start: number;
  readonly end: number;
  readonly known: number;
}

/** Whether an item broke off at its path: half of a path names another thing. */
function hasDoubtfulPath(node: Item): boolean {
  if (node.kind === 'use') return node.names.length === 0;
  return (
    node.kind === 'include' ||
    node.kind === 'top-level-use' ||
    node.kind === 'import' ||
    node.kind === 'export'
  );
}

/**
 * Reads a file that the grammar refuses, item by item: each is read within bounds of its own, so that an error stays
 * in its item and is told once. What cannot be read becomes `error` nodes.
 */
class Recovery {
  private readonly table: TokenTable;
  private readonly layout: Layout;
  private readonly grammar: WitGrammar;
  private readonly faults: Faults;
  private readonly lexicalFaults: Faults;
  private readonly cancel: Check | null;
  private readonly heads: HeadReader;
  private readonly roles: NameRoles;
  private at = 0;
  private packageDepth = 0;
  private brokenItems = 0;
  private unclosedReported = false;
  /** Index of the `}` that was last found to close nothing. */
  private strayBraceAt = -1;

  constructor(table: TokenTable, grammar: WitGrammar, faults: Faults, cancel: Check | null) {
    this.table = table;
    this.layout = new Layout(table);
    this.grammar = grammar;
    this.faults = faults;
    this.lexicalFaults = faults.copy();
    this.cancel = cancel;
    this.roles = new NameRoles(this.layout);
    this.heads = new HeadReader(this.layout, grammar, faults);
  }

  file(): readonly FileItem[] {
    return this.items(fileContainer(this.layout)) as readonly FileItem[];
  }

  /** The items of `container`, up to its end: a `}`, an item of an outer container, or the end of the file. */
  private items(container: Container): readonly Item[] {
    const items: Item[] = [];
    while (this.at < this.table.count) {
      if (this.brokenItems >= MAX_BROKEN_ITEMS) items.push(this.errorNode(this.at, this.table.count));
      else if (this.layout.kind(this.at) === '}') {
        const isOuter = closesOuter(this.layout, container, this.at);
        if (isOuter || closes(this.layout, container, this.at)) return items;
        items.push(this.strayBrace());
      } else if (standsForBrace(this.layout, container, this.at)) return items;
      else if (leaves(this.layout, container, this.at)) return items;
      else items.push(...this.item(container, items.length === 0));
    }
    return items;
  }

  private strayBrace(): ErrorNode {
    const { at } = this;
    this.brokenItems += 1;
    this.strayBraceAt = at;
    reportUnexpectedBrace(this.faults, this.table, at);
    return this.errorNode(at, at + 1);
  }

  /** The tokens `[from, to)`, which must be some, as one node. */
  private errorNode(from: number, to: number): ErrorNode {
    this.at = to;
    return { kind: 'error', start: this.table.startAt(from), end: this.table.endAt(to - 1) };
  }

  private item(container: Container, isFirst: boolean): readonly Item[] {
    this.cancel?.check();
    const start = this.at;
    if (container.level === 'file') return this.fileItem(container, isFirst);
    if (container.hasMisplaced && belongsToSibling(this.layout, container, start)) {
      return [this.misplaced(container, start)];
    }
    const known = this.faults.count;
    const attempt = this.grammar.run(this.ruleOf(container.level), start, this.table.count);
    if (!isFailure(attempt) && !this.hasSwallowed(container, start, attempt.next)) {
      this.at = attempt.next;
      return [attempt.value];
    }
    this.faults.truncate(known);
    const braced = this.braced(container, start);
    if (braced !== null) return [braced];
    const inline = container.level === 'world' ? inlineHeadEnd(this.layout, start) : null;
    if (inline !== null) return [this.brokenInline(container, start, inline)];
    return this.broken(
      container,
      this.ruleOf(container.level),
      start,
      endOfBrokenItem(this.layout, container, start),
    );
  }

  /** Reads an item of a world in an interface, or the other way round. That it is misplaced has been said before. */
  private misplaced(container: Container, start: number): ErrorNode {
    const level = container.level === 'world' ? 'interface' : 'world';
    this.item({ ...container, level }, false);
    return this.errorNode(start, this.at);
  }

  private ruleOf(level: Level): Rule<Item> {
    if (level === 'interface') return this.grammar.interfaceItem;
    if (level === 'world') return this.grammar.worldItem;
    return level === 'resource' ? this.grammar.resourceItem : this.grammar.fileItem;
  }

  /**
   * Whether the item at `[start, next)`, which the grammar accepts, has taken the brace of its container: the text goes
   * on outside, and the brace stands where the container begins.
   */
  private hasSwallowed(container: Container, start: number, next: number): boolean {
    const { column, parent } = container;
    const braceIndent = this.layout.indent(next - 1);
    if (this.layout.kind(next - 1) !== '}' || braceIndent === null || column === null || parent === null)
      return false;
    const itemIndent = this.layout.indent(start);
    if (braceIndent > column || itemIndent === null || itemIndent <= column) return false;
    const nextIndent = this.layout.indent(next);
    if (this.layout.kind(next) === '}') {
      return !closes(this.layout, container, next) || this.isBraceOfParent(container, nextIndent);
    }
    return next >= this.table.count || (nextIndent !== null && nextIndent <= column);
  }

  /** Whether a `}` with this indent stands where the one of the container around belongs. */
  private isBraceOfParent({ column, parent }: Container, indent: number | null): boolean {
    const outer = parent?.column ?? null;
    return outer !== null && column !== null && indent !== null && indent <= outer && outer < column;
  }

  private fileItem(container: Container, isFirst: boolean): readonly Item[] {
    const start = this.at;
    const known = this.faults.count;
    const braced = this.braced(container, start);
    if (braced !== null) return [braced];
    const keyword = this.layout.kind(skipAttributes(this.layout, start));
    const plain =
      keyword === 'package' || keyword === 'use' ? this.plainFileItem(container, start, isFirst) : null;
    if (plain !== null) return [plain];
    const end = headEnd(this.layout, container, start);
    if (end === null) {
      const limit = endOfBrokenItem(this.layout, container, start);
      return this.broken(container, this.grammar.fileItem, start, limit);
    }
    const guess = guessHead(this.layout, this.roles, start, end);
    const failed = this.grammar.run(this.grammar.fileItem, start, end.bodyStart);
    const open = this.layout.kind(end.open) === '{' ? end.open : -1;
    if (isFailure(failed)) this.reportFailure(failed, container, { start, end: end.bodyStart, known });
    return [this.bracedItem(container, guess, start, open, end.bodyStart)];
  }

  /** An inline interface whose head is broken: what is in its braces is read all the same. */
  private brokenInline(container: Container, start: number, end: HeadEnd): Item {
    const known = this.faults.count;
    const failed = this.grammar.run(this.grammar.worldItem, start, end.bodyStart);
    if (isFailure(failed)) this.reportFailure(failed, container, { start, end: end.bodyStart, known });
    return this.bracedItem(
      container,
      guessInlineHead(this.layout, start, end),
      start,
      end.open,
      end.bodyStart,
    );
  }

  /** A `package` declaration or a `use`, if a correct one starts at `start`. */
  private plainFileItem(container: Container, start: number, isFirst: boolean): FileItem | null {
    const known = this.faults.count;
    const isFirstOfFile = isFirst && container.parent === null;
    const attempt = this.grammar.run(this.grammar.fileItem, start, this.table.count, [isFirstOfFile]);
    const isPlain =
      !isFailure(attempt) &&
      (attempt.value.kind === 'package-decl' || attempt.value.kind === 'top-level-use');
    if (isPlain) this.at = attempt.next;
    else this.faults.truncate(known);
    return isPlain ? attempt.value : null;
  }

  /** Reads `[start, end)` as one broken item: a node of what is known of it, and an `error` node of the rest. */
  private broken(container: Container, rule: Rule<Item>, start: number, end: number): readonly Item[] {
    const known = this.faults.count;
    const attempt = this.grammar.run(rule, start, end);
    if (!isFailure(attempt)) {
      this.at = attempt.next;
      return [attempt.value];
    }
    const draft = this.grammar.draft;
    container.hasStrayBrace ||= this.layout.kind(start) === '{';
    this.reportFailure(attempt, container, { start, end, known });
    if (draft === null || attempt.at <= start) return [this.errorNode(start, end)];
    const node = draft(this.table.endAt(attempt.at - 1)) as Item & Node;
    if (attempt.at < end && hasDoubtfulPath(node)) return [this.errorNode(start, end)];
    this.at = end;
    return attempt.at < end ? [node, this.errorNode(attempt.at, end)] : [node];
  }

  /** One error an item: where the lexer or a rule has spoken, a failure says nothing new. */
  private reportFailure(failure: Failure, container: Container, { start, end, known }: BrokenRange): void {
    this.brokenItems += 1;
    // An item that the end of the file cuts off leaves its container open, too: that is the same fault.
    if (failure.at >= this.table.count) this.unclosedReported = true;
    const from = start === 0 ? 0 : this.table.endAt(start - 1);
    // A stray brace right in front, on the same line, is the same slip.
    const isBehindStray =
      start > 0 && start - 1 === this.strayBraceAt && this.layout.onSameLine(start - 1, start);
    const isKnown =
      isBehindStray ||
      this.faults.count > known ||
      this.lexicalFaults.anyWithin(from, this.table.startAt(end));
    if (isKnown) return;
    const text = { table: this.table, layout: this.layout, faults: this.faults };
    explainFailure(text, failure, { container, start, end });
  }

  /** The item with a correct head that starts at `start`, if there is one that may stand in `container`. */
  private braced(container: Container, start: number): Item | null {
    const known = this.faults.count;
    const read = this.heads.read(start);
    if (read !== null && HEADS_IN[container.level].includes(read.head.kind)) {
      return this.bracedItem(container, read.head, start, read.next - 1, read.next);
    }
    this.faults.truncate(known);
    return null;
  }

  /** Reads the items of a braced item behind its head, and makes its node. */
  private bracedItem(container: Container, head: Head, start: number, open: number, bodyStart: number): Item {
    if (head.kind === 'nested-package' && this.packageDepth >= MAX_PACKAGE_DEPTH) {
      return this.tooDeep(start);
    }
    const inside = openContainer(this.layout, LEVEL_INSIDE[head.kind], container, {
      start,
      open,
      from: bodyStart,
    });
    this.at = bodyStart;
    this.packageDepth += head.kind === 'nested-package' ? 1 : 0;
    const items = this.items(inside);
    this.packageDepth -= head.kind === 'nested-package' ? 1 : 0;
    if (this.layout.kind(this.at) === '}' && !closesOuter(this.layout, inside, this.at)) this.at += 1;
    else if (standsForBrace(this.layout, inside, this.at)) this.wordForBrace();
    else if (!inside.hasStrayBrace) this.reportUnclosed(open, start);
    const end = this.table.endAt(this.at - 1);
    return bracedNode(head, items, end);
  }

  /** Takes the token that stands where a `}` belongs. */
  private wordForBrace(): void {
    const { table, at } = this;
    const found = describeToken(table, this.layout, at);
    this.brokenItems += 1;
    this.at += 1;
    if (this.lexicalFaults.anyWithin(table.startAt(at), table.endAt(at))) return;
    this.faults.report(syntaxMessages.unclosedBracket, table.startAt(at), table.endAt(at), {
      close: '}',
      found,
    });
  }

  /** Where several braces are open at the end of the file, one missing brace is enough said. */
  private reportUnclosed(open: number, start: number): void {
    const isAtEnd = this.at >= this.table.count;
    const hasCause =
      this.at > start + 1 &&
      this.faults.anyWithin(this.table.startAt(this.at - 1), this.table.startAt(this.at));
    if ((isAtEnd && this.unclosedReported) || hasCause) return;
    if (isAtEnd && this.faults.has(syntaxMessages.unterminatedComment.code)) return;
    this.unclosedReported = isAtEnd;
    this.brokenItems += 1;
    reportUnclosed(this.faults, this.table, open === -1 ? start : open, this.at);
  }

  private tooDeep(start: number): ErrorNode {
    this.brokenItems += 1;
    const at = this.table.startAt(start);
    this.faults.report(syntaxMessages.packageNesting, at, this.table.endAt(start), {
      limit: MAX_PACKAGE_DEPTH,
    });
    let depth = 0;
    let end = start;
    for (; end < this.table.count; end += 1) {
      const kind = this.layout.kind(end);
      if (kind === '{') depth += 1;
      if (kind === '}' && (depth -= 1) <= 0) break;
    }
    return this.errorNode(start, Math.min(this.table.count, end + 1));
  }
}

/** Reads what the grammar has refused as a whole. `grammar` is loaded with `table`; what is wrong goes to `faults`. */
export function recover(
  table: TokenTable,
  grammar: WitGrammar,
  faults: Faults,
  cancel: Check | null,
): readonly FileItem[] {
  return new Recovery(table, grammar, faults, cancel).file();
}
