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
  controlCharacterInString: defineDiagnostic<{ codePoint: string }>(
    'wit/control-character-in-string',
    (a) => `a string may not hold the control character ${a.codePoint} as such: write an escape`,
  ),
  tooManyTokens: defineDiagnostic<{ limit: number }>(
    'wit/too-many-tokens',
    (a) => `this file has more than ${a.limit} tokens`,
  ),
  fileTooLarge: defineDiagnostic<{ limit: number }>(
    'wit/file-too-large',
    (a) => `this file has more than ${a.limit} characters`,
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

const structure = {
  unexpected: defineDiagnostic<Found & { expected: string }>(
    'wit/unexpected-token',
    (a) => `expected ${a.expected}, found ${a.found}`,
  ),
};

/** Every diagnostic of the lexer and the parser. */
export const syntaxMessages = { ...lexical, ...names, ...rules, ...structure };
