/** What JSON must look like to be docs of a package. */
type Shape =
  | 'text'
  | { readonly kind: 'table'; readonly of: Shape }
  /** All fields may be absent. */
  | { readonly kind: 'record'; readonly fields: Readonly<Record<string, Shape>> }
  | { readonly kind: 'func' }
  | { readonly kind: 'stability' };

const tableOf = (of: Shape): Shape => ({ kind: 'table', of });
const record = (fields: Readonly<Record<string, Shape>>): Shape => ({ kind: 'record', fields });

const STABILITY: Shape = { kind: 'stability' };
const FUNC: Shape = { kind: 'func' };
const ITEM = { docs: 'text', stability: STABILITY } as const;
const TYPE = record({ ...ITEM, items: tableOf('text') });
const INTERFACE = record({ ...ITEM, funcs: tableOf(FUNC), types: tableOf(TYPE) });
const WORLD = record({
  ...ITEM,
  interfaces: tableOf(INTERFACE),
  types: tableOf(TYPE),
  funcs: tableOf(FUNC),
  interface_exports: tableOf(INTERFACE),
  func_exports: tableOf(FUNC),
  interface_import_stability: tableOf(STABILITY),
  interface_export_stability: tableOf(STABILITY),
  interface_import_docs: tableOf('text'),
  interface_export_docs: tableOf('text'),
});

/** Of `PackageDocs`. */
export const PACKAGE_SHAPE = record({
  docs: 'text',
  worlds: tableOf(WORLD),
  interfaces: tableOf(INTERFACE),
});

/** Of `DependencyDocs`. */
export const PACKAGES_SHAPE = tableOf(PACKAGE_SHAPE);

/** What is wrong with `value`, as the end of a sentence about it; null if it has `shape`. */
export function shapeFault(value: unknown, shape: Shape, path = ''): string | null {
  if (shape === 'text') return typeof value === 'string' ? null : expected('a string', path, value);
  switch (shape.kind) {
    case 'func':
      // Version 0 has a string, or null, for a function.
      return value === null || typeof value === 'string' ? null : shapeFault(value, record(ITEM), path);
    case 'stability':
      return stabilityFault(value, path);
    case 'table':
      return entriesFault(value, path, () => shape.of);
    case 'record':
      return entriesFault(value, path, (key) => fieldOf(shape.fields, key));
  }
}

function entriesFault(
  value: unknown,
  path: string,
  shapeOf: (key: string) => Shape | undefined,
): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return expected('an object', path, value);
  }
  for (const [key, part] of Object.entries(value)) {
    const inner = path === '' ? key : `${path}.${key}`;
    const shape = shapeOf(key);
    if (shape === undefined) return `has a field \`${inner}\`, which is unknown`;
    const fault = shapeFault(part, shape, inner);
    if (fault !== null) return fault;
  }
  return null;
}

function fieldOf(fields: Readonly<Record<string, Shape>>, key: string): Shape | undefined {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

function stabilityFault(value: unknown, path: string): string | null {
  const stable = { since: 'text', deprecated: 'text' } as const;
  const unstable = { feature: 'text', deprecated: 'text' } as const;
  const fault = shapeFault(value, record({ stable: record(stable), unstable: record(unstable) }), path);
  if (fault !== null) return fault;
  const { stable: since, unstable: feature } = value as { stable?: object; unstable?: object };
  const [wanted, found] = since === undefined ? (['feature', feature] as const) : (['since', since] as const);
  const isWhole = found !== undefined && Object.hasOwn(found, wanted) && !(since && feature);
  return isWhole ? null : `expects \`stable.since\` or \`unstable.feature\` at \`${path}\``;
}

function expected(what: string, path: string, found: unknown): string {
  const place = path === '' ? '' : ` at \`${path}\``;
  const kind = found === null ? 'null' : Array.isArray(found) ? 'an array' : `a ${typeof found}`;
  return `expects ${what}${place}, found ${kind}`;
}
