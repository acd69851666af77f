import { syntaxMessages } from '../messages.js';
import type { BrokenItem } from './broken-item.js';

/** `use { a, b } from i`, `use * from i` */
function isUseFrom(item: BrokenItem): boolean {
  return item.rule === 'usePath' && item.kind(-1) === 'use' && (item.kind() === '*' || item.kind() === '{');
}

function explainResults(item: BrokenItem): boolean {
  if (item.rule !== 'type' || item.kind() !== '(' || item.kind(-1) !== '->') return false;
  const place = item.place();
  if (item.kind(1) !== ')') {
    const help = ['return a tuple, or a record with those fields'];
    item.report(syntaxMessages.oldNamedResults, place, {}, { help });
    return true;
  }
  const start = item.table.endAt(item.at - 2);
  const end = item.table.endAt(item.at + 1);
  const fixes = [item.fix('remove `-> ()`', start, end, '', 'safe')];
  item.report(syntaxMessages.oldEmptyResult, { ...place, end }, {}, { fixes });
  return true;
}

/** `a.b`, where a path or its end was expected */
function explainDottedPath(item: BrokenItem): boolean {
  const { rule } = item;
  const isPath = rule === 'use' || rule === 'topLevelUse' || rule === 'extern' || rule === 'include';
  if (!isPath) return false;
  const isBehindDot =
    rule === 'use' && item.failure.expected === '{' && item.kind() === 'id' && item.kind(-1) === '.';
  const isAtDot = rule !== 'use' && item.kind() === '.' && item.kind(1) === 'id';
  if (!isBehindDot && !isAtDot) return false;
  const dot = isAtDot ? item.at : item.at - 1;
  const start = item.table.startAt(dot - 1);
  const first = item.table.textAt(dot - 1);
  const place = { start, end: item.table.endAt(dot + 1), secondary: [] };
  if (first === 'self' || first === 'pkg') {
    const fixes = [item.fix(`remove \`${first}.\``, start, item.table.endAt(dot), '', 'safe')];
    item.report(syntaxMessages.oldSelfPath, place, { path: first }, { fixes });
  } else {
    const path = item.table.text.slice(start, place.end);
    item.report(syntaxMessages.oldDottedPath, place, { path });
  }
  return true;
}

function explainListLength(item: BrokenItem): boolean {
  if (item.rule !== 'listType' || item.failure.expected !== '>' || item.kind() !== ';') return false;
  if (item.kind(1) !== 'integer') return false;
  const { start, end } = item.place();
  const fixes = [item.fix('write `,`', start, end, ',', 'safe')];
  item.report(syntaxMessages.oldListLength, item.place(), {}, { fixes });
  return true;
}

function explainExpectedType(item: BrokenItem): boolean {
  if (item.kind() !== '<' || item.text(-1) !== 'expected') return false;
  const start = item.table.startAt(item.at - 1);
  const end = item.table.endAt(item.at - 1);
  const fixes = [item.fix('write `result`', start, end, 'result', 'safe')];
  item.report(syntaxMessages.oldExpected, { start, end, secondary: [] }, {}, { fixes });
  return true;
}

/** Words in front of an item that have left the language, or that stand elsewhere today. */
function explainFirstWord(item: BrokenItem): boolean {
  const { start } = item.window;
  const { table, layout } = item;
  const first = table.textAt(start);
  const place = { start: table.startAt(start), end: table.endAt(start), secondary: [] };
  const isWordAndMore = item.at <= start + 1 && item.at < item.window.end;
  if (!isWordAndMore) return false;
  if (first === 'default' && layout.kind(start + 1) === 'world') {
    const fixes = [item.fix('remove `default`', place.start, table.startAt(start + 1), '', 'safe')];
    item.report(syntaxMessages.oldDefaultWorld, place, {}, { fixes });
    return true;
  }
  if (first === 'union' && layout.isId(start + 1)) {
    item.report(syntaxMessages.oldUnion, place, {});
    return true;
  }
  if ((first === 'static' || first === 'async' || first === 'func') && layout.isId(start + 1)) {
    item.report(syntaxMessages.functionKeywordFirst, place, { word: first });
    return true;
  }
  return false;
}

/** Forms that WIT had once, and what they are today. */
export function explainOldSyntax(item: BrokenItem): boolean {
  if (item.failure.reason !== null) return false;
  if (explainFirstWord(item)) return true;
  if (item.isAtEnd) return false;
  if (isUseFrom(item)) {
    item.report(syntaxMessages.oldUseFrom, item.place(), {});
    return true;
  }
  return (
    explainResults(item) || explainDottedPath(item) || explainListLength(item) || explainExpectedType(item)
  );
}
