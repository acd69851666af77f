import type { FlagsType, OptionType, RecordType, ResultType, Type, VariantType } from '../model.js';
import { resolveAlias } from '../query.js';
import type { PrimitiveName } from '../syntax/tree.js';
import { typeName } from './describe.js';
import { isNullable, type WaveKeys } from './faces.js';
import { floatText, integerRange } from './numbers.js';
import { quotedText } from './text.js';
import { isWaveKeyword } from './tree.js';

export interface PrintWaveOptions extends WaveKeys {
  /** What stands for a handle, which has no text of its own. */
  readonly handle?: (value: unknown, type: Type) => string;
}

/**
 * Prints `value` as wasm-wave and wasmtime do: fields with `none` are left out, what may be written flat is not. A `map`
 * is a list of tuples.
 *
 * @throws TypeError for a value that is not of `type`, or of a type without text, such as `stream<u8>`
 */
export function printWave(type: Type, value: unknown, options: PrintWaveOptions = {}): string {
  return new WavePrinter(options).print(value, type);
}

class WavePrinter {
  readonly #key: (label: string) => string;
  readonly #handle: PrintWaveOptions['handle'];

  constructor({ key = (label) => label, handle }: PrintWaveOptions) {
    this.#key = key;
    this.#handle = handle;
  }

  print(value: unknown, type: Type): string {
    const target = resolveAlias(type);
    if (typeof target === 'string') return primitiveText(value, target);
    switch (target.kind) {
      case 'list':
      case 'fixed-length-list':
        return `[${elements(value, type)
          .map((item) => this.print(item, target.element))
          .join(', ')}]`;
      case 'map': {
        if (!(value instanceof Map)) throw mismatch(type, value);
        const entries = [...value].map(
          ([key, item]) => `(${this.print(key, target.key)}, ${this.print(item, target.value)})`,
        );
        return `[${entries.join(', ')}]`;
      }
      case 'tuple': {
        const items = elements(value, type);
        return `(${target.types.map((part, index) => this.print(items[index], part)).join(', ')})`;
      }
      case 'record':
        return this.#record(value, target);
      case 'flags':
        return this.#flags(value, target);
      case 'variant':
        return this.#variant(value, target);
      case 'enum':
        if (typeof value !== 'string') throw mismatch(type, value);
        return caseText(value);
      case 'option':
        return this.#option(value, target);
      case 'result':
        return this.#result(value, target);
      case 'own':
      case 'borrow':
      case 'resource':
        if (this.#handle === undefined) throw mismatch(type, value);
        return this.#handle(value, type);
      default:
        throw new TypeError(`no text stands for a value of type ${typeName(type)}`);
    }
  }

  #record(value: unknown, type: RecordType): string {
    const record = objectOf(value, type);
    const fields = type.fields.flatMap(({ name, type: fieldType }) => {
      const field = record[this.#key(name)];
      return isNone(field, fieldType) ? [] : [`${name}: ${this.print(field, fieldType)}`];
    });
    return fields.length === 0 ? '{:}' : `{${fields.join(', ')}}`;
  }

  #flags(value: unknown, type: FlagsType): string {
    const set = objectOf(value, type);
    const names = type.flags.map(({ name }) => name);
    return `{${names.filter((name) => set[this.#key(name)] === true).join(', ')}}`;
  }

  #variant(value: unknown, type: VariantType): string {
    const { tag, val } = objectOf(value, type);
    const found = type.cases.find(({ name }) => name === tag);
    if (found === undefined) throw mismatch(type, value);
    return this.#case(caseText(found.name), val, found.type);
  }

  #option(value: unknown, type: OptionType): string {
    if (isNone(value, type)) return 'none';
    const content = isNullable(type) ? value : objectOf(value, type)['val'];
    return this.#case('some', content, type.type);
  }

  #result(value: unknown, type: ResultType): string {
    const { tag, val } = objectOf(value, type);
    if (tag === 'ok') return this.#case('ok', val, type.ok);
    if (tag === 'err') return this.#case('err', val, type.err);
    throw mismatch(type, value);
  }

  #case(label: string, val: unknown, payload: Type | null): string {
    return payload === null ? label : `${label}(${this.print(val, payload)})`;
  }
}

function caseText(label: string): string {
  return isWaveKeyword(label) ? `%${label}` : label;
}

function primitiveText(value: unknown, type: PrimitiveName): string {
  switch (type) {
    case 'bool':
      if (typeof value === 'boolean') return String(value);
      break;
    case 'f32':
    case 'f64':
      if (typeof value === 'number') return floatText(value, type);
      break;
    case 'char':
      if (typeof value === 'string' && [...value].length === 1) return quotedText(value, "'");
      break;
    case 'string':
      if (typeof value === 'string') return quotedText(value, '"');
      break;
    case 's64':
    case 'u64': {
      const [least, most] = integerRange(type);
      if (typeof value === 'bigint' && value >= least && value <= most) return String(value);
      break;
    }
    case 'error-context':
      throw new TypeError('no text stands for a value of type error-context');
    default: {
      const [least, most] = integerRange(type);
      if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) {
        return String(value === 0 ? 0 : value);
      }
    }
  }
  throw mismatch(type, value);
}

/** Whether `value`, of the type `type`, is the `none` of an option. */
function isNone(value: unknown, type: Type): boolean {
  const target = resolveAlias(type);
  if (typeof target === 'string' || target.kind !== 'option') return false;
  return isNullable(target) ? value === undefined : objectOf(value, target)['tag'] === 'none';
}

function elements(value: unknown, type: Type): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as Uint8Array);
  throw mismatch(type, value);
}

function objectOf(value: unknown, type: Type): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw mismatch(type, value);
  return value as Readonly<Record<string, unknown>>;
}

function mismatch(type: Type, value: unknown): TypeError {
  return new TypeError(`expected a value of type ${typeName(type)}, found one of type ${typeof value}`);
}
