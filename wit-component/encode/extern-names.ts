import type { ExternName, NameAttribute } from '../../component/index.js';
import { versionTrack } from '../../base/index.js';
import {
  externName,
  implementedInterface,
  interfaceId,
  qualifiedName,
  type Interface,
  type WorldItem,
} from '../../wit-parser/index.js';

/** How the versions of interfaces are written: whole in their names, or as a track and a suffix apart. */
export interface NameForm {
  /** wasm-tools' `--emit-canonical-names`. */
  readonly canonicalNames: boolean;
}

/** A name that is no interface's: of a function, a type, or an interface written inline. */
export function plainName(name: string, externalId: string | null = null): ExternName {
  return withAttributes(name, [['external-id', externalId]]);
}

/**
 * The name under which a component imports or exports `item`.
 * @spec Explainer.md#import-and-export-definitions
 */
export function worldItemName(item: WorldItem, form: NameForm): ExternName {
  if (item.kind === 'world-func') return plainName(item.name, item.func.externalId);
  if (item.kind === 'world-type') return plainName(item.name, item.type.externalId);
  if (item.label === null) return interfaceName(item.interface, form, item.externalId);
  const implemented = implementedInterface(item);
  if (implemented === null) return plainName(externName(item), item.externalId);
  const { name, suffix } = nameParts(implemented, form);
  return withAttributes(item.label, [
    ['implements', name],
    ['version-suffix', suffix],
    ['external-id', item.externalId],
  ]);
}

/** The name of an interface that goes by its own name. */
export function interfaceName(
  iface: Interface,
  form: NameForm,
  externalId: string | null = null,
): ExternName {
  const { name, suffix } = nameParts(iface, form);
  return withAttributes(name, [
    ['version-suffix', suffix],
    ['external-id', externalId],
  ]);
}

/** @spec Explainer.md#canonical-interface-name */
function nameParts(iface: Interface, { canonicalNames }: NameForm): { name: string; suffix: string | null } {
  const { package: pkg, name } = iface;
  if (!canonicalNames || name === null || pkg.name.version === null) {
    return { name: interfaceId(iface) ?? '', suffix: null };
  }
  const { track, suffix } = versionTrack(pkg.name.version);
  return { name: qualifiedName({ ...pkg.name, version: track }, name), suffix };
}

type Attribute = readonly [kind: NameAttribute['kind'], value: string | null];

function withAttributes(name: string, attributes: readonly Attribute[]): ExternName {
  return {
    name,
    attributes: attributes.flatMap(([kind, value]) => (value === null ? [] : [{ kind, value }])),
    isLegacyForm: false,
  };
}
