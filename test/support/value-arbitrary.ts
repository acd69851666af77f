import { fieldName } from '../../bindgen/js-names/index.js';
import type { FieldType, PrimValType, ValType } from '../../canonical-abi/index.js';
import { createPicker, type Picker } from './wit-arbitrary/picker.js';

/** A random value of `type`, as a call gives it. `below` gives a random integer in [0, limit). */
export function randomValue(below: (limit: number) => number, type: ValType): unknown {
  return valueOf(createPicker(below), type);
}

const CHARS: readonly string[] = ['a', 'Z', '0', '\0', '\u007f', '\u0080', 'é', 'ÿ', 'Ā', '€', '\ud7ff', '\ue000', '🦀', '\u{10ffff}']; // prettier-ignore

function valueOf(picker: Picker, type: ValType): unknown {
  if (typeof type === 'string') return scalar(picker, type);
  const part = (of: ValType): unknown => valueOf(picker, of);
  switch (type.kind) {
    case 'list':
      return listOf(type.element, Array.from({ length: type.length ?? lengthOf(picker) }, () => part(type.element)), type.length !== null); // prettier-ignore
    case 'map':
      return new Map(
        Array.from({ length: picker.below(4) }, () => [part(type.key), part(type.value)] as const),
      );
    case 'tuple':
      return type.types.map(part);
    case 'record':
      return Object.fromEntries(
        type.fields.map((field: FieldType) => [fieldName(field.label), part(field.type)]),
      );
    case 'flags':
      return Object.fromEntries(type.labels.map((label) => [fieldName(label), picker.chance(50)]));
    case 'enum':
      return picker.pick(type.labels);
    case 'variant': {
      const { label, type: payload } = picker.pick(type.cases);
      return tagged(picker, label, payload);
    }
    case 'result':
      return picker.chance(50) ? tagged(picker, 'ok', type.ok) : tagged(picker, 'err', type.error);
    case 'option': {
      const isSome = picker.chance(60);
      if (mayBeUndefined(type)) return isSome ? part(type.type) : undefined;
      return isSome ? { tag: 'some', val: part(type.type) } : { tag: 'none' };
    }
    default:
      throw new RangeError(`no value of a ${type.kind} is made here`);
  }
}

/** Short as a rule, now and then past the sizes at which strings and lists are copied otherwise. */
function lengthOf(picker: Picker): number {
  return picker.chance(3) ? picker.below(300) : picker.below(5);
}

function tagged(picker: Picker, tag: string, payload: ValType | null): object {
  return payload === null ? { tag } : { tag, val: valueOf(picker, payload) };
}

function mayBeUndefined(type: ValType): boolean {
  return typeof type !== 'string' && type.kind === 'option' && !mayBeUndefined(type.type);
}

function scalar(picker: Picker, type: PrimValType): unknown {
  switch (type) {
    case 'bool':
      return picker.chance(50);
    case 'char':
      return picker.pick(CHARS);
    case 'string':
      return Array.from({ length: lengthOf(picker) }, () => picker.pick(CHARS.slice(0, 3 + picker.below(CHARS.length - 2)))).join(''); // prettier-ignore
    case 'f32':
      return Math.fround(picker.pick(FLOATS));
    case 'f64':
      return picker.pick(FLOATS);
    case 's64':
    case 'u64': {
      const [wrap, high] = type === 's64' ? [BigInt.asIntN, 1n << 63n] : [BigInt.asUintN, 0n];
      return wrap(64, picker.pick([0n, 1n, -1n, high, high - 1n, BigInt(picker.below(2 ** 31)) << 20n]));
    }
    case 'error-context':
      throw new RangeError('no value of an error-context is made here');
    default: {
      const bits = Number(type.slice(1));
      const low = type.startsWith('s') ? -(2 ** (bits - 1)) : 0;
      return low + picker.pick([0, -low, 1 - low, 2 ** bits - 1, picker.below(2 ** Math.min(bits, 31))]);
    }
  }
}

const FLOATS: readonly number[] = [0, -0, 1.5, -1e10, Infinity, -Infinity, NaN, 2 ** -149, 16777217];

/** Lists of numbers are typed arrays. */
function listOf(element: ValType, values: readonly unknown[], isFixed: boolean): unknown {
  const numbers = values as readonly number[];
  const bigints = values as readonly bigint[];
  if (isFixed) return values;
  switch (element) {
    case 's8':
      return Int8Array.from(numbers);
    case 'u8':
      return Uint8Array.from(numbers);
    case 's16':
      return Int16Array.from(numbers);
    case 'u16':
      return Uint16Array.from(numbers);
    case 's32':
      return Int32Array.from(numbers);
    case 'u32':
      return Uint32Array.from(numbers);
    case 's64':
      return BigInt64Array.from(bigints);
    case 'u64':
      return BigUint64Array.from(bigints);
    case 'f32':
      return Float32Array.from(numbers);
    case 'f64':
      return Float64Array.from(numbers);
    default:
      return values;
  }
}
