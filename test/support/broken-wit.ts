import { parse, type syntax } from '../../wit-parser/index.js';
import type { SeededRandom } from './seeded-random.js';

/** Items of a valid text, broken on purpose: the new text, and where in it each of the broken items lies. */
export interface BrokenText {
  readonly text: string;
  readonly broken: readonly { readonly start: number; readonly end: number; readonly how: string }[];
}

/** Indexes of the first and last token of an item. */
interface TokenRange {
  readonly first: number;
  readonly last: number;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

const STRAY = (
  'record ; } { ( ) , : foo u32 interface -> = < > func use type @ 42 . list option import export enum / %x "s" _ ' +
  'static async with'
).split(' ');

/**
 * Breaks `count` items of the valid `source`, each by one change of one token (deleted, inserted, replaced, or swapped
 * with the next) that makes the file invalid by itself. Null where the text has too few items.
 */
export function breakItems(source: string, count: number, random: SeededRandom): BrokenText | null {
  const file = parse({ path: 'valid.wit', text: source }).value;
  const tokens = file.tokens.slice(0, -1);
  const items = itemRanges(file, tokens);
  if (items.length <= count) return null;
  const chosen = new Set<TokenRange>();
  while (chosen.size < count) chosen.add(random.pick(items));
  const changes = [...chosen].flatMap((item) => {
    const edits = breakingEdits(source, tokens, item, random);
    return edits === null ? [] : [{ item, edits }];
  });
  if (changes.length < 2) return null;
  const all = changes.flatMap(({ edits }) => edits).toSorted((a, b) => a.start - b.start);
  const broken = changes.map(({ item, edits }) => ({
    start: moved(tokens[item.first - 1]?.end ?? 0, all, false),
    end: moved(tokens[item.last + 1]?.start ?? source.length, all, true),
    how: edits
      .map(({ start, end, by }) => `${JSON.stringify(source.slice(start, end))} → ${JSON.stringify(by)}`)
      .join(', '),
  }));
  return { text: edited(source, all), broken };
}

/** The items of interfaces and worlds, and the heads of interfaces and worlds up to their braces. */
function itemRanges(file: syntax.WitFile, tokens: readonly syntax.Token[]): readonly TokenRange[] {
  const indexAt = (offset: number): number => tokens.findIndex(({ start }) => start >= offset);
  const ranges: TokenRange[] = [];
  const visit = (items: readonly syntax.FileItem[]): void => {
    for (const item of items) {
      if (item.kind === 'nested-package') visit(item.items);
      if (item.kind !== 'interface' && item.kind !== 'world') continue;
      ranges.push({ first: indexAt(item.start), last: indexAt(item.name.end) });
      for (const { start, end } of item.items)
        ranges.push({ first: indexAt(start), last: lastBefore(tokens, end) });
    }
  };
  visit(file.items);
  return ranges;
}

function lastBefore(tokens: readonly syntax.Token[], offset: number): number {
  return tokens.findLastIndex(({ end }) => end <= offset);
}

function breakingEdits(
  source: string,
  tokens: readonly syntax.Token[],
  item: TokenRange,
  random: SeededRandom,
): readonly Edit[] | null {
  for (let attempt = 0; attempt < 20; attempt++) {
    const edits = randomEdits(tokens, item, random);
    if (parse({ path: 'once.wit', text: edited(source, edits) }).diagnostics.length > 0) return edits;
  }
  return null;
}

function randomEdits(
  tokens: readonly syntax.Token[],
  { first, last }: TokenRange,
  random: SeededRandom,
): Edit[] {
  const index = first + random.below(last - first + 1);
  const token = tokens[index];
  const next = index < last ? tokens[index + 1] : undefined;
  if (token === undefined) throw new Error('no token to change');
  const { start, end } = token;
  switch (random.below(4)) {
    case 0:
      return [{ start, end, by: '' }];
    case 1:
      return [{ start, end: start, by: `${random.pick(STRAY)} ` }];
    case 2:
      if (next !== undefined)
        return [
          { start, end, by: next.text },
          { ...next, by: token.text },
        ];
  }
  return [{ start, end, by: random.pick(STRAY) }];
}

function edited(text: string, edits: readonly Edit[]): string {
  const [pieces, at] = edits.reduce<[string[], number]>(
    ([all, from], { start, end, by }) => [[...all, text.slice(from, start), by], end],
    [[], 0],
  );
  return pieces.join('') + text.slice(at);
}

/** Where an offset is after the edits. An insertion right there moves it if it is the end of an item. */
function moved(offset: number, edits: readonly Edit[], isEnd: boolean): number {
  return edits.reduce((now, { start, end, by }) => {
    const isBefore = end < offset || (end === offset && (start < end || isEnd));
    return isBefore ? now + by.length - (end - start) : now;
  }, offset);
}
