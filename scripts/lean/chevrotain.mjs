// What bundles leave out of Chevrotain: its lexer, the recording, analysis and checks of a grammar, error recovery,
// content assist and concrete syntax trees. The compiler has its own lexer, recovers by itself and builds its own tree;
// the analysis is done here, at build time, and its result goes into the bundle; a test checks the grammar, from the
// sources. And lodash-es gives way to the dozens of lines that Chevrotain needs of it. That leaves a third of Chevrotain,
// and saves a cold start 45 ms. What is left out throws where it is called after all; `test/package` compares
// bundle and sources.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleForNode } from '../bundle.mjs';
import { lookaheadTable } from './lookahead-table.mjs';

const PACKAGES = 'node_modules/';
const HERE = path.dirname(fileURLToPath(import.meta.url));
const LODASH = path.join(HERE, 'lodash.mjs');
const LOOKAHEAD = path.join(HERE, 'lookahead.mjs');
const TABLE = 'witwright:lookahead-table';

/** The text of a module whose functions are all left out. */
function without(...names) {
  const functions = names.map(
    (name) => `export function ${name}() { throw new Error('not in this bundle: ${name}'); }`,
  );
  return `${functions.join('\n')}\n`;
}

/** Parts that the parser is put together from: they have what runs while it is made and while it parses. */
const TRAITS = {
  'gast_recorder.js': `export class GastRecorder {
    initGastRecorder() {}
    enableRecording() {}
    disableRecording() {}
    topLevelRuleRecord() { return null; }
  }`,
  'looksahead.js': `
  import * as keys from '../../grammar/keys.js';
  import { lookaheadFunction } from ${JSON.stringify(LOOKAHEAD)};
  import table from '${TABLE}';
  export class LooksAhead {
    initLooksAhead({ maxLookahead }) {
      this.maxLookahead = maxLookahead;
      this.lookaheadStrategy = {};
      this.lookAheadFuncsCache = new Map();
    }
    preComputeLookaheadFunctions() {
      const indexOf = (name) => this.tokensMap[name].tokenTypeIdx;
      for (const entry of table) {
        const rule = this.fullRuleNameToShort[entry.rule];
        const key = keys.getKeyForAutomaticLookahead(rule, keys[entry.method + '_IDX'], entry.occurrence);
        this.lookAheadFuncsCache.set(key, lookaheadFunction(entry, indexOf));
      }
    }
    getKeyForAutomaticLookahead(method, occurrence) {
      return keys.getKeyForAutomaticLookahead(this.currRuleShortName, method, occurrence);
    }
    getLaFuncFromCache(key) { return this.lookAheadFuncsCache.get(key); }
  }`,
  'recoverable.js': `
  export const IN_RULE_RECOVERY_EXCEPTION = 'InRuleRecoveryException';
  export class Recoverable {
    initRecoverable() { this.recoveryEnabled = false; }
    attemptInRepetitionRecovery() {}
    getHumanReadableRuleStack() {
      const open = this.RULE_STACK.slice(0, this.RULE_STACK_IDX + 1);
      return open.map((rule) => this.shortRuleNameToFullName(rule));
    }
  }`,
  'context_assist.js': 'export class ContentAssist { initContentAssist() {} }',
  'perf_tracer.js': `export class PerformanceTracer {
    initPerformanceTracer() {}
    TRACE_INIT(phase, run) { return run(); }
  }`,
  'tree_builder.js': `export class TreeBuilder {
    initTreeBuilder() { this.outputCst = false; }
    cstInvocationStateUpdate() {}
    cstFinallyStateUpdate() {}
    cstPostTerminal() {}
    cstPostNonTerminal() {}
    cstPostRule() {}
  }`,
};

