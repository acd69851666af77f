import { defineDiagnostic } from '../../base/index.js';

/** What is in custom sections that hold no plain text. */
const CONTENTS: Readonly<Record<string, string>> = {
  producers: 'a list of tools',
  '.dep-v0': 'a compressed list of packages',
};

/** What is wrong with metadata, or with what is to be said in it. */
export const rewriteMessages = {
  malformedMetadata: defineDiagnostic(
    'metadata/malformed-section',
    ({ section }: { section: string }) =>
      `expected ${CONTENTS[section] ?? 'a text in UTF-8'} in the custom section \`${section}\`, found malformed bytes`,
  ),
  notAUrl: defineDiagnostic(
    'metadata/not-a-url',
    ({ field, value }: { field: string; value: string }) =>
      `expected a URL with its scheme for \`${field}\`, found \`${value}\``,
  ),
  notALicense: defineDiagnostic(
    'metadata/not-a-license',
    ({ value, expected }: { value: string; expected: string }) =>
      `expected an SPDX license expression, found \`${value}\`, where ${expected}`,
  ),
  untranslatableType: defineDiagnostic(
    'unbundle/type-not-supported',
    ({ index }: { index: number }) =>
      `expected plain function types for what a core module imports and exports, found type ${index}, which is another one`,
  ),
};
