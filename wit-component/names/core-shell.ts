import type { CoreFuncType, CoreValType } from '../../canonical-abi/index.js';
import type * as core from '../../component/index.js';

/** A core function type: as the Canonical ABI writes it, with what it never has (`v128`, references) as text. */
export interface FoundFuncType {
  readonly params: readonly string[];
  readonly results: readonly string[];
}

/** The types of the functions of a core module. */
export interface CoreShell {
  readonly module: core.CoreModule;
  /** Of the function type at `index`; null if there is none. */
  funcType(index: number): FoundFuncType | null;
  /** Of the function at `index` of all functions, imported ones first; null if there is none. */
  typeOfFunc(index: number): FoundFuncType | null;
  /** Of the memory at `index` of all memories; null if there is none. */
  memory(index: number): core.MemoryType | null;
}

/** Looks up the types in `module`, whose indexes need not be valid. */
export function coreShell(module: core.CoreModule): CoreShell {
  const types = module.types.flatMap((group) => group.types);
  const typeOfImported = module.imports.flatMap(({ type }) => (type.kind === 'func' ? [type.type] : []));
  const typeIndexes = [...typeOfImported, ...module.functions];
  const memories = [
    ...module.imports.flatMap(({ type }) => (type.kind === 'memory' ? [type.memory] : [])),
    ...module.memories,
  ];
  const funcType = (index: number): FoundFuncType | null => {
    const composite = types[index]?.composite;
    if (composite?.kind !== 'func') return null;
    return { params: composite.params.map(typeText), results: composite.results.map(typeText) };
  };
  return {
    module,
    funcType,
    typeOfFunc(index) {
      const type = typeIndexes[index];
      return type === undefined ? null : funcType(type);
    },
    memory: (index) => memories[index] ?? null,
  };
}

/** Whether the type that was found is `expected`. */
export function isFuncType(found: FoundFuncType, expected: CoreFuncType): boolean {
  return sameTypes(found.params, expected.params) && sameTypes(found.results, expected.results);
}

/** `(i32, i64) -> i32`, as it is written in messages. */
export function funcTypeText({ params, results }: FoundFuncType): string {
  const to = results.length === 1 ? (results[0] ?? '') : `(${results.join(', ')})`;
  return `(${params.join(', ')}) -> ${to}`;
}

function sameTypes(found: readonly string[], expected: readonly CoreValType[]): boolean {
  return found.length === expected.length && found.every((type, index) => type === expected[index]);
}

function typeText(type: core.CoreValType): string {
  if (typeof type === 'string') return type;
  const heap = type.heap.kind === 'abstract' ? type.heap.name : `type ${type.heap.type}`;
  return `ref ${type.nullable ? 'null ' : ''}${heap}`;
}
