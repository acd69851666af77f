// What bundles leave out of Chevrotain: its lexer, the checks of a grammar, content assist and concrete syntax trees. The
// compiler has its own lexer and builds its own tree, and a test checks the grammar, from the sources. And lodash-es gives
// way to the dozens of lines that Chevrotain needs of it. That halves what a page loads of Chevrotain, and saves a cold
// start 25 ms of 85. What is left out throws where it is called after all; `test/package` compares bundle and sources.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGES = 'node_modules/';
const LODASH = path.join(path.dirname(fileURLToPath(import.meta.url)), 'lodash.mjs');

/** The text of a module whose functions are all left out. */
function without(...names) {
  const functions = names.map(
    (name) => `export function ${name}() { throw new Error('not in this bundle: ${name}'); }`,
  );
  return `${functions.join('\n')}\n`;
}

const STUBS = {
  '@chevrotain/cst-dts-gen/lib/src/api.js': without('generateCstDts'),
  // `Lexer.NA` is the pattern of a token that no lexer makes.
  'chevrotain/lib/src/scan/lexer_public.js': `
    export class Lexer { static NA = /NOT_APPLICABLE/; }
    export const LexerDefinitionErrorType = {};
  `,
  'chevrotain/lib/src/parse/parser/traits/context_assist.js':
    'export class ContentAssist { initContentAssist() {} }\n',
  'chevrotain/lib/src/parse/cst/cst.js': without(
    'addNoneTerminalToCst',
    'addTerminalToCst',
    'setNodeLocationFull',
    'setNodeLocationOnlyOffset',
  ),
  'chevrotain/lib/src/parse/cst/cst_visitor.js': without(
    'createBaseSemanticVisitorConstructor',
    'createBaseVisitorConstructorWithDefaults',
  ),
  'chevrotain/lib/src/parse/grammar/checks.js': without(
    'validateAmbiguousAlternationAlternatives',
    'validateEmptyOrAlternative',
    'validateGrammar',
    'validateLookahead',
    'validateNoLeftRecursion',
    'validateRuleIsOverridden',
    'validateSomeNonEmptyLookaheadPath',
  ),
};

/** The plugin for rolldown. An import that the stubs lack fails the build. */
export function leanChevrotain() {
  return {
    name: 'lean-chevrotain',
    resolveId: (source) => (source === 'lodash-es' ? LODASH : null),
    load(id) {
      const file = id.replaceAll('\\', '/');
      return STUBS[file.slice(file.lastIndexOf(PACKAGES) + PACKAGES.length)] ?? null;
    },
  };
}
