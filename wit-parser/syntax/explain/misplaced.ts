import { syntaxMessages } from '../messages.js';
import type { Level } from '../layout/item-starts.js';
import { isFunctionStart, isItemKeyword } from '../layout/item-starts.js';
import { nearest } from '../suggest.js';
import type { BrokenItem } from './broken-item.js';
import { explainNameOf } from './names.js';

const ITEM_RULES = ['interfaceItem', 'worldItem', 'resourceItem', 'fileItem', 'head'];

const KEYWORDS: Readonly<Record<Level, readonly string[]>> = {
  file: ['interface', 'world', 'use', 'package'],
  interface: ['record', 'variant', 'enum', 'flags', 'resource', 'type', 'use'],
  world: ['import', 'export', 'include', 'use', 'record', 'variant', 'enum', 'flags', 'resource', 'type'],
  resource: ['constructor'],
};

const TYPE_WORDS = /^(?:record|variant|enum|flags|resource|type)$/;

/** What a keyword begins, and where that belongs. */
function belonging(keyword: string): { item: string; belongs: string } | null {
  if (TYPE_WORDS.test(keyword)) return { item: `\`${keyword}\``, belongs: 'an interface or a world' };
  if (/^(?:import|export|include)$/.test(keyword)) return { item: `\`${keyword}\``, belongs: 'a world' };
  if (/^(?:interface|world|package)$/.test(keyword))
    return { item: `\`${keyword}\``, belongs: 'a file or a nested package' };
  if (keyword === 'constructor') return { item: '`constructor`', belongs: 'a resource' };
  return keyword === 'use' ? { item: '`use`', belongs: 'a file, an interface or a world' } : null;
}

function explainMisspelled(item: BrokenItem, ahead: number): boolean {
  const word = item.text(ahead);
  const { level } = item.window.container;
  const hasFunctions = level === 'interface' || level === 'resource';
  const keyword = nearest(word, hasFunctions ? [...KEYWORDS[level], 'func'] : KEYWORDS[level]);
  if (keyword === null || keyword === word) return false;
  const index = item.at + ahead;
  const start = item.table.startAt(index);
  const end = item.table.endAt(index);
  const fixes = keyword === 'func' ? [] : [item.fix(`write \`${keyword}\``, start, end, keyword)];
  const isFunction = keyword === 'func';
  const help = [
    `did you mean \`${keyword}\`?`,
    ...(isFunction ? ['a function is written `name: func(…)`'] : []),
  ];
  item.report(
    syntaxMessages.misspelledKeyword,
    { start, end, secondary: [] },
    { word, keyword },
    { help, fixes },
  );
  return true;
}

/** `recrod r {`: the grammar takes the word for the name of a function, and stumbles over what follows it. */
function isMisspelledStart(item: BrokenItem): boolean {
  const { rule, at, window } = item;
  const isName = (rule === 'funcItem' || rule === 'method') && item.failure.expected === ':';
  return isName && at < window.end && (item.kind() === 'id' || item.kind() === '{') && item.kind(-1) === 'id';
}

const EXPECTED_ITEM = {
  file: syntaxMessages.expectedFileItem,
  interface: syntaxMessages.expectedInterfaceItem,
  world: syntaxMessages.expectedWorldItem,
  resource: syntaxMessages.expectedResourceItem,
};

function explainItemStart(item: BrokenItem): void {
  const place = item.place();
  const found = item.found();
  const isStray = item.kind() === ';' && item.kind(-1) === '}' && !item.isAtEnd;
  const fixes = isStray ? [item.fix('remove the `;`', place.start, place.end, '', 'safe')] : [];
  const help = isStray ? ['no semicolon follows the `}` of this item'] : [];
  item.report(EXPECTED_ITEM[item.window.container.level], place, { found }, { help, fixes });
}

/** The item that begins at the failure, if it is one of another place. */
function misplaced(item: BrokenItem): { item: string; belongs: string } | null {
  const { level } = item.window.container;
  if (isFunctionStart(item.layout, item.at)) {
    const belongs =
      level === 'world' ? 'an interface; a world imports or exports it' : 'an interface or a resource';
    return { item: `the function \`${item.text()}\``, belongs };
  }
  return isItemKeyword(item.layout, level, item.at) ? null : belonging(item.kind());
}

/** What stands where an item has to begin, and begins none. */
export function explainPlace(item: BrokenItem): boolean {
  if (isMisspelledStart(item)) return explainMisspelled(item, -1);
  if (!ITEM_RULES.includes(item.rule) || item.failure.expected !== null || item.failure.reason !== null)
    return false;
  if (item.kind() === 'id' && !item.isAtEnd && explainMisspelled(item, 0)) return true;
  if (item.isKeyword() && !item.isAtEnd && item.kind(1) === ':') {
    explainNameOf(item, 'funcItem');
    return true;
  }
  const elsewhere = item.isAtEnd ? null : misplaced(item);
  if (elsewhere === null) explainItemStart(item);
  // Where a head has the wrong keyword, all its items are in the wrong place: one error says so.
  else if (!item.window.container.hasMisplaced) {
    item.window.container.hasMisplaced = item.window.container.parent !== null;
    item.report(syntaxMessages.misplacedItem, item.place(), elsewhere);
  }
  return true;
}
