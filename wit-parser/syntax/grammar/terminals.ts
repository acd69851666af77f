import type { IToken, TokenType } from 'chevrotain';
import { EOF, createToken } from 'chevrotain';
import type { TokenKind } from '../tree.js';
import { TOKEN_KINDS } from '../token-kinds.js';

/** Kinds that the grammar does not tell apart share a terminal: fewer choices for the parser. */
const SHARED: ReadonlyMap<TokenKind, string> = new Map([
  ...(['bool', 's8', 'u8', 's16', 'u16', 's32', 'u32', 's64', 'u64', 'f32', 'f64'] as const).map(toPrimitive),
  ...(['char', 'string', 'error-context'] as const).map(toPrimitive),
  // Tokens of version suffixes and of old grammars: no rule names them.
  ...(['*', '+', '-', 'from', 'error'] as const).map((kind) => [kind, 'other'] as const),
]);

function toPrimitive(kind: TokenKind): [TokenKind, string] {
  return [kind, 'primitive'];
}

const terminals = new Map<string, TokenType>([['eof', EOF]]);

for (const kind of TOKEN_KINDS) {
  const name = SHARED.get(kind) ?? kind;
  if (!terminals.has(name)) terminals.set(name, createToken({ name: `'${name}'` }));
}

/** The grammar's terminal of a token kind, or of the group that the kind belongs to. */
export function terminal(kind: TokenKind): TokenType {
  return terminals.get(SHARED.get(kind) ?? kind) ?? EOF;
}

/** The kind or group of a terminal. Terminals have it as a name in quotes, as rules are named like keywords. */
export function kindOfTerminal(name: string): string {
  return name === EOF.name ? 'eof' : name.slice(1, -1);
}

/** All terminals, for the parser's constructor. */
export const vocabulary: TokenType[] = [...terminals.values()];

/**
 * What the parser is fed with: one token object per kind, at the kind's index, for all tokens of that kind. A token's
 * place is its index in the input, so the parser needs no object of its own for each.
 */
export const inputTokens: readonly IToken[] = TOKEN_KINDS.map((kind) => {
  const tokenType = terminal(kind);
  return { image: '', startOffset: -1, tokenTypeIdx: tokenType.tokenTypeIdx ?? 0, tokenType };
});
