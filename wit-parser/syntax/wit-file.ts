import type { SourceFile } from '../../base/index.js';
import type { TokenTable } from './token-table.js';
import type { Comment, FileItem, Ranges, Token, WitFile } from './tree.js';

/** A parsed file. Its tokens and comments become objects when somebody asks for them. */
export class ParsedFile implements WitFile {
  readonly kind = 'file';
  readonly start = 0;
  readonly end: number;
  readonly source: SourceFile;
  readonly items: readonly FileItem[];
  readonly #table: TokenTable;
  #tokens: readonly Token[] | null = null;
  #comments: readonly Comment[] | null = null;

  constructor(source: SourceFile, table: TokenTable, items: readonly FileItem[]) {
    this.source = source;
    this.end = source.text.length;
    this.items = items;
    this.#table = table;
  }

  get tokens(): readonly Token[] {
    this.#tokens ??= this.#table.makeTokens();
    return this.#tokens;
  }

  get comments(): readonly Comment[] {
    this.#comments ??= this.#table.makeComments();
    return this.#comments;
  }

  get commentRanges(): Ranges {
    return this.#table.comments;
  }

  get table(): TokenTable {
    return this.#table;
  }
}
