import { InternalError } from '../../base/index.js';
import type { Check, Result, SourceFile } from '../../base/index.js';
import { Faults } from './faults.js';
import { WitGrammar } from './grammar/wit-grammar.js';
import { lex, lexBeside } from './lexer.js';
import { ParseCache } from './parse-cache.js';
import { recover } from './recovery/recover.js';
import type { WitFile } from './tree.js';
import { ParsedFile } from './wit-file.js';

export interface ParseOptions {
  readonly check?: Check;
}

let grammar: WitGrammar | null = null;

const cache = new ParseCache();

/** Chevrotain's parser is made when the first file is parsed: importing this module costs nothing. */
function sharedGrammar(): WitGrammar {
  grammar ??= new WitGrammar();
  return grammar;
}

function read(source: SourceFile, check: Check | null): Result<ParsedFile> {
  const faults = new Faults(source);
  const last = cache.last(source.path);
  const beside = last?.diagnostics.length === 0 ? lexBeside(source, last.value.table) : null;
  const table = beside ?? lex(source.text, faults);
  const lexical = faults.count;
  const parser = sharedGrammar();
  parser.load(table, faults, check);
  try {
    const whole = parser.run(parser.file, 0, table.count);
    if ('value' in whole)
      return { value: new ParsedFile(source, table, whole.value), diagnostics: faults.inOrder() };
    faults.truncate(lexical);
    const items = recover(table, parser, faults, check);
    if (faults.count === 0)
      throw new InternalError(`${source.path}: the grammar refuses the file, and recovery finds no fault`);
    return { value: new ParsedFile(source, table, items), diagnostics: faults.inOrder() };
  } finally {
    parser.unload();
  }
}

/**
 * Parses one WIT file. The tree is as good as the text allows: what is broken is an `error` or `missing` node and has
 * a diagnostic. Never throws, unless `check` does. The same path and text give the same result, not a copy.
 * @spec WIT.md#lexical-structure
 */
export function parse(source: SourceFile, options: ParseOptions = {}): Result<WitFile> {
  const known = cache.get(source);
  if (known !== null) return known;
  const result = read(source, options.check ?? null);
  cache.set(source, result);
  return result;
}
