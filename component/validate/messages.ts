import { defineDiagnostic } from '../../base/index.js';

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `a func`, `an instance` */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

interface Found {
  readonly expected: string;
  readonly found: string;
}

function expectedFound({ expected, found }: Found): string {
  return `expected ${expected}, found ${found}`;
}

/** An import or export, for messages: `import `a``. */
interface Extern {
  readonly side: 'import' | 'export';
  readonly name: string;
}

function externText({ side, name }: Extern): string {
  return `${side} \`${name}\``;
}

const indexes = {
  indexOutOfBounds: defineDiagnostic(
    'component/index-out-of-bounds',
    ({ sort, index, count }: { sort: string; index: number; count: number }) =>
      count === 0
        ? `there is no ${sort} here yet, so none with index ${index}`
        : `expected the index of ${withArticle(sort)}, 0 to ${count - 1}, found ${index}`,
  ),
  wrongKindOfType: defineDiagnostic(
    'component/wrong-kind-of-type',
    ({ index, ...found }: Found & { index: number }) => `${expectedFound(found)} at index ${index}`,
  ),
  unknownOuterScope: defineDiagnostic(
    'component/unknown-outer-scope',
    ({ count, depth }: { count: number; depth: number }) =>
      `expected one of the ${counted(depth, 'scope')} around the alias, counted from 0, found ${count}`,
  ),
  outerResourceType: defineDiagnostic(
    'component/outer-resource-type',
    ({ resource }: { resource: string | null }) =>
      `a component cannot use a type of the component around it that refers to ${
        resource === null ? 'a resource' : `the resource \`${resource}\``
      }`,
  ),
  aliasNotAllowedInType: defineDiagnostic(
    'component/alias-not-allowed-in-type',
    ({ scope, found }: { scope: string; found: string }) =>
      `expected an alias of a type, a core type or an instance in ${withArticle(scope)}, found one of ${found}`,
  ),
  unknownExport: defineDiagnostic(
    'component/unknown-export',
    ({ name, of }: { name: string; of: string }) => `the ${of} has no export \`${name}\``,
  ),
  exportOfOtherSort: defineDiagnostic(
    'component/export-of-other-sort',
    ({ name, expected, found }: Found & { name: string }) =>
      `expected the export \`${name}\` to be ${withArticle(expected)}, found ${withArticle(found)}`,
  ),
};

const types = {
  labelNotKebabCase: defineDiagnostic(
    'component/label-not-kebab-case',
    ({ what, label }: { what: string; label: string }) =>
      `expected ${what} in kebab case, found ${label === '' ? 'an empty one' : `\`${label}\``}`,
  ),
  duplicateLabel: defineDiagnostic(
    'component/duplicate-label',
    ({ what, label, previous }: { what: string; label: string; previous: string }) =>
      label === previous
        ? `two ${what}s have the name \`${label}\``
        : `the ${what} names \`${previous}\` and \`${label}\` differ only in case or hyphens`,
  ),
  emptyType: defineDiagnostic(
    'component/empty-type',
    ({ what, part }: { what: string; part: string }) =>
      `expected at least one ${part} in ${withArticle(what)} type, found none`,
  ),
  tooManyFlags: defineDiagnostic(
    'component/too-many-flags',
    ({ count, limit }: { count: number; limit: number }) => `expected at most ${limit} flags, found ${count}`,
  ),
  badMapKey: defineDiagnostic(
    'component/bad-map-key',
    ({ found }: { found: string }) =>
      `expected an integer, \`bool\`, \`char\` or \`string\` as the key of a map, found ${found}`,
  ),
  emptyFixedLengthList: defineDiagnostic(
    'component/empty-fixed-length-list',
    () => 'expected a fixed-length list of at least one element, found a length of 0',
  ),
  fixedLengthListTooLong: defineDiagnostic(
    'component/fixed-length-list-too-long',
    ({ length, limit }: { length: number; limit: number }) =>
      `expected a fixed-length list of at most ${limit} elements, found a length of ${length}`,
  ),
  valueTooLarge: defineDiagnostic(
    'component/value-too-large',
    ({ what, limit }: { what: string; limit: number }) =>
      `a value of this ${what} type takes more than the ${limit} bytes that are allowed`,
  ),
  typeTooLarge: defineDiagnostic(
    'component/type-too-large',
    ({ limit }: { limit: number }) =>
      `the type, written out in full, has more than the ${limit} parts that implementations accept`,
  ),
  streamOfChar: defineDiagnostic(
    'component/stream-of-char',
    () => '`stream<char>` is reserved until it is decided how its characters are encoded',
  ),
  borrowInStream: defineDiagnostic(
    'component/borrow-in-stream',
    ({ what, found }: { what: string; found: string }) =>
      `a \`${what}\` cannot carry a borrowed handle, found ${found}`,
  ),
  borrowInResult: defineDiagnostic(
    'component/borrow-in-result',
    ({ found }: { found: string }) => `a function cannot return a borrowed handle, found the result ${found}`,
  ),
  borrowInValue: defineDiagnostic(
    'component/borrow-in-value',
    ({ found }: { found: string }) => `an exported value cannot hold a borrowed handle, found ${found}`,
  ),
  resourceInType: defineDiagnostic(
    'component/resource-in-type',
    ({ scope }: { scope: string }) =>
      `a resource is defined in a component, found one defined in ${withArticle(scope)}`,
  ),
  badRepresentation: defineDiagnostic(
    'component/bad-representation',
    ({ found }: { found: string }) =>
      `expected \`i32\` or \`i64\` as the representation of a resource, found ${found}`,
  ),
  badDestructorType: defineDiagnostic('component/bad-destructor-type', expectedFound),
};

