import { defineDiagnostic } from '../../base/index.js';

/** Why a core module cannot serve as an adapter. */
export const adapterMessages = {
  unsupportedSection: defineDiagnostic(
    'adapter/unsupported-section',
    ({ section }: { section: string }) =>
      `expected an adapter to consist of functions and globals, found ${section}`,
  ),
  tableInUse: defineDiagnostic(
    'adapter/table-in-use',
    () => 'expected an adapter whose functions use no table, found one that does',
  ),
  ownMemory: defineDiagnostic(
    'adapter/own-memory',
    () => 'expected an adapter to import the memory that it uses, found one that it defines',
  ),
  ambiguousGlobal: defineDiagnostic(
    'adapter/ambiguous-global',
    ({ name, count }: { name: string; count: number }) =>
      `expected one mutable \`i32\` global \`${name}\` in the adapter, found ${count}`,
  ),
  indexOutOfBounds: defineDiagnostic(
    'adapter/index-out-of-bounds',
    ({ kind, index, count }: { kind: string; index: number; count: number }) =>
      `expected the index of a ${kind} of the adapter, less than ${count}, found ${index}`,
  ),
};
