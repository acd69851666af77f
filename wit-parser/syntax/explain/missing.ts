import { InternalError } from '../../../base/index.js';
import { syntaxMessages } from '../messages.js';
import { nearest } from '../suggest.js';
import type { TokenKind } from '../tree.js';
import type { BrokenItem } from './broken-item.js';
import { explainNameOf } from './names.js';

/** The rules that hold a list, and the rule of its elements. */
const ELEMENT_OF: Readonly<Record<string, string>> = {
  record: 'field',
  variant: 'variantCase',
  enum: 'enumCase',
  flags: 'flag',
  params: 'param',
  use: 'usedName',
  include: 'renaming',
  tupleType: 'type',
};

/** What follows a list of parameters, or the whole function: a missing `)`, not a missing comma. */
const BEHIND_PARAMETERS: ReadonlySet<TokenKind> = new Set<TokenKind>([';', '->', '{', '}']);

const OPENERS: ReadonlySet<TokenKind> = new Set<TokenKind>(['{', '(', '<', ',']);

/** In a list, something stands where an element has to begin. */
function explainElement(item: BrokenItem, element: string): void {
  if (element === 'type') item.report(syntaxMessages.expectedType, item.place(), { found: item.found() });
  else explainNameOf(item, element);
}

function insertion(
  item: BrokenItem,
  mark: string,
): { label: string; fixes: ReturnType<BrokenItem['fix']>[] } {
  const { start } = item.gap();
  return {
    label: `expected \`${mark.trim()}\``,
    fixes: [item.fix(`insert \`${mark}\``, start, start, mark)],
  };
}

/** The closing mark of a list, or of a pair of brackets. */
function explainClosing(item: BrokenItem, close: string): void {
  const found = item.found();
  const gap = item.gap();
  const element = ELEMENT_OF[item.rule];
  if (close === '}' && item.isAtEnd) {
    const open = openingBrace(item);
    const secondary = open === null ? [] : [item.label(open, 'opened here')];
    item.report(syntaxMessages.unclosedBrace, gap, {}, { ...insertion(item, '}'), secondary });
  } else if (element !== undefined && !item.isAtEnd && OPENERS.has(item.kind(-1))) {
    explainElement(item, element);
  } else if (
    element !== undefined &&
    !item.isAtEnd &&
    !(close === ')' && BEHIND_PARAMETERS.has(item.kind()))
  ) {
    const help =
      item.rule === 'enum' && item.kind() === '('
        ? ['the cases of an enum have no types: those of a variant do']
        : [];
    item.report(syntaxMessages.missingComma, gap, { close, found }, { ...insertion(item, ','), help });
  } else if (close === '}') {
    item.report(syntaxMessages.unclosedBracket, item.place(), { close, found });
  } else {
    const help =
      item.rule === 'variantCase' && item.kind() === ','
        ? ['a case has one type: a tuple holds several']
        : [];
    item.report(syntaxMessages.unclosedBracket, gap, { close, found }, { ...insertion(item, close), help });
  }
}

/** The `{` of the item that the failure lies in. */
function openingBrace(item: BrokenItem): number | null {
  let depth = 0;
  for (let index = item.at - 1; index >= item.window.start; index -= 1) {
    const kind = item.layout.kind(index);
    if (kind === '}') depth += 1;
    if (kind === '{' && (depth -= 1) < 0) return index;
  }
  return null;
}

function explainOpening(item: BrokenItem): void {
  const found = item.found();
  const { rule } = item;
  const gap = item.gap();
  if (rule === 'use') item.report(syntaxMessages.missingUseList, gap, { found });
  else item.report(syntaxMessages.missingBody, gap, { expected: '`{`', found }, insertion(item, ' {'));
}

/** Failures where one certain token had to come. */
function explainToken(item: BrokenItem, expected: string): boolean {
  const found = item.found();
  switch (expected) {
    case ';':
      item.report(syntaxMessages.missingSemicolon, item.gap(), { found }, insertion(item, ';'));
      return true;
    case '}':
    case ')':
    case '>':
      explainClosing(item, expected);
      return true;
    case '{':
      explainOpening(item);
      return true;
    case ',':
      item.report(syntaxMessages.missingTypeArgument, item.gap(), {
        type: item.rule === 'mapType' ? 'map<K, V>' : 'result<_, E>',
        found,
      });
      return true;
    case ':':
      item.report(syntaxMessages.missingColon, item.gap(), { found }, insertion(item, ':'));
      return true;
    case '=':
      item.report(syntaxMessages.missingEquals, item.gap(), { found }, insertion(item, ' ='));
      return true;
    case '(':
      item.report(syntaxMessages.missingParameters, item.gap(), { found });
      return true;
    case '<':
      item.report(syntaxMessages.missingTypeArguments, item.gap(), { type: item.text(-1), found });
      return true;
    case '.':
      if (item.rule === 'version') item.report(syntaxMessages.expectedVersion, item.place(), { found });
      else item.report(syntaxMessages.missingUseList, item.gap(), { found });
      return true;
    case '/':
      item.report(syntaxMessages.incompletePath, item.gap(), { found });
      return true;
    default:
      return explainWord(item, expected);
  }
}