const externs = {
  badExternName: defineDiagnostic(
    'component/bad-extern-name',
    ({ reason, ...extern }: Extern & { reason: string }) => `the name of ${externText(extern)} ${reason}`,
  ),
  retiredName: defineDiagnostic(
    'component/retired-name',
    ({ form, ...extern }: Extern & { form: string }) =>
      `expected a name of the current specification, found ${externText(extern)} with \`${form}\`, which was taken out`,
  ),
  legacyNameForm: defineDiagnostic(
    'component/legacy-name-form',
    (extern: Extern) => `the name of ${externText(extern)} is in an older form of the binary format`,
    'warning',
  ),
  badVersion: defineDiagnostic(
    'component/bad-version',
    ({ version }: { version: string }) =>
      `expected a version such as \`1.2.3\` behind \`@\`, found ${version === '' ? 'nothing' : `\`${version}\``}`,
  ),
  versionSuffixMisplaced: defineDiagnostic(
    'component/version-suffix-misplaced',
    ({ suffix, on }: { suffix: string; on: string }) =>
      `expected the version suffix \`${suffix}\` on an instance named after an interface with a version, found it on ${on}`,
  ),
  emptyVersionSuffix: defineDiagnostic(
    'component/empty-version-suffix',
    () => 'expected the rest of a version as the version suffix, found nothing',
  ),
  versionNotCanonical: defineDiagnostic(
    'component/version-not-canonical',
    ({ version, expected, full }: { version: string; expected: string; full: string }) =>
      `expected the canonical version \`${expected}\` of \`${full}\`, found \`${version}\``,
  ),
  duplicateName: defineDiagnostic(
    'component/duplicate-name',
    ({ side, name, previous }: Extern & { previous: string }) =>
      name === previous
        ? `two ${side}s have the name \`${name}\``
        : `the ${side} names \`${previous}\` and \`${name}\` are too much alike`,
  ),
  implementsOnOtherSort: defineDiagnostic(
    'component/implements-on-other-sort',
    ({ sort }: { sort: string }) => `expected an instance with \`implements\`, found ${withArticle(sort)}`,
  ),
  implementsNoInterface: defineDiagnostic(
    'component/implements-no-interface',
    ({ found }: { found: string }) =>
      `expected \`implements\` with the name of an interface such as \`a:b/c\`, found \`${found}\``,
  ),
  implementsOnInterfaceName: defineDiagnostic(
    'component/implements-on-interface-name',
    (extern: Extern) => `expected \`implements\` on a plain name, found it on ${externText(extern)}`,
  ),
  annotationNotOnFunction: defineDiagnostic(
    'component/annotation-not-on-function',
    ({ sort, ...extern }: Extern & { sort: string }) =>
      `expected a func as ${externText(extern)}, found ${withArticle(sort)}`,
  ),
  badConstructorType: defineDiagnostic(
    'component/bad-constructor-type',
    ({ expected, found, ...extern }: Extern & Found) =>
      `expected the constructor \`${extern.name}\` to return ${expected}, found ${found}`,
  ),
  asyncConstructor: defineDiagnostic(
    'component/async-constructor',
    (extern: Extern) => `a constructor cannot be async, found ${externText(extern)}`,
  ),
  badMethodType: defineDiagnostic(
    'component/bad-method-type',
    ({ expected, found, ...extern }: Extern & Found) =>
      `expected the method \`${extern.name}\` to have ${expected}, found ${found}`,
  ),
  badAccessorType: defineDiagnostic(
    'component/bad-accessor-type',
    ({ expected, found, ...extern }: Extern & Found) =>
      `expected the accessor \`${extern.name}\` to ${expected}, found ${found}`,
  ),
  setterWithoutGetter: defineDiagnostic(
    'component/setter-without-getter',
    ({ getter, ...extern }: Extern & { getter: string }) =>
      `expected the getter \`${getter}\` before ${externText(extern)}, found none`,
  ),
  unknownAnnotatedResource: defineDiagnostic(
    'component/unknown-annotated-resource',
    ({ resource, ...extern }: Extern & { resource: string }) =>
      `expected ${withArticle(extern.side)} of the resource \`${resource}\` before ${externText(extern)}, found none`,
  ),
  wrongAnnotatedResource: defineDiagnostic(
    'component/wrong-annotated-resource',
    ({ resource, found, ...extern }: Extern & { resource: string; found: string }) =>
      `expected ${externText(extern)} to be of the resource \`${resource}\`, found a function of \`${found}\``,
  ),
  importOfUnnamedType: defineDiagnostic(
    'component/import-of-unnamed-type',
    ({ name, type }: { name: string; type: string }) =>
      `the import \`${name}\` refers to ${type}, which is not imported under a name before it`,
  ),
  exportOfUnnamedType: defineDiagnostic(
    'component/export-of-unnamed-type',
    ({ name, type }: { name: string; type: string }) =>
      `the export \`${name}\` refers to ${type}, which is not imported or exported under a name before it`,
  ),
  localResourceInImports: defineDiagnostic(
    'component/local-resource-in-imports',
    ({ name }: { name: string }) =>
      `the import \`${name}\` refers to a resource that the component defines itself`,
  ),
  resourceNotExported: defineDiagnostic(
    'component/resource-not-exported',
    ({ name }: { name: string }) =>
      `the export \`${name}\` refers to a resource of the component that is not exported itself`,
  ),
};

