import type { ExternName } from '../../component/index.js';
import type { PackageName } from '../../wit-parser/index.js';

/** The parts of `ns:pkg/item@version`. */
export interface QualifiedName {
  readonly package: PackageName;
  readonly item: string;
}

/**
 * Reads the name of an interface or a world, with the rest of its version where that stands apart.
 * @returns null if `name` is in another form
 */
export function readQualifiedName(
  name: string,
  attributes: ExternName['attributes'] = [],
): QualifiedName | null {
  const parts = /^([^:/@]+):([^:/@]+)\/([^:/@]+)(?:@(.+))?$/.exec(name);
  if (parts === null) return null;
  const [, namespace = '', pkg = '', item = '', version] = parts;
  const suffix = attributes.find(({ kind }) => kind === 'version-suffix')?.value ?? '';
  return {
    package: { namespace, name: pkg, version: version === undefined ? null : version + suffix },
    item,
  };
}

/** The name of the interface that an item under a label stands for, if it says so. */
export function implementsName({ attributes }: ExternName): string | null {
  return attributes.find(({ kind }) => kind === 'implements')?.value ?? null;
}

export function externalIdOf({ attributes }: ExternName): string | null {
  return attributes.find(({ kind }) => kind === 'external-id')?.value ?? null;
}
