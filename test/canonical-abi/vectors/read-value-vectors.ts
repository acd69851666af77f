import { readFileSync } from 'node:fs';
import {
  type CoreValue,
  type ErrorContext,
  LiftedString,
  type PtrType,
  type SimpleEncoding,
  type StringEncoding,
  type ValuePlan,
} from '../../../canonical-abi/index.js';
import { inRepository } from '../../support/repository.js';
import type { TypeText } from './read-vectors.js';

/** What definitions.py does with random values; `make-value-vectors.py` says how they are written. */
export interface ValueVectors {
  readonly spec: string;
  readonly sha256: string;
  readonly lift: readonly LiftVector[];
  readonly lower: readonly LowerVector[];
}

interface Vector {
  readonly type: TypeText;
  readonly ptr: PtrType;
  readonly encoding: StringEncoding;
  readonly maxFlat: number;
  readonly value?: unknown;
  readonly trap?: true;
  readonly handles?: readonly HandleText[];
  readonly after?: readonly HandleText[];
  readonly next?: number;
}

export interface LiftVector extends Vector {
  readonly memory: string;
  readonly flat: readonly CoreText[];
}

export interface LowerVector extends Vector {
  readonly size: number;
  readonly definedHere?: true;
  readonly out?: number;
  readonly heap?: number;
  readonly fault?: readonly [call: number, kind: 'unaligned' | 'out of bounds'];
  readonly calls: readonly (readonly number[])[];
  readonly flat?: readonly CoreText[];
  readonly memory?: string;
}

/** What a guest passes to another; `make-fused-vectors.py` makes them. */
export interface FusedVector {
  readonly lift: LiftVector;
  readonly lower: LowerVector;
}

/** Representation, whether it is owned, lends, whether it is of the resource of the type; the message; or nothing. */
export type HandleText = readonly [number, 0 | 1, number, 0 | 1] | string | null;

export type CoreText = number | string;

export const VALUE_VECTORS_FILE = inRepository('fixtures', 'canonical-abi', 'value-vectors.json');

export const FUSED_VECTORS_FILE = inRepository('fixtures', 'canonical-abi', 'fused-vectors.json');

export function readValueVectors(): ValueVectors {
  return JSON.parse(readFileSync(VALUE_VECTORS_FILE, 'utf8')) as ValueVectors;
}

export function readFusedVectors(): readonly FusedVector[] {
  return (JSON.parse(readFileSync(FUSED_VECTORS_FILE, 'utf8')) as { fused: readonly FusedVector[] }).fused;
}

export function coreOf(text: CoreText): CoreValue {
  if (typeof text === 'number') return text;
  return text.endsWith('n') ? BigInt(text.slice(0, -1)) : floatOf(text);
}

function floatOf(text: string): number {
  const view = new DataView(new Uint8Array(Buffer.from(text.slice(1), 'hex')).buffer);
  return text.startsWith('f') ? view.getFloat32(0) : view.getFloat64(0);
}

/** Text, its encoding, that of its code units, and how many these are. */
export type StringText = readonly [string, StringEncoding, SimpleEncoding, number];

/** The JavaScript value that `text` writes. */
export function valueOf(
  plan: ValuePlan,
  text: unknown,
  errorContexts: (message: string) => ErrorContext,
): unknown {
  const part = (of: ValuePlan, of_: unknown) => valueOf(of, of_, errorContexts);
  switch (plan.kind) {
    case 's64':
    case 'u64':
      return BigInt(text as string);
    case 'f32':
    case 'f64':
      return floatOf(text as string);
    case 'error-context':
      return errorContexts(text as string);
    case 'string': {
      const [string, encoding, simple, units] = text as StringText;
      if (plan.as === 'text') return string;
      return new LiftedString(string, encoding, simple, units);
    }
    case 'list': {
      const list = (text as readonly unknown[]).map((item) => part(plan.element, item));
      return listOf(plan.as, list);
    }
    case 'record': {
      const values = plan.fields.map(({ value }, i) => part(value, (text as readonly unknown[])[i]));
      if (plan.as === 'array') return values;
      return Object.fromEntries(plan.fields.map(({ key }, i) => [key, values[i]]));
    }
    case 'variant': {
      const [position, payload] = text as readonly [number, unknown];
      const { tag = '', value = null } = plan.cases[position] ?? {};
      if (plan.as === 'tag') return tag;
      if (value === null) return plan.as === 'nullable' ? undefined : { tag };
      return plan.as === 'nullable' ? part(value, payload) : { tag, val: part(value, payload) };
    }
    case 'flags':
      return Object.fromEntries(plan.keys.map((key, i) => [key, ((Number(text) >>> i) & 1) === 1]));
    default:
      return text;
  }
}

function listOf(as: (ValuePlan & { kind: 'list' })['as'], list: readonly unknown[]): unknown {
  switch (as) {
    case 'array':
      return list;
    case 'map':
      return new Map(list as readonly (readonly [unknown, unknown])[]);
    case 's64':
      return BigInt64Array.from(list as bigint[]);
    case 'u64':
      return BigUint64Array.from(list as bigint[]);
    default: {
      const arrays = {
        s8: Int8Array, u8: Uint8Array, s16: Int16Array, u16: Uint16Array, s32: Int32Array,
        u32: Uint32Array, f32: Float32Array, f64: Float64Array,
      }; // prettier-ignore
      return arrays[as].from(list as number[]);
    }
  }
}
