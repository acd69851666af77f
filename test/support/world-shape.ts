import {
  childTypes,
  externName,
  interfaceId,
  type Func,
  type Interface,
  type Type,
  type TypeDef,
  type World,
  type WorldItem,
} from '../../wit-parser/index.js';

/** What a world imports and exports, as lines of text that do not depend on names of worlds, docs, gates and order. */
export interface WorldShape {
  /** The functions of both sides, and the types of exported interfaces and of the world. */
  readonly items: readonly string[];
  /** The types of imported interfaces: a component has those that are used. */
  readonly importedTypes: readonly string[];
}

export function worldShape(world: World): WorldShape {
  const shape = new Shape(world);
  return { items: [...shape.items].sort(), importedTypes: [...shape.importedTypes].sort() };
}

class Shape {
  readonly items: string[] = [];
  readonly importedTypes: string[] = [];
  /** Inline interfaces have no names of their own. */
  readonly #labels = new Map<Interface, string>();

  constructor({ imports, exports }: World) {
    for (const item of [...imports, ...exports]) {
      if (item.kind === 'world-interface') this.#labels.set(item.interface, externName(item));
    }
    for (const item of imports) this.#add('import', item, this.importedTypes);
    for (const item of exports) this.#add('export', item, this.items);
  }

  #add(side: string, item: WorldItem, types: string[]): void {
    const name = externName(item);
    switch (item.kind) {
      case 'world-func':
        this.items.push(`${side} ${this.#func(item.func)}`);
        return;
      case 'world-type':
        this.items.push(`${side} ${name} = ${this.#definition(item.type)}`);
        return;
      case 'world-interface': {
        const { interface: iface } = item;
        const from = item.label === null ? name : `${name} (${interfaceId(iface) ?? 'inline'})`;
        for (const func of iface.functions.values()) this.items.push(`${side} ${from} ${this.#func(func)}`);
        for (const type of iface.types.values()) {
          types.push(`${side} ${from} ${type.name} = ${this.#definition(type)}`);
        }
      }
    }
  }

  #func({ kind, name, params, result }: Func): string {
    const given = params.map((param) => `${param.name}: ${this.#type(param.type)}`);
    return `${kind} ${name}(${given.join(', ')}) -> ${result === null ? 'nothing' : this.#type(result)}`;
  }

  #type(type: Type): string {
    if (typeof type === 'string') return type;
    if (type.name === null || type.owner === null) return this.#definition(type);
    const { owner } = type;
    const from = owner.kind === 'world' ? 'world' : (interfaceId(owner) ?? this.#labels.get(owner) ?? '');
    return `${from}.${type.name}`;
  }

  /** The kind of a type with the names of its parts, and the types of these. */
  #definition(type: TypeDef): string {
    const labels =
      'fields' in type ? type.fields : 'cases' in type ? type.cases : 'flags' in type ? type.flags : [];
    const names = labels.map((part) => {
      return 'type' in part && part.type === null ? `${part.name} alone` : part.name;
    });
    const ends = type.kind === 'result' ? [`${type.ok === null}`, `${type.err === null}`] : [];
    const length = type.kind === 'fixed-length-list' ? [`${type.length}`] : [];
    return `${type.kind}(${[...names, ...ends, ...length, ...childTypes(type).map((part) => this.#type(part))].join(', ')})`;
  }
}