const instances = {
  missingArgument: defineDiagnostic(
    'component/missing-argument',
    ({ name, of }: { name: string; of: string }) =>
      `the ${of} imports \`${name}\`, but there is no argument with this name`,
  ),
  missingCoreExport: defineDiagnostic(
    'component/missing-core-export',
    ({ module, name }: { module: string; name: string }) =>
      `the core module imports \`${name}\` from \`${module}\`, but the argument \`${module}\` does not export it`,
  ),
  duplicateArgument: defineDiagnostic(
    'component/duplicate-argument',
    ({ name }: { name: string }) => `two arguments have the name \`${name}\``,
  ),
};

interface Mismatch extends Found {
  /** Where in the types: `in the parameter `a` of …`, from the outside in. Empty at the outermost level. */
  readonly path: readonly string[];
}

function mismatchText({ path, ...found }: Mismatch): string {
  return path.length === 0 ? expectedFound(found) : `in ${path.join(', ')}: ${expectedFound(found)}`;
}

const subtyping = {
  sortMismatch: defineDiagnostic('component/sort-mismatch', mismatchText),
  typeMismatch: defineDiagnostic('component/type-mismatch', mismatchText),
  resourceMismatch: defineDiagnostic('component/resource-mismatch', mismatchText),
  missingExport: defineDiagnostic('component/missing-export', mismatchText),
  unexpectedImport: defineDiagnostic('component/unexpected-import', mismatchText),
  coreTypeMismatch: defineDiagnostic('component/core-type-mismatch', mismatchText),
};

const values = {
  startArgumentCount: defineDiagnostic(
    'component/start-argument-count',
    ({ expected, found }: { expected: number; found: number }) =>
      `expected ${counted(expected, 'argument')} for the start function, found ${found}`,
  ),
  startResultCount: defineDiagnostic(
    'component/start-result-count',
    ({ expected, found }: { expected: number; found: number }) =>
      `expected ${counted(expected, 'result')} of the start function, found ${found}`,
  ),
  startArgumentType: defineDiagnostic(
    'component/start-argument-type',
    ({ param, expected, found }: Found & { param: string }) =>
      `expected ${expected} for the parameter \`${param}\` of the start function, found ${found}`,
  ),
  secondStart: defineDiagnostic(
    'component/second-start',
    () => 'expected one start function in a component, found a second one',
  ),
  valueUsedTwice: defineDiagnostic(
    'component/value-used-twice',
    ({ index }: { index: number }) => `the value ${index} is used a second time`,
  ),
  valueNotUsed: defineDiagnostic(
    'component/value-not-used',
    ({ index }: { index: number }) => `the value ${index} is never used`,
  ),
  badValueDefinition: defineDiagnostic(
    'component/bad-value-definition',
    ({ type, reason }: { type: string; reason: string }) => `expected the bytes of ${type}, found ${reason}`,
  ),
};

/** What is wrong with a component whose bytes are in order. */
export const validationMessages = {
  ...indexes,
  ...types,
  ...externs,
  ...instances,
  ...subtyping,
  ...values,
};