/** Words that are right in another place. */
function functionHelp(item: BrokenItem): readonly string[] {
  if (item.kind(-1) === 'async' && item.kind() === 'static') return ['`static` stands in front of `async`'];
  if (item.kind(-1) === 'async' && item.kind() === 'id') return ['accessors are not async'];
  if (item.kind() === 'static') return ['only functions of a resource can be static'];
  return [];
}

/** `f: fucn()` */
function explainFunction(item: BrokenItem): void {
  const found = item.found();
  const word =
    item.isAtEnd || item.kind() !== 'id' ? null : nearest(item.text(), ['func', 'async', 'static']);
  if (word === null) {
    item.report(syntaxMessages.expectedFunction, item.place(), { found }, { help: functionHelp(item) });
    return;
  }
  const { start, end } = item.place();
  const fixes = [item.fix(`write \`${word}\``, start, end, word)];
  const help = [`did you mean \`${word}\`?`];
  item.report(
    syntaxMessages.misspelledKeyword,
    item.place(),
    { word: item.text(), keyword: word },
    { help, fixes },
  );
}

function explainWord(item: BrokenItem, expected: string): boolean {
  const found = item.found();
  switch (expected) {
    case 'as':
      item.report(syntaxMessages.missingAs, item.gap(), { found });
      return true;
    case 'integer':
      if (item.rule === 'listLength') item.report(syntaxMessages.expectedListLength, item.place(), { found });
      else item.report(syntaxMessages.expectedVersion, item.place(), { found });
      return true;
    case 'string-literal':
      item.report(syntaxMessages.expectedExternalId, item.place(), { found });
      return true;
    case 'func':
      explainFunction(item);
      return true;
    case 'id':
      item.report(syntaxMessages.attributeKey, item.place(), {
        attribute: item.text(-2),
        key: 'version',
        found,
      });
      return true;
    default:
      return false;
  }
}

/** What stands in the parentheses of an attribute. */
function explainArgument(item: BrokenItem): void {
  const found = item.found();
  const attribute = item.text(-2);
  if (attribute === 'external-id') item.report(syntaxMessages.expectedExternalId, item.place(), { found });
  else if (item.kind(-1) === '(') {
    const key = attribute === 'unstable' ? 'feature' : 'version';
    item.report(syntaxMessages.attributeKey, item.place(), { attribute, key, found });
  } else if (attribute === 'feature') explainNameOf(item, 'attributeArgument');
  else item.report(syntaxMessages.expectedVersion, item.place(), { found });
}

/** Failures where one of several tokens had to come. */
function explainChoice(item: BrokenItem): boolean {
  const found = item.found();
  switch (item.rule) {
    case 'type':
    case 'resultType':
      item.report(syntaxMessages.expectedType, item.place(), { found });
      return true;
    case 'include':
      item.report(syntaxMessages.missingSemicolon, item.gap(), { found }, insertion(item, ';'));
      return true;
    case 'package':
      if (item.isAtEnd || item.layout.indent(item.at) !== null) return explainToken(item, ';');
      item.report(syntaxMessages.missingBody, item.gap(), { expected: '`;` or `{`', found });
      return true;
    case 'resource':
      item.report(syntaxMessages.missingBody, item.gap(), { expected: '`;` or `{`', found });
      return true;
    case 'externItem':
      item.report(syntaxMessages.expectedExtern, item.place(), { found });
      return true;
    case 'attributeArgument':
      explainArgument(item);
      return true;
    default:
      explainFunction(item);
      return true;
  }
}

/** The general case: says what had to come, and what came. */
export function explainMissing(item: BrokenItem): boolean {
  const { expected } = item.failure;
  if (expected === null) return explainChoice(item);
  if (explainToken(item, expected)) return true;
  throw new InternalError(`no message for a missing ${expected} in ${item.rule}`);
}
