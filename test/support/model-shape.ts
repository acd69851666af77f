import type {
  Func,
  Interface,
  Package,
  Resolve,
  Stability,
  Type,
  TypeDef,
  World,
  WorldItem,
} from '../../wit-parser/index.js';

/**
 * What a `Resolve` means, apart from the numbering and order of its items: two texts of one model have equal shapes.
 * Named types appear by name, anonymous ones by structure. Members of records, variants, enums, flags and signatures
 * keep their order, as it is part of the type. Empty docs (`///`) are none: no printer shows them.
 */
export function shapeOf(resolve: Resolve): unknown {
  return keyed(resolve.packages, packageKey, packageShape);
}

function packageKey({ name: { namespace, name, version } }: Package): string {
  return version === null ? `${namespace}:${name}` : `${namespace}:${name}@${version}`;
}

function packageShape(pkg: Package): unknown {
  return {
    docs: docsShape(pkg.docs),
    interfaces: keyed([...pkg.interfaces.values()], ({ name }) => name ?? '', interfaceShape),
    worlds: keyed([...pkg.worlds.values()], ({ name }) => name, worldShape),
  };
}

function interfaceShape(iface: Interface): unknown {
  return {
    docs: docsShape(iface.docs),
    stability: stabilityShape(iface.stability),
    types: keyed([...iface.types.values()], ({ name }) => name ?? '', definitionShape),
    functions: keyed([...iface.functions.values()], ({ name }) => name, funcShape),
  };
}

function worldShape(world: World): unknown {
  return {
    docs: docsShape(world.docs),
    stability: stabilityShape(world.stability),
    imports: keyed(world.imports, itemKey, itemShape),
    exports: keyed(world.exports, itemKey, itemShape),
  };
}

function itemKey(item: WorldItem): string {
  if (item.kind !== 'world-interface') return item.name;
  return item.label ?? interfaceKey(item.interface);
}

function itemShape(item: WorldItem): unknown {
  switch (item.kind) {
    case 'world-func':
      return funcShape(item.func);
    case 'world-type':
      return definitionShape(item.type);
    case 'world-interface': {
      const { docs, stability, externalId } = item;
      const named = item.interface.name !== null;
      return {
        // Without docs of its own an item is printed with those of its interface.
        docs: docsShape(docs) ?? docsShape(item.interface.docs),
        stability: stabilityShape(stability),
        externalId,
        interface: named ? interfaceKey(item.interface) : interfaceShape(item.interface),
      };
    }
  }
}

function interfaceKey(iface: Interface): string {
  return `${packageKey(iface.package)}/${iface.name ?? '(inline)'}`;
}

function funcShape(func: Func): unknown {
  return {
    kind: func.kind,
    resource: func.resource?.name ?? null,
    params: func.params.map(({ name, type }) => [name, typeShape(type)]),
    result: func.result === null ? null : typeShape(func.result),
    docs: docsShape(func.docs),
    stability: stabilityShape(func.stability),
    externalId: func.externalId,
  };
}

function definitionShape(type: TypeDef): unknown {
  const { docs, stability, externalId } = type;
  return {
    docs: docsShape(docs),
    stability: stabilityShape(stability),
    externalId,
    type: structureShape(type),
  };
}

function typeShape(type: Type): unknown {
  if (typeof type === 'string') return type;
  if (type.name === null) return structureShape(type);
  const { owner } = type;
  if (owner === null) return `?.${type.name}`;
  const place =
    owner.kind === 'world' ? `${packageKey(owner.package)}/world ${owner.name}` : interfaceKey(owner);
  return `${place}.${type.name}`;
}

function optionalShape(type: Type | null): unknown {
  return type === null ? null : typeShape(type);
}

function structureShape(type: TypeDef): unknown {
  const { kind } = type;
  switch (type.kind) {
    case 'record':
      return {
        kind,
        fields: type.fields.map((field) => [field.name, docsShape(field.docs), typeShape(field.type)]),
      };
    case 'variant':
      return {
        kind,
        cases: type.cases.map((item) => [item.name, docsShape(item.docs), optionalShape(item.type)]),
      };
    case 'enum':
      return { kind, cases: type.cases.map(({ name, docs }) => [name, docsShape(docs)]) };
    case 'flags':
      return { kind, flags: type.flags.map(({ name, docs }) => [name, docsShape(docs)]) };
    case 'resource':
      return { kind };
    case 'own':
    case 'borrow':
      return { kind, resource: typeShape(type.resource) };
    case 'tuple':
      return { kind, types: type.types.map(typeShape) };
    case 'option':
    case 'alias':
      return { kind, type: typeShape(type.type) };
    case 'result':
      return { kind, ok: optionalShape(type.ok), err: optionalShape(type.err) };
    case 'list':
      return { kind, element: typeShape(type.element) };
    case 'fixed-length-list':
      return { kind, element: typeShape(type.element), length: type.length };
    case 'map':
      return { kind, key: typeShape(type.key), value: typeShape(type.value) };
    case 'future':
    case 'stream':
      return { kind, type: optionalShape(type.type) };
  }
}

function docsShape(docs: string | null): string | null {
  return docs === '' ? null : docs;
}

function stabilityShape(stability: Stability | null): unknown {
  return stability === null ? null : { ...stability };
}

/** The items by key, in the order of the keys. Throws where two share one. */
function keyed<T>(items: readonly T[], key: (item: T) => string, shape: (item: T) => unknown): unknown {
  const entries = items.map((item): [string, unknown] => [key(item), shape(item)]);
  if (new Set(entries.map(([name]) => name)).size !== entries.length) {
    throw new Error(`two items share a key among ${entries.map(([name]) => name).join(', ')}`);
  }
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The first difference of two shapes as a path and the two values, or null. */
export function firstDifference(left: unknown, right: unknown, path = ''): string | null {
  if (!isObject(left) || !isObject(right)) {
    return Object.is(left, right) ? null : `${path}: ${JSON.stringify(left)} ≠ ${JSON.stringify(right)}`;
  }
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const difference = firstDifference(left[key], right[key], `${path} › ${key}`);
    if (difference !== null) return difference;
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
