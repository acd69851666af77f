// Chevrotain's lookahead functions, made of a table of the build (`lookahead-table.mjs`) instead of the grammar.

/** The lookahead function of an entry of the table; `indexOf` gives the `tokenTypeIdx` of a token's name. */
export function lookaheadFunction({ method, gated = false, starts }, indexOf) {
  const alternatives = starts.map((names) => names?.map(indexOf) ?? null);
  if (method !== 'OR') return mayBegin(alternatives[0]);
  return gated ? chooseOpen(alternatives) : choose(alternatives);
}

/** Whether the next token begins what is optional or repeated. */
function mayBegin(tokens) {
  if (tokens.length === 1) {
    const [only] = tokens;
    return function beginsOnly() {
      return this.LA_FAST(1).tokenTypeIdx === only;
    };
  }
  const begins = setOf(tokens);
  return function begin() {
    return begins[this.LA_FAST(1).tokenTypeIdx] === true;
  };
}

/** The index of the alternative that the next token begins. */
function choose(alternatives) {
  const choices = [];
  for (const [index, tokens] of alternatives.entries()) {
    for (const token of tokens ?? []) choices[token] ??= index;
  }
  // Of an `OR`, only the last alternative may be empty.
  const otherwise = alternatives.at(-1) === null ? alternatives.length - 1 : undefined;
  return function choice() {
    return choices[this.LA_FAST(1).tokenTypeIdx] ?? otherwise;
  };
}

/** The index of the first alternative that the next token begins and whose gate, if it has one, is open. */
function chooseOpen(alternatives) {
  const sets = alternatives.map((tokens) => (tokens === null ? null : setOf(tokens)));
  return function openChoice(written) {
    const next = this.LA_FAST(1).tokenTypeIdx;
    for (let index = 0; index < sets.length; index += 1) {
      const set = sets[index];
      if (set !== null && set[next] !== true) continue;
      const { GATE } = written[index];
      if (GATE === undefined || GATE.call(this) !== false) return index;
    }
    return undefined;
  };
}

function setOf(tokens) {
  const set = [];
  for (const token of tokens) set[token] = true;
  return set;
}
