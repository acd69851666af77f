import type { Func, Interface, Type, TypeDef, World, WorldItem } from '../model.js';
import type { Selector } from './selector.js';

/**
 * Copies what a world owns for a world that includes it: its types, its functions, its inline interfaces, and the
 * anonymous types these are made of. What belongs to a named interface stays shared.
 */
export interface Cloner {
  readonly selector: Selector;
  readonly from: World | Interface;
  readonly to: World | Interface;
  readonly types: Map<TypeDef, TypeDef>;
}

export function createCloner(selector: Selector, from: World, to: World): Cloner {
  return { selector, from, to, types: new Map() };
}

/** Copies an item that has a label, under a new one. */
export function cloneItem(cloner: Cloner, item: WorldItem, name: string): WorldItem {
  switch (item.kind) {
    case 'world-type':
      return { kind: 'world-type', name, type: cloneType(cloner, item.type, name) };
    case 'world-func':
      return { kind: 'world-func', name, func: { ...cloneFunc(cloner, item.func), name } };
    case 'world-interface': {
      const shared = item.interface.name !== null;
      return {
        ...item,
        label: name,
        interface: shared ? item.interface : cloneInterface(cloner, item.interface),
      };
    }
  }
}

function cloneInterface(cloner: Cloner, from: Interface): Interface {
  const { selector } = cloner;
  const types = new Map<string, TypeDef>();
  const functions = new Map<string, Func>();
  const to: Interface = { ...from, package: selector.package, types, functions, cloneOf: from };
  const inner: Cloner = { ...cloner, from, to };
  for (const [name, type] of from.types) types.set(name, cloneType(inner, type));
  for (const [name, func] of from.functions) functions.set(name, cloneFunc(inner, func));
  selector.packageInterfaces.push(to);
  return to;
}

function cloneFunc(cloner: Cloner, func: Func): Func {
  return {
    ...func,
    resource: func.resource === null ? null : cloneType(cloner, func.resource),
    params: func.params.map((param) => ({ ...param, type: cloneRef(cloner, param.type) })),
    result: func.result === null ? null : cloneRef(cloner, func.result),
  };
}

function cloneRef(cloner: Cloner, type: Type): Type {
  return typeof type === 'string' ? type : cloneType(cloner, type);
}

function cloneOptional(cloner: Cloner, type: Type | null): Type | null {
  return type === null ? null : cloneRef(cloner, type);
}

function cloneType(cloner: Cloner, type: TypeDef, name: string | null = type.name): TypeDef {
  const known = cloner.types.get(type);
  if (known !== undefined) return known;
  const parts = cloneParts(cloner, type);
  const owner = type.owner === null ? null : cloner.to;
  const copy: TypeDef = { ...parts, name, owner, package: cloner.selector.package };
  cloner.types.set(type, copy);
  cloner.selector.packageTypes.push(copy);
  return copy;
}

function cloneParts(cloner: Cloner, type: TypeDef): TypeDef {
  switch (type.kind) {
    case 'resource':
    case 'enum':
    case 'flags':
      return type;
    case 'alias':
      return { ...type, type: cloneAliased(cloner, type.type) };
    case 'own':
    case 'borrow':
      return { ...type, resource: cloneType(cloner, type.resource) };
    case 'option':
      return { ...type, type: cloneRef(cloner, type.type) };
    case 'list':
    case 'fixed-length-list':
      return { ...type, element: cloneRef(cloner, type.element) };
    case 'map':
      return { ...type, key: cloneRef(cloner, type.key), value: cloneRef(cloner, type.value) };
    case 'tuple':
      return { ...type, types: type.types.map((part) => cloneRef(cloner, part)) };
    case 'record':
      return {
        ...type,
        fields: type.fields.map((field) => ({ ...field, type: cloneRef(cloner, field.type) })),
      };
    case 'variant':
      return { ...type, cases: type.cases.map((one) => ({ ...one, type: cloneOptional(cloner, one.type) })) };
    case 'result':
      return { ...type, ok: cloneOptional(cloner, type.ok), err: cloneOptional(cloner, type.err) };
    case 'future':
    case 'stream':
      return { ...type, type: cloneOptional(cloner, type.type) };
  }
}

/** Another name of a type is that of its copy, if it has one; what a `use` brought in stays that of the interface. */
function cloneAliased(cloner: Cloner, type: Type): Type {
  if (typeof type === 'string') return type;
  return type.owner === cloner.from ? cloneType(cloner, type) : (cloner.types.get(type) ?? type);
}
