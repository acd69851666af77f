import type { Parser, ParserOptions, Plugin, Printer, SupportLanguage } from 'prettier';
import { DiagnosticError, isByteSpan, positionAt } from '../base/index.js';
import type { Diagnostic } from '../base/index.js';
import { parse } from '../wit-parser/index.js';
import type { syntax } from '../wit-parser/index.js';
import type { Doc } from './doc.js';
import { doc } from './doc.js';
import { DEFAULT_INDENT, DEFAULT_WIDTH } from './format-wit.js';
import { layOut } from './items.js';

/** What Prettier gets as a tree: one node. It sees no comments, so it moves none; the layout has them from the file. */
interface Root {
  readonly file: syntax.WitFile;
}

const AST_FORMAT = 'wit-syntax';

const witParser: Parser<Root> = {
  astFormat: AST_FORMAT,
  parse(text: string, options: ParserOptions<Root>): Root {
    const { value: file, diagnostics } = parse({ path: options.filepath ?? 'stdin.wit', text });
    const error = diagnostics.find(({ severity }) => severity === 'error');
    if (error !== undefined) throw syntaxError(error, diagnostics);
    return { file };
  },
  locStart: (root) => root.file.start,
  locEnd: (root) => root.file.end,
};

/** The error that Prettier draws a code frame for: it has the first place in `loc`, and all of them in `cause`. */
function syntaxError(error: Diagnostic, diagnostics: readonly Diagnostic[]): SyntaxError {
  const cause = new DiagnosticError(diagnostics);
  if (error.primary === null || isByteSpan(error.primary.at))
    return new SyntaxError(error.message, { cause });
  const { file, start, end } = error.primary.at;
  const loc = { start: positionAt(file, start), end: positionAt(file, end) };
  const message = `${error.message} (${loc.start.line}:${loc.start.column})`;
  return Object.assign(new SyntaxError(message, { cause }), { loc });
}

/** What formatting may change in the tree: `prettier --debug-check` compares the rest. */
const massageAstNode = Object.assign(() => undefined, {
  ignoredProperties: new Set(['source', 'start', 'end']),
});

const witPrinter: Printer<Root> = {
  massageAstNode,
  print(path): Doc {
    const parts: Doc[] = [];
    layOut(path.node.file, (lines) => parts.push(lines));
    return parts.length === 0 ? '' : [parts, doc.hardline];
  },
};

/** The languages that Prettier formats with this plugin: `.wit` files, and `wit` fences in Markdown. */
export const languages: SupportLanguage[] = [
  { name: 'WIT', parsers: ['wit'], extensions: ['.wit'], aliases: ['wit'], vscodeLanguageIds: ['wit'] },
];

export const parsers = { wit: witParser };

export const printers = { [AST_FORMAT]: witPrinter };

/** The plugin has no options of its own. */
export const options = {};

/** What holds where the user's configuration is silent. */
export const defaultOptions = { printWidth: DEFAULT_WIDTH, tabWidth: DEFAULT_INDENT };

/** The plugin as one value, for `plugins: [plugin]`. */
export const plugin: Plugin<Root> = { languages, parsers, printers, options, defaultOptions };
