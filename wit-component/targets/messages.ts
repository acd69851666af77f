import { defineDiagnostic } from '../../base/index.js';

interface Difference {
  readonly path: readonly string[];
  readonly expected: string;
  readonly found: string;
}

function inPath({ path }: Difference): string {
  return path.length === 0 ? '' : ` in ${path.join(', ')}`;
}

/** Why a component does not fit a world. */
export const targetsMessages = {
  unexpectedImport: defineDiagnostic(
    'targets/unexpected-import',
    (a: { name: string; world: string }) =>
      `the component imports \`${a.name}\`, which the world \`${a.world}\` does not`,
  ),
  missingExport: defineDiagnostic(
    'targets/missing-export',
    (a: { name: string; world: string }) =>
      `the world \`${a.world}\` exports \`${a.name}\`, which the component does not`,
  ),
  missingImportMember: defineDiagnostic(
    'targets/missing-import-member',
    (a: { name: string; member: string; world: string }) =>
      `the component needs \`${a.member}\` of its import \`${a.name}\`, which the world \`${a.world}\` does not have there`,
  ),
  missingExportMember: defineDiagnostic(
    'targets/missing-export-member',
    (a: { name: string; member: string; world: string }) =>
      `the world \`${a.world}\` asks for \`${a.member}\` of the export \`${a.name}\`, which the component does not have there`,
  ),
  importMismatch: defineDiagnostic(
    'targets/import-mismatch',
    (a: Difference & { name: string; world: string }) =>
      `the component asks for ${a.expected} as \`${a.name}\`${inPath(a)}, but the world \`${a.world}\` gives ${a.found}`,
  ),
  exportMismatch: defineDiagnostic(
    'targets/export-mismatch',
    (a: Difference & { name: string; world: string }) =>
      `the world \`${a.world}\` asks for ${a.expected} as \`${a.name}\`${inPath(a)}, but the component has ${a.found}`,
  ),
};
