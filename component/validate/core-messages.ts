import { defineDiagnostic } from '../../base/index.js';

/** What is wrong with core modules and core types in a component. */
export const coreMessages = {
  invalidCoreModule: defineDiagnostic(
    'component/invalid-core-module',
    ({ reason }: { reason: string }) => `the core module is not valid: ${reason}`,
  ),
  coreModuleNotValidated: defineDiagnostic(
    'component/core-module-not-validated',
    ({ needs }: { needs: readonly string[] }) =>
      `the core module is not validated here: it needs ${needs.map((name) => `\`${name}\``).join(', ')}, which this engine lacks`,
    'warning',
  ),
  duplicateCoreImport: defineDiagnostic(
    'component/duplicate-core-import',
    ({ module, name }: { module: string; name: string }) =>
      `expected each import of a core module once, found \`${name}\` of \`${module}\` again`,
  ),
  duplicateCoreExport: defineDiagnostic(
    'component/duplicate-core-export',
    ({ name }: { name: string }) => `expected core exports of different names, found \`${name}\` again`,
  ),
  coreLimitTooLarge: defineDiagnostic(
    'component/core-limit-too-large',
    ({ what, limit, found }: { what: string; limit: bigint; found: bigint }) =>
      `expected at most ${limit} for ${what}, found ${found}`,
  ),
  coreLimitsReversed: defineDiagnostic(
    'component/core-limits-reversed',
    ({ what, minimum, maximum }: { what: string; minimum: bigint; maximum: bigint }) =>
      `the minimum of ${what}, ${minimum}, is more than its maximum, ${maximum}`,
  ),
  sharedMemoryWithoutMaximum: defineDiagnostic(
    'component/shared-memory-without-maximum',
    () => 'expected a maximum for a shared memory, found none',
  ),
  badPageSize: defineDiagnostic(
    'component/bad-page-size',
    ({ found }: { found: number }) => `expected a page size of 2^0 or 2^16 bytes, found 2^${found}`,
  ),
  badCoreSupertype: defineDiagnostic(
    'component/bad-core-supertype',
    ({ reason }: { reason: string }) => `expected a supertype that the core type matches, found ${reason}`,
  ),
};
