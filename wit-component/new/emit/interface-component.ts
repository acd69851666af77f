import { InternalError } from '../../../base/index.js';
import { ComponentBuilder, type Component, type ExternName, type Type } from '../../../component/index.js';
import type { Func, Interface, TypeDef } from '../../../wit-parser/index.js';
import { plainName } from '../../encode/extern-names.js';
import { copyEncodedTypes, TypeEncoder, type TypeScope } from '../../encode/type-encoder.js';
import { interfaceTypes } from '../plan/imported-interfaces.js';
import type { Emitter } from './emitter.js';

/** A type that the component of an interface imports. */
export interface ImportedType {
  readonly name: string;
  readonly type: TypeDef;
}

export interface InterfaceComponent {
  readonly component: Component;
  readonly imports: readonly ImportedType[];
}

/**
 * The component that an exported interface is an instance of. It imports the functions of the interface, its resources and
 * the types of other interfaces, and exports the functions with the types of the interface. What is imported has names
 * with a prefix, so that they cannot clash with anything.
 *
 * Sees to it that all the types it imports are defined in the component around it.
 */
export function interfaceComponent(emitter: Emitter, iface: Interface): InterfaceComponent {
  const scope = new InterfaceScope();
  const encoder = new TypeEncoder(scope);
  const { builder } = scope;
  for (const type of interfaceTypes(iface)) {
    if (type.owner?.kind !== 'interface' || type.owner === iface) continue;
    emitter.types(iface).valType(type);
    scope.owner = type.owner;
    encoder.valType(type);
  }
  const foreign = copyEncodedTypes(encoder.encoded);
  scope.owner = iface;
  const own = [...iface.types.values()];
  const resources = own.filter((type) => type.kind === 'resource');
  for (const resource of resources) encoder.valType(resource);
  const funcs = [...iface.functions.values()];
  for (const func of funcs) {
    builder.import(plainName(importFuncName(func)), { kind: 'func', type: encoder.func(func) });
  }
  const imports = importedTypes(scope, encoder);
  exportInterface(scope, new TypeEncoder(scope, foreign), { own, funcs, imported: encoder });
  return { component: builder.finish(), imports };
}

/** The name under which the component of an interface imports a function. */
export function importFuncName({ name, resource, kind }: Func): string {
  const isPlain = resource === null && kind !== 'getter' && kind !== 'setter';
  return isPlain ? `import-func-${name}` : `import-${name.replaceAll('[', '').replaceAll(/[\].]/g, '-')}`;
}

function importedTypes(scope: InterfaceScope, encoder: TypeEncoder): readonly ImportedType[] {
  const types = new Map([...encoder.encoded.definitions].map(([type, index]) => [index, type]));
  return [...scope.imports].map(([name, index]) => {
    const type = types.get(index);
    if (type === undefined) throw new InternalError(`nothing is imported as \`${name}\``);
    return { name, type };
  });
}

interface Exported {
  readonly own: readonly TypeDef[];
  readonly funcs: readonly Func[];
  /** The encoder of what is imported. */
  readonly imported: TypeEncoder;
}

function exportInterface(
  scope: InterfaceScope,
  encoder: TypeEncoder,
  { own, funcs, imported }: Exported,
): void {
  const { builder } = scope;
  scope.isExporting = true;
  for (const type of own) {
    if (type.kind !== 'resource') {
      encoder.valType(type);
      continue;
    }
    const index = imported.encoded.definitions.get(type) ?? 0;
    const name = plainName(type.name ?? '', type.externalId);
    encoder.encoded.definitions.set(type, builder.export(name, 'type', index));
  }
  for (const [index, func] of funcs.entries()) {
    const type = encoder.func(func);
    builder.export(plainName(func.name, func.externalId), 'func', index, { kind: 'func', type });
  }
}

/** The types of the component of an interface: first they are imported, then exported. */
class InterfaceScope implements TypeScope {
  readonly builder = new ComponentBuilder();
  /** By name: the indexes of imported types. */
  readonly imports = new Map<string, number>();
  owner: Interface | null = null;
  isExporting = false;

  type(type: Type): number {
    return this.builder.type(type);
  }

  named(name: ExternName, index: number): number {
    if (this.isExporting) return this.builder.export(name, 'type', index);
    return this.#import(name.name, { kind: 'eq', type: index });
  }

  resource(name: ExternName): number {
    if (this.isExporting) throw new InternalError(`resource \`${name.name}\` has not been exported`);
    return this.#import(name.name, { kind: 'sub resource' });
  }

  foreign(type: TypeDef): number {
    throw new InternalError(`type \`${type.name}\` is used before it is imported`);
  }

  #import(type: string, bound: { kind: 'eq'; type: number } | { kind: 'sub resource' }): number {
    let name = `import-type-${type}`;
    for (let number = 0; this.imports.has(name); number++) name = `${name}${number}`;
    const index = this.builder.import(plainName(name), { kind: 'type', bound });
    this.imports.set(name, index);
    return index;
  }
}
