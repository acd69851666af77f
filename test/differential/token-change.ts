import type { SeededRandom } from '../support/seeded-random.js';

/** A token of WIT as this test sees it: apart from the lexer that it tests. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const TOKEN = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"[^"\n]*"|->|%?[A-Za-z][A-Za-z0-9-]*|\d+|[^\sA-Za-z0-9]/g;

const TYPES = (
  'bool s8 u8 s16 u16 s32 u32 s64 u64 f32 f64 char string error-context ' +
  'list<u8> option<u8> result tuple<u8> own<u8> borrow<u8> stream future map<string,u8> list<u8,4>'
).split(' ');

const KEYWORDS = (
  'as async borrow constructor enum export flags from func future import include interface list map option own ' +
  'package record resource result static stream tuple type use variant with world get set'
).split(' ');

const STRAY = (
  '= , : / ; ( ) { } < > * -> . @ + - _ % " # é 0 1 33 1.0.0 %list A-b a--b a1-1 /* // /// \u202e "text" ' +
  '@since(version=0.1.0) @unstable(feature=active) @external-id("x")'
).split(' ');

/** Names and types for one another: the text stays grammatical, so that the resolver decides. */
export function changeName(text: string, random: SeededRandom): string | null {
  const names = pieces(text).filter(
    (piece) => /^%?[A-Za-z]/.test(piece.text) && !KEYWORDS.includes(piece.text),
  );
  if (names.length === 0) return null;
  const piece = random.pick(names);
  const replacement = random.below(4) === 0 ? random.pick(TYPES) : random.pick(names).text;
  return replacement === piece.text ? null : splice(text, piece, replacement);
}

/** One token deleted, doubled by a stray one, or replaced: mostly for the parser to decide. */
export function changeToken(text: string, random: SeededRandom): string | null {
  const all = pieces(text);
  if (all.length === 0) return null;
  const piece = random.pick(all);
  const stray = random.pick([...STRAY, ...KEYWORDS, ...TYPES, ...all.map((other) => other.text)]);
  switch (random.below(3)) {
    case 0:
      return splice(text, piece, '');
    case 1:
      return splice(text, { ...piece, end: piece.start }, `${stray} `);
    default:
      return stray === piece.text ? null : splice(text, piece, stray);
  }
}

function pieces(text: string): readonly Piece[] {
  return [...text.matchAll(TOKEN)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length, text: match[0] }))
    .filter((piece) => !piece.text.startsWith('//') && !piece.text.startsWith('/*'));
}

function splice(text: string, { start, end }: Piece, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}
