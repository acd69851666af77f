import { defineDiagnostic } from '../base/index.js';

/** What is wrong with what is to be run, or with the imports that an instance is given. */
export const hostMessages = {
  coreModule: defineDiagnostic(
    'host/core-module',
    ({ path }: { path: string }) =>
      `expected a component, found a core module${path === '' ? '' : `: \`${path}\``}`,
  ),
  missingImport: defineDiagnostic(
    'host/missing-import',
    ({ name, needs }: { name: string; needs: string }) =>
      `expected the import \`${name}\`, found none: ${needs}`,
  ),
  unfitImport: defineDiagnostic(
    'host/unfit-import',
    ({ place, expected, found }: { place: string; expected: string; found: string }) =>
      `expected ${expected} as ${place}, found ${found}`,
  ),
};
