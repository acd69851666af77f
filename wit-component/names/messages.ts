import { defineDiagnostic } from '../../base/index.js';

const imports = {
  importNotFunction: defineDiagnostic(
    'module/import-not-a-function',
    (a: { module: string; name: string; kind: string }) =>
      `expected functions only among the imports, found the ${a.kind} \`${a.module}\` \`${a.name}\``,
  ),
  severalMemoryImports: defineDiagnostic(
    'module/several-memory-imports',
    () => 'expected at most one import of the memory `env` `memory`, found a second one',
  ),
  importFromMainModule: defineDiagnostic(
    'module/import-from-main-module',
    (a: { name: string }) =>
      `only an adapter can import from \`__main_module__\`, but the main module itself imports \`${a.name}\` from it`,
  ),
  missingAdapter: defineDiagnostic(
    'module/missing-adapter',
    (a: { module: string; name: string }) =>
      `the module imports \`${a.name}\` from \`${a.module}\`, which is no component interface and needs an adapter`,
  ),
  strayEnvImport: defineDiagnostic(
    'module/stray-env-import',
    (a: { name: string }) =>
      `the module imports \`${a.name}\` from \`env\`, but nothing in a component defines it`,
  ),
  unversionedImport: defineDiagnostic(
    'module/unversioned-import',
    (a: { module: string; known: string }) =>
      `the module imports from \`${a.module}\` without a version, but the world has \`${a.known}\``,
  ),
  incompatibleImportVersion: defineDiagnostic(
    'module/incompatible-import-version',
    (a: { module: string; known: string }) =>
      `the module imports from \`${a.module}\`, but the world has \`${a.known}\`, which is not compatible`,
  ),
  malformedImportVersion: defineDiagnostic(
    'module/malformed-import-version',
    (a: { module: string; version: string }) =>
      `expected a full version such as \`1.2.3\` in \`${a.module}\`, found \`${a.version}\``,
  ),
  unshortenedVersion: defineDiagnostic(
    'module/unshortened-version',
    (a: { module: string; known: string }) =>
      `expected the standard name of \`${a.known}\` with its version cut to what decides about compatibility, found \`${a.module}\``,
  ),
  unknownImportModule: defineDiagnostic(
    'module/unknown-import-module',
    (a: { module: string; name: string; side: string }) =>
      `the module imports \`${a.name}\` from \`${a.module}\`, but the world ${a.side}s no such interface`,
  ),
  unknownImport: defineDiagnostic(
    'module/unknown-import',
    (a: { module: string; name: string; where: string }) =>
      `the module imports \`${a.name}\` from \`${a.module}\`, but there is nothing of that name in ${a.where}`,
  ),
  notExportedResource: defineDiagnostic(
    'module/not-an-exported-resource',
    (a: { name: string; resource: string; where: string }) =>
      `\`${a.name}\` is for resources that the world exports, but \`${a.resource}\` is one of ${a.where}`,
  ),
  legacyName: defineDiagnostic(
    'module/legacy-name',
    (a: { module: string; name: string }) =>
      `expected an import from \`cm32p2…\`, as legacy names are rejected, found \`${a.module}\` \`${a.name}\``,
  ),
  importTypeMismatch: defineDiagnostic(
    'module/import-type-mismatch',
    (a: { module: string; name: string; what: string; expected: string; found: string }) =>
      `the import \`${a.module}\` \`${a.name}\` is ${a.what}: expected the core type \`${a.expected}\`, found \`${a.found}\``,
  ),
};

const exports = {
  exportTypeMismatch: defineDiagnostic(
    'module/export-type-mismatch',
    (a: { name: string; what: string; expected: string; found: string }) =>
      `the export \`${a.name}\` is ${a.what}: expected the core type \`${a.expected}\`, found \`${a.found}\``,
  ),
  missingExport: defineDiagnostic(
    'module/missing-export',
    (a: { name: string; what: string }) =>
      `expected the export \`${a.name}\`, which is ${a.what}, found none`,
  ),
  missingCallback: defineDiagnostic(
    'module/missing-callback',
    (a: { name: string; callback: string }) =>
      `the export \`${a.name}\` returns to a callback: expected the export \`${a.callback}\`, found none`,
  ),
  severalLifts: defineDiagnostic(
    'module/several-lifts',
    (a: { name: string; previous: string; what: string }) =>
      `expected one export for ${a.what}, found both \`${a.previous}\` and \`${a.name}\``,
  ),
  severalMemories: defineDiagnostic(
    'module/several-memories',
    (a: { name: string; previous: string }) =>
      `expected one memory for all values that go in and out, found both \`${a.previous}\` and \`${a.name}\``,
  ),
};

/** How a core module does not fit the world that a component is to be made for. */
export const moduleMessages = { ...imports, ...exports };
