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
  typeTwice: defineDiagnostic(
    'wit-component/type-twice',
    ({ name }: { name: string }) =>
      `the type \`${name}\` is there more than once, and WIT has no name for the second`,
  ),
  unnamedType: defineDiagnostic(
    'wit-component/unnamed-type',
    ({ kind }: { kind: string }) => `a ${kind} needs a name in WIT, and has none here`,
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
  severalPackages: defineDiagnostic(
    'wit-component/several-packages',
    ({ first, other }: { first: string; other: string }) =>
      `a binary holds one WIT package, but this one has items of \`${first}\` and \`${other}\``,
  ),
  malformedDocs: defineDiagnostic(
    'wit-component/malformed-docs',
    ({ section, fault }: { section: string; fault: string }) => `the \`${section}\` section ${fault}`,
  ),
};