const STUBS = {
  '@chevrotain/cst-dts-gen/lib/src/api.js': without('generateCstDts'),
  '@chevrotain/gast/lib/src/api.js': without(
    ...[
      'Alternation',
      'Alternative',
      'GAstVisitor',
      'NonTerminal',
      'Option',
      'Repetition',
      'RepetitionMandatory',
    ],
    ...['RepetitionMandatoryWithSeparator', 'RepetitionWithSeparator', 'Rule', 'Terminal'],
    ...['serializeGrammar', 'serializeProduction'],
  ),
  // `Lexer.NA` is the pattern of a token that no lexer makes.
  'chevrotain/lib/src/scan/lexer_public.js': `
    export class Lexer { static NA = /NOT_APPLICABLE/; }
    export const LexerDefinitionErrorType = {};
  `,
  // Token categories, which the grammar has none of, take most of the time that it takes to make tokens.
  'chevrotain/lib/src/scan/tokens.js': `
    let count = 0;
    export function augmentTokenTypes(types) {
      for (const type of types) type.tokenTypeIdx ??= count += 1;
    }
    export const tokenStructuredMatcher = (token, { tokenTypeIdx }) => token.tokenTypeIdx === tokenTypeIdx;
    export const tokenStructuredMatcherNoCategories = tokenStructuredMatcher;
    ${without('isTokenType')}
  `,
  'chevrotain/lib/src/scan/lexer_errors_public.js': 'export const defaultLexerErrorProvider = {};',
  'chevrotain/lib/src/diagrams/render_public.js': without('createSyntaxDiagramsCode'),
  // The grammar brings its own messages.
  'chevrotain/lib/src/parse/errors_public.js': `
    export const defaultParserErrorProvider = {};
    export const defaultGrammarValidatorErrorProvider = {};
  `,
  'chevrotain/lib/src/parse/grammar/checks.js': without('validateLookahead', 'validateRuleIsOverridden'),
  'chevrotain/lib/src/parse/grammar/follow.js': without('computeAllProdsFollows'),
  'chevrotain/lib/src/parse/grammar/gast/gast_resolver_public.js': `
    export const resolveGrammar = () => [];
    ${without('validateGrammar')}
  `,
  'chevrotain/lib/src/parse/grammar/interpreter.js': without(
    ...['NextTerminalAfterAtLeastOneSepWalker', 'NextTerminalAfterAtLeastOneWalker'],
    ...['NextTerminalAfterManySepWalker', 'NextTerminalAfterManyWalker'],
  ),
  'chevrotain/lib/src/parse/grammar/llk_lookahead.js': without('LLkLookaheadStrategy'),
  // For messages of Chevrotain's own, which the grammar does not use.
  'chevrotain/lib/src/parse/grammar/lookahead.js': `
    export const PROD_TYPE = {};
    export const getLookaheadPathsForOr = () => [];
    export const getLookaheadPathsForOptionalProd = () => [[]];
    ${without('getLookaheadPaths')}
  `,
  ...Object.fromEntries(
    Object.entries(TRAITS).map(([file, text]) => [`chevrotain/lib/src/parse/parser/traits/${file}`, text]),
  ),
};

/** The plugin for rolldown. An import that the stubs lack fails the build. */
export function leanChevrotain() {
  return {
    name: 'lean-chevrotain',
    resolveId(source) {
      if (source === TABLE) return `\0${TABLE}`;
      return source === 'lodash-es' ? LODASH : null;
    },
    async load(id) {
      if (id === `\0${TABLE}`) return `export default ${JSON.stringify(await analysedGrammar())};\n`;
      const file = id.replaceAll('\\', '/');
      return STUBS[file.slice(file.lastIndexOf(PACKAGES) + PACKAGES.length)] ?? null;
    },
  };
}

/** The lookahead of the grammar in the sources. */
async function analysedGrammar() {
  const module = await bundleForNode('wit-parser/syntax/grammar/wit-grammar.ts');
  const { WitGrammar } = await import(pathToFileURL(module).href);
  return lookaheadTable(new WitGrammar());
}
