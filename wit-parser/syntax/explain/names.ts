import { syntaxMessages } from '../messages.js';
import type { TokenKind } from '../tree.js';
import type { BrokenItem } from './broken-item.js';

/** What the name would be, by the rule that wants it. */
const NAME_OF: Readonly<Record<string, string>> = {
  record: 'the name of the record',
  variant: 'the name of the variant',
  enum: 'the name of the enum',
  flags: 'the name of the flags type',
  resource: 'the name of the resource',
  typeAlias: 'the name of the type',
  field: 'the name of a field',
  variantCase: 'the name of a case',
  enumCase: 'the name of a case',
  flag: 'the name of a flag',
  param: 'the name of a parameter',
  interface: 'the name of the interface',
  world: 'the name of the world',
  usePath: 'the name of an interface',
  slashName: 'the name of an interface',
  externItem: 'the name or the path of what is imported or exported',
  externTarget: 'the path of an interface',
  packageName: 'the name of the package',
  usedName: 'the name of a type',
  renaming: 'a name',
  topLevelUse: 'a name',
  attribute: 'the name of an attribute',
  attributeArgument: 'the name of a feature',
  funcItem: 'the name of a function',
  method: 'the name of a method',
};

/** What follows a name, by the rule that wants it. */
const BEHIND_NAME: Readonly<Record<string, readonly TokenKind[]>> = {
  param: [':'],
  field: [':'],
  funcItem: [':'],
  method: [':'],
  params: [':'],
  typeAlias: ['='],
};

const BEHIND_OTHER_NAMES: readonly TokenKind[] = [
  ':',
  '{',
  '=',
  ',',
  ')',
  '}',
  '>',
  ';',
  '(',
  '.',
  '/',
  '@',
  'as',
];

/** `1st`: a number with a word right behind it. */
function isDigitStart(item: BrokenItem): boolean {
  return (
    item.kind() === 'integer' &&
    item.kind(1) === 'id' &&
    item.table.endAt(item.at) === item.table.startAt(item.at + 1)
  );
}

function isKeywordUsedAsName(item: BrokenItem, rule: string): boolean {
  const behind = BEHIND_NAME[rule] ?? BEHIND_OTHER_NAMES;
  return item.isKeyword() && item.kind() !== '_' && behind.includes(item.kind(1));
}

/** A name is missing, or something else stands in its place. */
export function explainName(item: BrokenItem): boolean {
  if (item.wantsName) explainNameOf(item, item.rule);
  return item.wantsName;
}

/** Reports that `rule` wanted a name. */
export function explainNameOf(item: BrokenItem, rule: string): void {
  const place = item.place();
  const found = item.found();
  if (item.isAtEnd) {
    item.report(syntaxMessages.expectedName, place, { of: NAME_OF[rule] ?? 'a name', found });
    return;
  }
  if (rule === 'handle') {
    const help = item.isKeyword() ? ['a handle is to a resource: other types are passed as they are'] : [];
    item.report(syntaxMessages.expectedResourceName, place, { handle: item.text(-2), found }, { help });
    return;
  }
  if (isDigitStart(item)) {
    const { start } = place;
    const end = item.table.endAt(item.at + 1);
    const name = item.table.text.slice(start, end);
    item.report(syntaxMessages.nameStartsWithDigit, { start, end, secondary: [] }, { name });
    return;
  }
  if (isKeywordUsedAsName(item, rule)) {
    const word = item.text();
    const fixes = [item.fix(`write \`%${word}\``, place.start, place.start, '%', 'safe')];
    item.report(syntaxMessages.keywordAsName, place, { word }, { fixes });
    return;
  }
  const help = item.kind() === '@' ? ['attributes stand in front of items, not of their parts'] : [];
  item.report(syntaxMessages.expectedName, place, { of: NAME_OF[rule] ?? 'a name', found }, { help });
}
