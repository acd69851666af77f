import { defineDiagnostic } from '../../base/index.js';
import type { ForbiddenKind } from './code-points.js';

const FORBIDDEN: Record<ForbiddenKind, string> = {
  control: 'a control character',
  bidirectional: 'it reorders the text on a screen',
  deprecated: 'Unicode deprecates it',
};

type Found = { found: string };

const lexical = {
  invalidCharacter: defineDiagnostic<{ character: string }>(
    'wit/invalid-character',
    (a) => `\`${a.character}\` has no meaning in WIT`,
  ),
  forbiddenCodePoint: defineDiagnostic<{ kind: ForbiddenKind; codePoint: string }>(
    'wit/forbidden-character',
    (a) => `the character ${a.codePoint} is not allowed in WIT text: ${FORBIDDEN[a.kind]}`,
  ),
  unterminatedComment: defineDiagnostic<{ open: number }>(
    'wit/unterminated-comment',
    (a) => `this block comment has no end: ${a.open} \`*/\` missing`,
  ),
  unterminatedString: defineDiagnostic<object>(
    'wit/unterminated-string',
    () => 'this string has no closing `"` on its line',
  ),
  invalidEscape: defineDiagnostic<{ why: string }>(
    'wit/invalid-escape',
    (a) => `invalid escape in a string: ${a.why}`,
  ),
  tabInString: defineDiagnostic<object>(
    'wit/tab-in-string',
    () => 'a string may not hold a tab as such: write `\\t`',
  ),
  tooManyTokens: defineDiagnostic<{ limit: number }>(
    'wit/too-many-tokens',
    (a) => `this file has more than ${a.limit} tokens`,
  ),
};

const names = {
  invalidName: defineDiagnostic<{ name: string }>(
    'wit/invalid-name',
    (a) => `\`${a.name}\` is not a kebab-case name`,
  ),
  nestedNamespace: defineDiagnostic<object>(
    'wit/nested-namespace',
    () => 'a package name has one namespace and one name, such as `ns:pkg`, but this one has more parts',
  ),
  invalidVersion: defineDiagnostic<{ text: string }>(
    'wit/invalid-version',
    (a) => `\`${a.text}\` is not a semantic version such as \`1.2.3\` or \`0.3.0-rc.1\``,
  ),
};

const rules = {
  emptyRecord: defineDiagnostic<{ name: string }>(
    'wit/empty-record',
    (a) => `record \`${a.name}\` has no fields, but needs one at least`,
  ),
  emptyVariant: defineDiagnostic<{ name: string }>(
    'wit/empty-variant',
    (a) => `variant \`${a.name}\` has no cases, but needs one at least`,
  ),
  emptyEnum: defineDiagnostic<{ name: string }>(
    'wit/empty-enum',
    (a) => `enum \`${a.name}\` has no cases, but needs one at least`,
  ),
  emptyFlags: defineDiagnostic<{ name: string }>(
    'wit/empty-flags',
    (a) => `flags \`${a.name}\` has no flags, but needs one at least`,
  ),
  emptyTuple: defineDiagnostic<object>(
    'wit/empty-tuple',
    () => 'this tuple has no types, but needs one at least',
  ),
  tooManyFlags: defineDiagnostic<{ count: number; limit: number }>(
    'wit/too-many-flags',
    (a) => `a flags type has ${a.limit} flags at most, but this one has ${a.count}`,
  ),
  listTooLong: defineDiagnostic<{ text: string }>(
    'wit/list-too-long',
    (a) => `the length of a list is less than 2^32, but this one is ${a.text}`,
  ),
  unknownAttribute: defineDiagnostic<{ name: string }>(
    'wit/unknown-attribute',
    (a) =>
      `there is no attribute \`@${a.name}\`, only \`@since\`, \`@unstable\`, \`@deprecated\` and \`@external-id\``,
  ),
  attributeOnPackage: defineDiagnostic<object>(
    'wit/attribute-on-package',
    () => 'a package takes no attributes',
  ),
  misplacedPackage: defineDiagnostic<object>(
    'wit/misplaced-package',
    () => 'only the first item of a file names its package; another package is written `package … { … }`',
  ),
  typeNesting: defineDiagnostic<object>(
    'wit/type-nesting-too-deep',
    () => 'types nest deeper than 100 levels here',
  ),
  packageNesting: defineDiagnostic<object>(
    'wit/package-nesting-too-deep',
    () => 'packages nest deeper than 100 levels here',
  ),
};

