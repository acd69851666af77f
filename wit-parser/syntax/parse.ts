import type { Check, Result, SourceFile } from '../../base/index.js';
import { Faults } from './faults.js';
import { WitGrammar } from './grammar/wit-grammar.js';
import { lex } from './lexer.js';
import { syntaxMessages } from './messages.js';
import { TOKEN_KINDS } from './token-kinds.js';
import type { FileItem, WitFile } from './tree.js';
import { ParsedFile } from './wit-file.js';

export interface ParseOptions {
  readonly check?: Check;
}

let grammar: WitGrammar | null = null;

/** Reads a WIT file. */
export function parse(source: SourceFile, options: ParseOptions = {}): Result<WitFile> {
  const faults = new Faults(source);
  const table = lex(source.text, faults);
  grammar ??= new WitGrammar();
  grammar.load(table, faults, options.check ?? null);
  try {
    const result = grammar.run(grammar.file, 0, table.count);
    let items: readonly FileItem[] = [];
    if ('value' in result) items = result.value;
    else {
      const { at } = result;
      faults.report(syntaxMessages.unexpected, table.startAt(at), table.endAt(at), {
        expected: result.expected ?? result.rules.at(-1) ?? 'something',
        found: TOKEN_KINDS[table.kindAt(at)] ?? '',
      });
    }
    return { value: new ParsedFile(source, table, items), diagnostics: faults.inOrder() };
  } finally {
    grammar.unload();
  }
}
