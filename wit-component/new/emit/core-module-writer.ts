import {
  encodeModule,
  funcType,
  moduleNameData,
  producersData,
  type CoreFunctionPart,
  type LocalRun,
  type ModuleParts,
  type Producers,
} from '../../../component/index.js';
import type { Signature } from '../plan/core-item.js';

/** The function types of a module, each once. */
export class FuncTypes {
  readonly #types: Signature[] = [];
  readonly #indexes = new Map<string, number>();

  index(signature: Signature): number {
    const key = JSON.stringify([signature.params, signature.results]);
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    this.#indexes.set(key, this.#types.length);
    return this.#types.push(signature) - 1;
  }

  get all(): NonNullable<ModuleParts['types']> {
    return this.#types.map(({ params, results }) => funcType(params, results));
  }
}

/** The functions that a module defines, behind those that it imports. */
export class Functions {
  readonly parts: CoreFunctionPart[] = [];
  readonly names = new Map<number, string>();
  readonly #imported: number;

  constructor(imported: number) {
    this.#imported = imported;
  }

  /** The index that the next function will have. */
  get next(): number {
    return this.#imported + this.parts.length;
  }

  add(name: string, type: number, body: Uint8Array, locals: readonly LocalRun[] = []): number {
    const index = this.next;
    this.parts.push({ type, locals, body });
    this.names.set(index, name);
    return index;
  }
}

export interface ModuleLabels {
  readonly module: string;
  readonly functions: ReadonlyMap<number, string>;
  readonly globals?: ReadonlyMap<number, string>;
}

/** The bytes of a module that is made for the component, with its producers and, if they are wanted, its names. */
export function writeModule(
  parts: ModuleParts,
  labels: ModuleLabels,
  { producers, debugNames }: { readonly producers: Producers; readonly debugNames: boolean },
): Uint8Array {
  const customSections = [
    ...(producers.size > 0 ? [{ name: 'producers', data: producersData(producers) }] : []),
    ...(debugNames ? [{ name: 'name', data: moduleNameData(labels) }] : []),
  ];
  return encodeModule({ ...parts, customSections });
}
