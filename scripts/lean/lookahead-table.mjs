// What Chevrotain works out of a grammar each time a parser is made, as data: which tokens may begin each alternative of
// an `OR` and each `OPTION` and repetition. The build writes it into the bundles; `lookahead.mjs` makes functions of it.
import { GAstVisitor, getLookaheadPaths } from 'chevrotain';

/** Lists the choices of the rules that it visits. */
class ChoiceCollector extends GAstVisitor {
  choices = [];

  visitAlternation({ idx, hasPredicates }) {
    this.choices.push({ method: 'OR', prodType: 'Alternation', occurrence: idx, gated: hasPredicates });
  }

  visitOption({ idx }) {
    this.choices.push({ method: 'OPTION', prodType: 'Option', occurrence: idx });
  }

  visitRepetition({ idx }) {
    this.choices.push({ method: 'MANY', prodType: 'Repetition', occurrence: idx });
  }

  visitRepetitionMandatory({ idx }) {
    this.choices.push({ method: 'AT_LEAST_ONE', prodType: 'RepetitionMandatory', occurrence: idx });
  }

  visitRepetitionWithSeparator() {
    throw new Error('lists with separators are not in the lookahead table: use MANY');
  }

  visitRepetitionMandatoryWithSeparator() {
    throw new Error('lists with separators are not in the lookahead table: use AT_LEAST_ONE');
  }
}

/**
 * The choices of all rules of a parser, `{ rule, method, occurrence, gated?, starts }`. `starts` has the names of the
 * tokens that may begin each alternative of an `OR`, null for one that may be empty and so stands before whatever comes; of
 * the other methods, the tokens that begin what is optional or repeated.
 */
export function lookaheadTable(parser) {
  return Object.values(parser.getGAstProductions()).flatMap((rule) => {
    const collector = new ChoiceCollector();
    rule.accept(collector);
    return collector.choices.map(({ method, prodType, occurrence, gated }) => {
      const paths = getLookaheadPaths({ occurrence, rule, prodType, maxLookahead: 1 });
      // Behind the paths of what is optional come those of what follows.
      const starts = (method === 'OR' ? paths : paths.slice(0, 1)).map(firstTokens);
      return { rule: rule.name, method, occurrence, ...(gated ? { gated } : {}), starts };
    });
  });
}

function firstTokens(paths) {
  return paths.some((path) => path.length === 0) ? null : paths.map(([token]) => token.name);
}
