import { readFileSync } from 'node:fs';
import type { FuncType, ValType } from '../../../canonical-abi/index.js';
import type { StringEncoding } from '../../../wit-component/index.js';
import { echoComponent } from '../../../bench/echo/component.js';
import { compileAssemblyScript, compileC, compileQuickJs } from '../../host/guests/compile.js';
import { bytesOfHex } from '../../support/hex.js';
import { linkFixtureFile } from '../../support/link-fixtures.js';
import { assemblyScript, componentizeQjs, yowaspClang } from '../../support/oracles.js';
import { passThrough } from '../../support/pass-through.js';
import { seededRandom } from '../../support/seeded-random.js';
import { randomFuncType } from '../../support/value-types.js';

/** A component that all hosts run. */
export interface Compared {
  readonly name: string;
  /** Null where its compiler is absent. */
  readonly bytes: () => Promise<Uint8Array | null> | Uint8Array | null;
  /** Exports that are not called: what they are given says how often they call back. */
  readonly not?: RegExp;
  /** Exports that the peer is not asked for; what it does otherwise stands where they are named. */
  readonly notByPeer?: RegExp;
}

/** Seeds of chains of components that pass on what they are given, each with functions and types of its own. */
const CHAINS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
/** The same with all encodings of strings, between which the peer cannot copy. */
const CHAINS_OF_ALL_ENCODINGS = [11, 12, 13, 14] as const;

export const COMPONENTS: readonly Compared[] = [
  { name: 'shop in C', bytes: () => maybe(yowaspClang(), compileC) },
  { name: 'shop in AssemblyScript', bytes: () => maybe(assemblyScript(), compileAssemblyScript) },
  {
    name: 'shop in JavaScript (QuickJS)',
    bytes: () => maybe(componentizeQjs(), compileQuickJs),
    not: /^init$/,
  },
  {
    name: 'the echo component of the benchmark',
    bytes: echoComponent,
    not: /^call-/,
    // The peer does not see that what it gives is outside of memory.
    notByPeer: /^make-bytes$/,
  },
  ...['answer', 'strings', 'passed-on', 'post-return', 'host-resource', 'start-trap'].map((name) => ({
    name: `link/${name}`,
    bytes: () => fixture(name),
  })),
  // The peer takes a representation of 0, which `use` is called with, for no resource.
  { name: 'link/two-instances', bytes: () => fixture('two-instances'), notByPeer: /^use$/ },
  ...CHAINS.map((seed) => ({ name: `chain ${seed}`, bytes: () => chain(seed, ['utf8']) })),
  ...CHAINS_OF_ALL_ENCODINGS.map((seed) => ({
    name: `chain ${seed}`,
    bytes: () => chain(seed, ['utf8', 'utf16', 'latin1+utf16']),
    notByPeer: /./,
  })),
];

function maybe<C, T>(compiler: C | null, compile: (compiler: C) => T): T | null {
  return compiler === null ? null : compile(compiler);
}

function fixture(name: string): Uint8Array {
  return bytesOfHex(readFileSync(linkFixtureFile(name, 'hex'), 'utf8'));
}

function chain(seed: number, encodings: readonly StringEncoding[]): Uint8Array {
  const { below } = seededRandom(seed);
  const functions = new Map(['a', 'b', 'c', 'd'].map((name) => [name, comparable(below)]));
  return passThrough(
    functions,
    Array.from({ length: 1 + below(3) }, () => encodings[below(encodings.length)] ?? 'utf8'),
  );
}

/** A random function without types that wasmtime's package for Python or the peer cannot pass. */
function comparable(below: (limit: number) => number): FuncType {
  for (;;) {
    const type = randomFuncType(below);
    if ([...type.params.map((param) => param.type), type.result].every(isComparable)) return type;
  }
}

function isComparable(type: ValType | null): boolean {
  if (type === null || typeof type === 'string') return true;
  switch (type.kind) {
    case 'map':
      return false;
    case 'list':
      return type.length === null && isComparable(type.element);
    case 'option':
      return isComparable(type.type);
    case 'result':
      return isComparable(type.ok) && isComparable(type.error);
    case 'record':
      return type.fields.every((field) => isComparable(field.type));
    case 'tuple':
      return type.types.every(isComparable);
    case 'variant':
      return type.cases.every((item) => isComparable(item.type));
    default:
      return true;
  }
}