const braces = {
  unclosedBrace: defineDiagnostic<object>(
    'wit/unclosed-brace',
    () => 'this `{` is never closed: expected `}`',
  ),
  unexpectedBrace: defineDiagnostic<object>('wit/unexpected-brace', () => 'this `}` closes nothing'),
  unclosedBracket: defineDiagnostic<Found & { close: string }>(
    'wit/unclosed-bracket',
    (a) => `expected \`${a.close}\`, found ${a.found}`,
  ),
};

const items = {
  expectedFileItem: defineDiagnostic<Found>(
    'wit/expected-file-item',
    (a) => `expected \`interface\`, \`world\`, \`use\` or \`package\`, found ${a.found}`,
  ),
  expectedInterfaceItem: defineDiagnostic<Found>(
    'wit/expected-interface-item',
    (a) => `expected a function, a type or \`use\`, found ${a.found}`,
  ),
  expectedWorldItem: defineDiagnostic<Found>(
    'wit/expected-world-item',
    (a) => `expected \`import\`, \`export\`, \`include\`, \`use\` or a type, found ${a.found}`,
  ),
  expectedResourceItem: defineDiagnostic<Found>(
    'wit/expected-resource-item',
    (a) => `expected a method or \`constructor\`, found ${a.found}`,
  ),
  misplacedItem: defineDiagnostic<{ item: string; belongs: string }>(
    'wit/misplaced-item',
    (a) => `${a.item} cannot stand here: it belongs in ${a.belongs}`,
  ),
  misspelledKeyword: defineDiagnostic<{ word: string; keyword: string }>(
    'wit/misspelled-keyword',
    (a) => `expected the keyword \`${a.keyword}\`, found the name \`${a.word}\``,
  ),
};

const parts = {
  expectedName: defineDiagnostic<Found & { of: string }>(
    'wit/expected-name',
    (a) => `expected ${a.of}, found ${a.found}`,
  ),
  keywordAsName: defineDiagnostic<{ word: string }>(
    'wit/keyword-as-name',
    (a) => `\`${a.word}\` is a keyword: as a name it is written \`%${a.word}\``,
  ),
  nameStartsWithDigit: defineDiagnostic<{ name: string }>(
    'wit/name-starts-with-digit',
    (a) => `a name starts with a letter, but \`${a.name}\` starts with a digit`,
  ),
  expectedResourceName: defineDiagnostic<Found & { handle: string }>(
    'wit/expected-resource-name',
    (a) => `\`${a.handle}\` takes the name of a resource, found ${a.found}`,
  ),
  expectedType: defineDiagnostic<Found>('wit/expected-type', (a) => `expected a type, found ${a.found}`),
  expectedFunction: defineDiagnostic<Found>(
    'wit/expected-function',
    (a) => `expected \`func\`, \`async func\`, \`get\` or \`set\`, found ${a.found}`,
  ),
  expectedExtern: defineDiagnostic<Found>(
    'wit/expected-import',
    (a) =>
      `expected \`func\`, \`async func\`, \`interface\`, \`get\`, \`set\` or the path of an interface, found ${a.found}`,
  ),
  missingSemicolon: defineDiagnostic<Found>(
    'wit/missing-semicolon',
    (a) => `expected \`;\`, found ${a.found}`,
  ),
  missingComma: defineDiagnostic<Found & { close: string }>(
    'wit/missing-comma',
    (a) => `expected \`,\` or \`${a.close}\`, found ${a.found}`,
  ),
  missingTypeArgument: defineDiagnostic<Found & { type: string }>(
    'wit/missing-type-argument',
    (a) => `expected \`,\` and the second type of \`${a.type}\`, found ${a.found}`,
  ),
  missingColon: defineDiagnostic<Found>('wit/missing-colon', (a) => `expected \`:\`, found ${a.found}`),
  missingEquals: defineDiagnostic<Found>('wit/missing-equals', (a) => `expected \`=\`, found ${a.found}`),
  missingBody: defineDiagnostic<Found & { expected: string }>(
    'wit/missing-body',
    (a) => `expected ${a.expected}, found ${a.found}`,
  ),
  missingParameters: defineDiagnostic<Found>(
    'wit/missing-parameters',
    (a) => `expected \`(\` and parameters, found ${a.found}`,
  ),
  missingTypeArguments: defineDiagnostic<Found & { type: string }>(
    'wit/missing-type-arguments',
    (a) => `\`${a.type}\` needs its types in \`<\` and \`>\`, found ${a.found}`,
  ),
  missingUseList: defineDiagnostic<Found>(
    'wit/missing-use-list',
    (a) => `expected \`.{…}\` with the names to use, found ${a.found}`,
  ),
  incompletePath: defineDiagnostic<Found>(
    'wit/incomplete-path',
    (a) => `expected \`/\` and a name behind the package, found ${a.found}`,
  ),
  missingAs: defineDiagnostic<Found>(
    'wit/missing-as',
    (a) => `expected \`as\` and the new name, found ${a.found}`,
  ),
  expectedVersion: defineDiagnostic<Found>(
    'wit/expected-version',
    (a) => `expected a version such as \`1.2.3\`, found ${a.found}`,
  ),
  expectedListLength: defineDiagnostic<Found>(
    'wit/expected-list-length',
    (a) => `expected the length of the list, a number, found ${a.found}`,
  ),
};

