import { defineDiagnostic } from '../base/index.js';

/** A byte as a reader of hex dumps knows it. */
export function hexByte(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** What is wrong with the bytes of a component or module, before any rule of validation. */
export const componentMessages = {
  notWasm: defineDiagnostic(
    'component/not-wasm',
    ({ found }: { found: string }) =>
      `expected the bytes \`00 61 73 6d\` at the start of a WebAssembly binary, found ${found}`,
  ),
  unsupportedVersion: defineDiagnostic(
    'component/unsupported-version',
    ({ layer, expected, found }: { layer: 'component' | 'core module'; expected: number; found: number }) =>
      `expected version \`${hexByte(expected)}\` of the ${layer} format, found version \`${hexByte(found)}\``,
  ),
  wrongLayer: defineDiagnostic(
    'component/wrong-layer',
    ({ expected, found }: { expected: string; found: string }) => `expected ${expected}, found ${found}`,
  ),
  unexpectedEnd: defineDiagnostic(
    'component/unexpected-end',
    ({ container, within }: { container: string; within: string }) =>
      `the ${container} ends inside ${within}`,
  ),
  countTooLarge: defineDiagnostic(
    'component/count-too-large',
    ({ count, what, left }: { count: number; what: string; left: number }) =>
      `expected ${counted(count, what)}, found ${counted(left, 'byte')} for them`,
  ),
  limitExceeded: defineDiagnostic(
    'component/limit-exceeded',
    ({ count, what, limit }: { count: number; what: string; limit: number }) =>
      `${counted(count, what)} are more than the ${limit} that implementations accept`,
  ),
  nestingTooDeep: defineDiagnostic(
    'component/nesting-too-deep',
    ({ what, limit }: { what: string; limit: number }) => `${what} are nested more than ${limit} deep`,
  ),
  integerTooLong: defineDiagnostic(
    'component/integer-too-long',
    ({ bits, bytes }: { bits: number; bytes: number }) =>
      `expected a ${bits}-bit integer in at most ${bytes} bytes, found a longer one`,
  ),
  integerTooLarge: defineDiagnostic(
    'component/integer-too-large',
    ({ bits }: { bits: number }) => `expected a ${bits}-bit integer, found a larger one`,
  ),
  malformedUtf8: defineDiagnostic(
    'component/malformed-utf8',
    ({ byte }: { byte: number }) =>
      `expected a name in UTF-8, found the byte \`${hexByte(byte)}\` out of place`,
  ),
  unknownSection: defineDiagnostic(
    'component/unknown-section',
    ({ container, last, found }: { container: string; last: number; found: number }) =>
      `expected the id of a ${container} section, 0 to ${last}, found ${found}`,
  ),
  sectionTooLong: defineDiagnostic(
    'component/section-too-long',
    ({ container, left }: { container: string; left: number }) =>
      `the ${container} has ${counted(left, 'byte')} more than its content`,
  ),
  sectionOutOfOrder: defineDiagnostic(
    'component/section-out-of-order',
    ({ section, previous }: { section: string; previous: string }) =>
      section === previous
        ? `expected one ${section} section in a core module, found a second one`
        : `expected the ${section} section before the ${previous} section of a core module, found it behind`,
  ),
  badLeadingByte: defineDiagnostic(
    'component/bad-leading-byte',
    ({ what, expected, found }: { what: string; expected: string; found: number }) =>
      `expected ${expected} for ${what}, found \`${hexByte(found)}\``,
  ),
  reservedByte: defineDiagnostic(
    'component/reserved-byte',
    ({ what, found }: { what: string; found: number }) =>
      `expected the reserved byte \`0x00\` in ${what}, found \`${hexByte(found)}\``,
  ),
  retiredForm: defineDiagnostic(
    'component/retired-form',
    ({ what, instead }: { what: string; instead: string }) =>
      `expected a form of the current specification, found ${what}, which ${instead}`,
  ),
  sortNotAllowed: defineDiagnostic(
    'component/sort-not-allowed',
    ({ sort, what, expected }: { sort: string; what: string; expected: string }) =>
      `expected ${expected} for ${what}, found the sort \`${sort}\``,
  ),
  repeatedAttribute: defineDiagnostic(
    'component/repeated-attribute',
    ({ attribute }: { attribute: string }) => `expected one \`${attribute}\` of a name, found a second one`,
  ),
};

/** What is wrong with a choice of features, or with a binary for want of one. */
export const featureMessages = {
  unknownFeature: defineDiagnostic(
    'component/unknown-feature',
    ({ name }: { name: string }) => `there is no feature \`${name}\``,
  ),
  groupSwitchedOff: defineDiagnostic(
    'component/feature-group-switched-off',
    ({ group }: { group: string }) => `the group \`${group}\` can be switched on, not off`,
  ),
  featureDisabled: defineDiagnostic(
    'component/feature-disabled',
    ({ what, feature }: { what: string; feature: string }) =>
      `${what} need${what.endsWith('s') ? '' : 's'} the feature \`${feature}\`, which is off`,
  ),
};
