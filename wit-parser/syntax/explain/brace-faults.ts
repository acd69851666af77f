import type { Faults } from '../faults.js';
import { syntaxMessages } from '../messages.js';
import type { TokenTable } from '../token-table.js';

/** Reports that the `{` at index `open` (or an item that has none) is still open in front of the token `next`. */
export function reportUnclosed(faults: Faults, table: TokenTable, open: number, next: number): void {
  const behind = table.endAt(next - 1);
  const at = faults.span(table.startAt(open), table.endAt(open));
  const found = faults.span(table.startAt(next), table.endAt(next));
  const isEnd = next >= table.count;
  const secondary = [
    { at, label: 'opened here' },
    { at: found, label: isEnd ? 'the file ends here' : 'this is outside again' },
  ];
  const edits = [{ at: faults.span(behind, behind), text: '\n}' }];
  faults.report(
    syntaxMessages.unclosedBrace,
    behind,
    behind,
    {},
    {
      label: 'expected `}`',
      secondary,
      fixes: [{ title: 'insert `}`', applicability: 'maybe', edits }],
    },
  );
}

/** Reports a `}` that closes nothing. */
export function reportUnexpectedBrace(faults: Faults, table: TokenTable, index: number): void {
  const start = table.startAt(index);
  const end = table.endAt(index);
  const edits = [{ at: faults.span(start, end), text: '' }];
  faults.report(
    syntaxMessages.unexpectedBrace,
    start,
    end,
    {},
    {
      fixes: [{ title: 'remove the `}`', applicability: 'maybe', edits }],
    },
  );
}
