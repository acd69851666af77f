import { defineDiagnostic } from '../../base/index.js';

/** Why a binary cannot be read as WIT. */
export const decodeMessages = {
  notAnInterfaceMember: defineDiagnostic(
    'wit-component/not-an-interface-member',
    ({ instance, name, found }: { instance: string; name: string; found: string }) =>
      `an interface has types and functions, but \`${instance}\` has the ${found} \`${name}\``,
  ),
  notAWorldItem: defineDiagnostic(
    'wit-component/not-a-world-item',
    ({ side, name, found }: { side: 'import' | 'export'; name: string; found: string }) =>
      `a world cannot ${side} the ${found} \`${name}\``,
  ),
  importLeftOut: defineDiagnostic(
    'wit-component/import-left-out',
    ({ name, found }: { name: string; found: string }) =>
      `the component needs the ${found} \`${name}\`, which WIT cannot say: its world is shown without`,
    'warning',
  ),
  typeTwice: defineDiagnostic(
    'wit-component/type-twice',
    ({ name }: { name: string }) =>
      `the type \`${name}\` is there more than once, and WIT has no name for the second`,
  ),
  inlineType: defineDiagnostic(
    'wit-component/inline-type-used-elsewhere',
    ({ name }: { name: string }) =>
      `the type \`${name}\` of an interface without a name of its own is used elsewhere, and WIT cannot refer to it`,
  ),
  otherDefinition: defineDiagnostic(
    'wit-component/other-definition',
    (a: { name: string; interface: string }) =>
      `the interface \`${a.interface}\` is there more than once, with different definitions of \`${a.name}\``,
  ),
  notOneItem: defineDiagnostic(
    'wit-component/not-one-item',
    ({ name, count }: { name: string; count: number }) =>
      `expected one interface or world in the type \`${name}\` of a WIT package, found ${count} exports`,
  ),
  unqualifiedName: defineDiagnostic(
    'wit-component/unqualified-name',
    ({ name, what }: { name: string; what: string }) =>
      `expected the name of ${what} as \`namespace:package/name\`, found \`${name}\``,
  ),
  packageCycle: defineDiagnostic(
    'wit-component/package-cycle',
    ({ first, second }: { first: string; second: string }) =>
      `the packages \`${first}\` and \`${second}\` use each other, perhaps by way of others`,
  ),
  severalPackages: defineDiagnostic(
    'wit-component/several-packages',
    ({ first, other }: { first: string; other: string }) =>
      `a binary holds one WIT package, but this one has items of \`${first}\` and \`${other}\``,
  ),
  metadataVersion: defineDiagnostic(
    'wit-component/metadata-version',
    ({ found }: { found: number | null }) =>
      `expected version 4 or 3 of the metadata of a core module, found ${found === null ? 'nothing' : `version ${found}`}`,
  ),
  noStringEncoding: defineDiagnostic(
    'wit-component/no-string-encoding',
    ({ section }: { section: string }) =>
      `the metadata of a core module has no \`${section}\` section, which says how strings are encoded`,
  ),
  unknownStringEncoding: defineDiagnostic(
    'wit-component/unknown-string-encoding',
    ({ found }: { found: number | null }) =>
      `expected 0 (utf8), 1 (utf16) or 2 (latin1+utf16) for the string encoding, found ${found ?? 'nothing'}`,
  ),
  notOneWorld: defineDiagnostic(
    'wit-component/not-one-world',
    () => 'the metadata of a core module holds one world, and this one holds something else',
  ),
  noWorldName: defineDiagnostic(
    'wit-component/no-world-name',
    () => 'expected the name of a world in version 3 of the metadata of a core module',
  ),
  malformedDocs: defineDiagnostic(
    'wit-component/malformed-docs',
    ({ section, fault }: { section: string; fault: string }) => `the \`${section}\` section ${fault}`,
  ),
};
