import { readFileSync } from 'node:fs';
import type { PrimValType, PtrType, ValType } from '../../../canonical-abi/index.js';
import { inRepository } from '../../support/repository.js';

/** What definitions.py answers about random types; `make-vectors.py` says how types are written. */
export interface Vectors {
  readonly spec: string;
  readonly sha256: string;
  readonly constants: Readonly<Record<string, number>>;
  readonly types: readonly TypeVector[];
  readonly functions: readonly FunctionVector[];
}

/** Pairs are of a 32-bit and a 64-bit memory. */
export interface TypeVector {
  readonly type: TypeText;
  readonly alignment: readonly [number, number];
  readonly elemSize: readonly [number, number];
  /** Null where definitions.py has no answer: for what holds flags or an error-context. */
  readonly borrow: boolean | null;
  readonly asyncValue: boolean | null;
  /** Core types by name, or how many they are. */
  readonly flat: readonly [string | number, string | number];
  /** Of the fields of a record, or of the first payload of a variant. */
  readonly offsets?: readonly [readonly number[], readonly number[]];
  readonly discriminant?: 'u8' | 'u16' | 'u32';
}

export interface FunctionVector {
  /** Indices into `types`. */
  readonly params: readonly number[];
  readonly result: number | null;
  /** `lift async callback i32` → `i32 i64 -> i32` */
  readonly core: Readonly<Record<string, string>>;
}

export const VECTORS_FILE = inRepository('fixtures', 'canonical-abi', 'layout-vectors.json');

export const PTR_TYPES: readonly [PtrType, PtrType] = ['i32', 'i64'];

export function readVectors(): Vectors {
  return JSON.parse(readFileSync(VECTORS_FILE, 'utf8')) as Vectors;
}

export type TypeText =
  | PrimValType
  | 'own'
  | 'borrow'
  | { readonly record: readonly TypeText[] }
  | { readonly tuple: readonly TypeText[] }
  | { readonly variant: readonly (TypeText | null)[] }
  | { readonly enum: number }
  | { readonly flags: number }
  | { readonly option: TypeText }
  | { readonly result: readonly [TypeText | null, TypeText | null] }
  | { readonly list: TypeText; readonly length?: number }
  | { readonly map: readonly [TypeText, TypeText] }
  | { readonly stream: TypeText | null }
  | { readonly future: TypeText | null };

const RESOURCE = {};

/** The type that `text` writes. */
export function typeOf(text: TypeText): ValType {
  if (text === 'own' || text === 'borrow') return { kind: text, resource: RESOURCE };
  if (typeof text === 'string') return text;
  if ('record' in text) {
    return {
      kind: 'record',
      fields: text.record.map((type, index) => ({ label: `f${index}`, type: typeOf(type) })),
    };
  }
  if ('tuple' in text) return { kind: 'tuple', types: text.tuple.map(typeOf) };
  if ('variant' in text) {
    return {
      kind: 'variant',
      cases: text.variant.map((type, index) => ({ label: `c${index}`, type: payloadOf(type) })),
    };
  }
  if ('enum' in text) return { kind: 'enum', labels: labels(text.enum) };
  if ('flags' in text) return { kind: 'flags', labels: labels(text.flags) };
  if ('option' in text) return { kind: 'option', type: typeOf(text.option) };
  if ('result' in text) {
    const [ok, error] = text.result;
    return { kind: 'result', ok: payloadOf(ok), error: payloadOf(error) };
  }
  if ('list' in text) return { kind: 'list', element: typeOf(text.list), length: text.length ?? null };
  if ('map' in text) return { kind: 'map', key: typeOf(text.map[0]), value: typeOf(text.map[1]) };
  if ('stream' in text) return { kind: 'stream', element: payloadOf(text.stream) };
  return { kind: 'future', element: payloadOf(text.future) };
}

function payloadOf(text: TypeText | null): ValType | null {
  return text === null ? null : typeOf(text);
}

function labels(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `l${index}`);
}
