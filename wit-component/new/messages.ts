import { defineDiagnostic } from '../../base/index.js';

/** Why no component can be made of modules, although each by itself fits its world. */
export const newMessages = {
  dynamicLinking: defineDiagnostic(
    'new/dynamic-linking',
    (a: { part: string }) =>
      `\`${a.part}\` is a dynamic library (it has a \`dylink.0\` section), and linking those is not supported`,
  ),
  noMetadata: defineDiagnostic(
    'new/no-metadata',
    () => 'the module says nothing about a world, so the component imports and exports nothing',
    'warning',
  ),
  worldConflict: defineDiagnostic(
    'new/world-conflict',
    (a: { side: string; name: string; world: string; difference: string }) =>
      `world \`${a.world}\` and another one of the same component both ${a.side} \`${a.name}\`, but not the same: ${a.difference}`,
  ),
  encodingConflict: defineDiagnostic(
    'new/encoding-conflict',
    (a: { func: string; first: string; second: string }) =>
      `the module says that \`${a.func}\` takes strings in ${a.first}, and also that it takes them in ${a.second}`,
  ),
  missingMemory: defineDiagnostic(
    'new/missing-memory',
    (a: { user: string }) =>
      `\`${a.user}\` works on memory: expected the main module to export one as \`memory\`, found none`,
  ),
  missingRealloc: defineDiagnostic(
    'new/missing-realloc',
    (a: { part: string; user: string }) =>
      `\`${a.user}\` needs room for strings or lists: expected the module \`${a.part}\` to export \`cabi_realloc\`, found nothing like it`,
  ),
  missingMetadata: defineDiagnostic(
    'new/missing-metadata',
    (a: { part: string; user: string; side: string }) =>
      `the module \`${a.part}\` has \`${a.user}\`, but no world of that module ${a.side}s it`,
  ),
  missingTable: defineDiagnostic(
    'new/missing-table',
    (a: { user: string }) =>
      `\`${a.user}\` starts functions of a table: expected the main module to export \`__indirect_function_table\`, found none`,
  ),
  missingMainExport: defineDiagnostic(
    'new/missing-main-export',
    (a: { part: string; name: string; kind: string }) =>
      `the adapter \`${a.part}\` expects the main module to export the ${a.kind} \`${a.name}\`, found none`,
  ),
  tlsTypeConflict: defineDiagnostic(
    'new/tls-type-conflict',
    (a: { part: string; found: string; other: string; type: string }) =>
      `expected the base of thread-local storage to be an \`${a.type}\` as in \`${a.other}\`, found an \`${a.found}\` in \`${a.part}\``,
  ),
  missingAdapterExport: defineDiagnostic(
    'new/missing-adapter-export',
    (a: { adapter: string; name: string }) =>
      `the module imports \`${a.name}\` from \`${a.adapter}\`, but the adapter of that name exports no such function`,
  ),
  adapterTypeMismatch: defineDiagnostic(
    'new/adapter-type-mismatch',
    (a: { adapter: string; name: string; expected: string; found: string }) =>
      `the module imports \`${a.name}\` from \`${a.adapter}\` as \`${a.expected}\`, found \`${a.found}\` in the adapter`,
  ),
  pageSizeMismatch: defineDiagnostic(
    'new/page-size-mismatch',
    (a: { adapter: string; expected: number; found: number }) =>
      `expected pages of ${a.expected} bytes, as the memory of the main module has, found ${a.found} in the adapter \`${a.adapter}\``,
  ),
};
