import { defineDiagnostic } from '../../base/index.js';

/** What can be wrong with a value in WAVE, by itself and for its type. */
export const waveMessages = {
  invalidCharacter: defineDiagnostic(
    'wave/invalid-character',
    ({ character }: { character: string }) => `no value contains ${character}`,
  ),
  invalidNumber: defineDiagnostic(
    'wave/invalid-number',
    ({ text }: { text: string }) => `\`${text}\` is not a number`,
  ),
  invalidLabel: defineDiagnostic(
    'wave/invalid-label',
    ({ text }: { text: string }) =>
      `expected a label in kebab-case, each word in one case, found \`${text}\``,
  ),
  unterminatedLiteral: defineDiagnostic(
    'wave/unterminated-literal',
    ({ quote }: { quote: string }) => `expected a closing \`${quote}\`, found none`,
  ),
  invalidEscape: defineDiagnostic('wave/invalid-escape', ({ why }: { why: string }) => why),
  invalidChar: defineDiagnostic(
    'wave/invalid-char',
    ({ found }: { found: string }) => `expected one Unicode scalar value in a char, found ${found}`,
  ),
  invalidMultilineString: defineDiagnostic(
    'wave/invalid-multiline-string',
    ({ expected, found }: { expected: string; found: string }) => `expected ${expected}, found ${found}`,
  ),
  unexpectedToken: defineDiagnostic(
    'wave/unexpected-token',
    ({ expected, found }: { expected: string; found: string }) => `expected ${expected}, found ${found}`,
  ),
  duplicateLabel: defineDiagnostic(
    'wave/duplicate-label',
    ({ sort, label }: { sort: 'field' | 'flag'; label: string }) =>
      `the ${sort} \`${label}\` is given more than once`,
  ),
  nestingTooDeep: defineDiagnostic(
    'wave/nesting-too-deep',
    ({ limit }: { limit: number }) => `values are nested more than ${limit} deep`,
  ),
  textTooLong: defineDiagnostic(
    'wave/text-too-long',
    ({ limit, found }: { limit: number; found: number }) =>
      `expected at most ${limit} characters, found ${found}`,
  ),
  typeMismatch: defineDiagnostic(
    'wave/type-mismatch',
    ({ expected, found }: { expected: string; found: string }) => `expected ${expected}, found ${found}`,
  ),
  outOfRange: defineDiagnostic(
    'wave/out-of-range',
    ({ type, least, most, found }: { type: string; least: bigint; most: bigint; found: string }) =>
      `expected a \`${type}\`, from ${least} to ${most}, found ${found}`,
  ),
  wrongCount: defineDiagnostic(
    'wave/wrong-count',
    ({ type, expected, found }: { type: string; expected: number; found: number }) =>
      `expected ${expected} ${expected === 1 ? 'value' : 'values'} for \`${type}\`, found ${found}`,
  ),
  unknownLabel: defineDiagnostic(
    'wave/unknown-label',
    ({ type, sort, label }: { type: string; sort: 'field' | 'flag' | 'case'; label: string }) =>
      `\`${type}\` has no ${sort} \`${label}\``,
  ),
  missingField: defineDiagnostic(
    'wave/missing-field',
    ({ type, labels }: { type: string; labels: readonly string[] }) =>
      `\`${type}\` needs the ${labels.length === 1 ? 'field' : 'fields'} ${labels.map((label) => `\`${label}\``).join(', ')}`,
  ),
  missingPayload: defineDiagnostic(
    'wave/missing-payload',
    ({ label, type }: { label: string; type: string }) => `\`${label}\` needs a payload of type \`${type}\``,
  ),
  unexpectedPayload: defineDiagnostic(
    'wave/unexpected-payload',
    ({ label, type }: { label: string; type: string }) => `\`${label}\` of \`${type}\` has no payload`,
  ),
  keywordAsCase: defineDiagnostic(
    'wave/keyword-as-case',
    ({ type, label }: { type: string; label: string }) =>
      `expected a case of \`${type}\`, found the keyword \`${label}\``,
  ),
  unsupportedType: defineDiagnostic(
    'wave/unsupported-type',
    ({ type }: { type: string }) => `no text stands for a value of type \`${type}\``,
  ),
};