const attributes = {
  attributeArguments: defineDiagnostic<Found & { attribute: string }>(
    'wit/missing-attribute-argument',
    (a) => `\`@${a.attribute}\` needs its argument in parentheses, found ${a.found}`,
  ),
  attributeKey: defineDiagnostic<Found & { attribute: string; key: string }>(
    'wit/wrong-attribute-argument',
    (a) => `\`@${a.attribute}\` takes \`${a.key} = …\`, found ${a.found}`,
  ),
  expectedExternalId: defineDiagnostic<Found>(
    'wit/expected-external-id',
    (a) => `\`@external-id\` takes a string, found ${a.found}`,
  ),
};

/** Forms of WIT that were once valid: each message has today's form. */
const old = {
  oldDefaultWorld: defineDiagnostic<object>(
    'wit/old-default-world',
    () => '`default` is no longer part of WIT: a package may hold several worlds, and its user names one',
  ),
  oldSelfPath: defineDiagnostic<{ path: string }>(
    'wit/old-self-path',
    (a) => `paths no longer start with \`${a.path}.\`: an interface of this package is named as it is`,
  ),
  oldDottedPath: defineDiagnostic<{ path: string }>(
    'wit/old-dotted-path',
    (a) => `\`${a.path}\` is an old path: today it is written \`ns:pkg/interface\``,
  ),
  oldUseFrom: defineDiagnostic<object>(
    'wit/old-use-from',
    () => '`use … from …` is no longer part of WIT: today it is `use interface.{names}`',
  ),
  oldExpected: defineDiagnostic<object>(
    'wit/old-expected-type',
    () => '`expected<…>` is called `result<…>` today',
  ),
  oldUnion: defineDiagnostic<object>(
    'wit/old-union',
    () => '`union` is no longer part of WIT: a `variant` gives each case a name',
  ),
  oldNamedResults: defineDiagnostic<object>(
    'wit/old-named-results',
    () => 'a function returns one type: named results are no longer part of WIT',
  ),
  oldEmptyResult: defineDiagnostic<object>(
    'wit/old-empty-result',
    () => 'a function that returns nothing has no `->`',
  ),
  oldListLength: defineDiagnostic<object>(
    'wit/old-list-length',
    () => 'the length of a list stands behind a comma: `list<T, N>`',
  ),
  functionKeywordFirst: defineDiagnostic<{ word: string }>(
    'wit/function-keyword-first',
    (a) =>
      `\`${a.word}\` stands behind the name of a function: \`name: ${a.word === 'func' ? '' : `${a.word} `}func(…)\``,
  ),
};

/** Every diagnostic of the lexer and the parser. */
export const syntaxMessages = {
  ...lexical,
  ...names,
  ...rules,
  ...braces,
  ...items,
  ...parts,
  ...attributes,
  ...old,
};
