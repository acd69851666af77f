const TOKEN = /\s*([()]|[A-Za-z0-9.:+-]+|\S)/gy;
const IDENTIFIER = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?[A-Za-z0-9.-]+\+?$/;
const OPERATORS: ReadonlySet<string> = new Set(['AND', 'OR', 'WITH']);
/** How deep parentheses may stand. */
const NESTING = 100;

/**
 * Whether `text` is a license expression by SPDX's grammar, such as `MIT OR (Apache-2.0 WITH LLVM-exception)`. That its
 * licenses are on SPDX's list, which grows, is not looked at.
 * @returns null if it is, else what is expected and where, for a message
 */
export function licenseFault(text: string): string | null {
  const tokens = tokensOf(text);
  let at = 0;
  const fault = (expected: string): string => {
    const place = at < tokens.length ? `\`${tokens[at]}\`` : 'the end';
    return `${expected} is expected at ${place}`;
  };
  const identifier = (what: string): string | null => {
    const token = tokens[at];
    if (token === undefined || OPERATORS.has(token) || !IDENTIFIER.test(token)) return fault(what);
    at++;
    return null;
  };
  const operand = (depth: number): string | null => {
    if (tokens[at] !== '(') {
      const wrong = identifier('a license');
      if (wrong !== null || tokens[at] !== 'WITH') return wrong;
      at++;
      return identifier('an exception');
    }
    if (depth > NESTING) return fault('an expression that is less deep');
    at++;
    const wrong = expression(depth + 1);
    if (wrong !== null) return wrong;
    if (tokens[at] !== ')') return fault('`)`');
    at++;
    return null;
  };
  const expression = (depth: number): string | null => {
    for (;;) {
      const wrong = operand(depth);
      if (wrong !== null) return wrong;
      const operator = tokens[at];
      if (operator !== 'AND' && operator !== 'OR') return null;
      at++;
    }
  };
  const wrong = expression(0);
  if (wrong !== null) return wrong;
  return at < tokens.length ? fault('`AND` or `OR`') : null;
}

/** Its words and parentheses. */
function tokensOf(text: string): string[] {
  return [...text.matchAll(TOKEN)].map((match) => match[1] ?? '');
}
