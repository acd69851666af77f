import { InternalError, type Result, type SourceFile } from '../../base/index.js';
import type { EnumType, FlagsType, OptionType, RecordType, ResultType, Type, VariantType } from '../model.js';
import { resolveAlias } from '../query.js';
import type { PrimitiveName } from '../syntax/tree.js';
import { choices } from './choices.js';
import { found, typeName, writtenForm } from './describe.js';
import { isNullable, listOf, noneOf, type WaveKeys } from './faces.js';
import { Findings } from './findings.js';
import { waveMessages } from './messages.js';
import { integerRange, readFloat, readInteger, type IntegerName } from './numbers.js';
import { parseWave } from './parse.js';
import { isKeyword, keywordOf, type WaveCase, type WaveNode } from './tree.js';

/** Values that go by names in the text around it: those of earlier calls. */
export interface NamedValues {
  /** Whether `name`, written without `%`, is one. It then hides a case of that name. */
  has(name: string): boolean;
  /**
   * Whether the value that `node` names is one of `type`; where it could still be the payload of `type`, as the flat form
   * of an option, it is asked again for that.
   */
  fits(node: WaveCase, type: Type): boolean;
  /** The value. Called once for each use, and only where it fits. */
  value(node: WaveCase, type: Type): unknown;
  /** Says that it fits nowhere. */
  reject(node: WaveCase, type: Type): void;
  /** Says that `node` is no handle of `type`: only a name is. */
  rejectHandle(node: WaveNode, type: Type): void;
}

/**
 * Reads one value of `type`, as `docs/typescript.md` describes it: a `u64` is a bigint, a `list<u8>` a `Uint8Array`, the
 * fields of a record have the keys that `key` gives them. WAVE has no form for a `map`; here it is a list of tuples.
 *
 * @returns undefined where there are errors
 */
export function readWave(file: SourceFile, type: Type, keys: WaveKeys = {}): Result<unknown> {
  const { value: node, diagnostics } = parseWave(file);
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  const findings = new Findings();
  const value = new WaveReader(findings, keys).read(node, type);
  const isFaulty = findings.diagnostics.length > 0;
  return { value: isFaulty ? undefined : value, diagnostics: findings.diagnostics };
}

/** Reads parsed values, each for its type. What is wrong goes to the findings, and its value is undefined. */
export class WaveReader {
  readonly #findings: Findings;
  readonly #key: (label: string) => string;
  readonly #names: NamedValues | null;

  constructor(
    findings: Findings,
    { key = (label) => label }: WaveKeys = {},
    names: NamedValues | null = null,
  ) {
    this.#findings = findings;
    this.#key = key;
    this.#names = names;
  }

  read(node: WaveNode, type: Type): unknown {
    if (node.kind === 'error') return undefined;
    const target = resolveAlias(type);
    const names = this.#names;
    if (names !== null && isName(node) && names.has(node.label.name)) {
      if (names.fits(node, type)) return names.value(node, type);
      if (flatPayload(target) === null) return void names.reject(node, type);
    }
    if (typeof target === 'string') return this.#primitive(node, target, type);
    switch (target.kind) {
      case 'list':
        return this.#list(node, target.element, null, type);
      case 'fixed-length-list':
        return this.#list(node, target.element, target.length, type);
      case 'map':
        return this.#map(node, target.key, target.value, type);
      case 'tuple':
        return this.#tuple(node, target.types, type);
      case 'record':
        return this.#record(node, target, type);
      case 'flags':
        return this.#flags(node, target, type);
      case 'variant':
        return this.#variant(node, target, type);
      case 'enum':
        return this.#enum(node, target, type);
      case 'option':
        return this.#option(node, target, type);
      case 'result':
        return this.#result(node, target, type);
      case 'own':
      case 'borrow':
        if (names === null) return this.#unsupported(node, type);
        return void names.rejectHandle(node, type);
      default:
        return this.#unsupported(node, type);
    }
  }

  #unsupported({ at }: WaveNode, type: Type): undefined {
    this.#findings.add(waveMessages.unsupportedType.at(at, { type: typeName(type) }));
  }

  #primitive(node: WaveNode, target: PrimitiveName, type: Type): unknown {
    switch (target) {
      case 'bool':
      case 'char':
      case 'string':
        return node.kind === target ? node.value : this.#mismatch(node, type);
      case 'f32':
      case 'f64':
        return node.kind === 'number' ? readFloat(node.text, target) : this.#mismatch(node, type);
      case 'error-context':
        return this.#unsupported(node, type);
      default:
        return this.#integer(node, target, type);
    }
  }

  #integer(node: WaveNode, target: IntegerName, type: Type): unknown {
    if (node.kind !== 'number' || !/^-?\d+$/.test(node.text)) return this.#mismatch(node, type);
    const value = readInteger(node.text, target);
    if (value !== null) return value;
    const [least, most] = integerRange(target);
    const shown = node.text.length > 40 ? `${node.text.slice(0, 40)}…` : node.text;
    this.#findings.add(
      waveMessages.outOfRange.at(node.at, { type: typeName(type), least, most, found: shown }),
    );
    return undefined;
  }

  #list(node: WaveNode, element: Type, length: number | null, type: Type): unknown {
    if (node.kind !== 'list') return this.#mismatch(node, type);
    const values = node.items.map((item) => this.read(item, element));
    if (length === null) return values.includes(undefined) ? values : listOf(element, values);
    if (values.length !== length) return this.#wrongCount(node, type, length, values.length);
    return values;
  }

  /** A list of pairs: WAVE has no form of its own. */
  #map(node: WaveNode, key: Type, value: Type, type: Type): unknown {
    if (node.kind !== 'list') return this.#mismatch(node, type);
    const entries = node.items.map((item): [unknown, unknown] => {
      if (item.kind !== 'tuple' || item.items.length !== 2) {
        if (item.kind !== 'error') {
          this.#findings.add(
            waveMessages.typeMismatch.at(item.at, { expected: 'a key and its value', found: found(item) }, {
              help: [writtenForm(type)],
            }), // prettier-ignore
          );
        }
        return [undefined, undefined];
      }
      const [first = item, second = item] = item.items;
      return [this.read(first, key), this.read(second, value)];
    });
    return new Map(entries);
  }

  #tuple(node: WaveNode, types: readonly Type[], type: Type): unknown {
    if (node.kind !== 'tuple') return this.#mismatch(node, type);
    const { items } = node;
    if (items.length !== types.length) return this.#wrongCount(node, type, types.length, items.length);
    return types.map((part, index) => this.read(items[index] ?? node, part));
  }

  /** A field with an option that is left out is `none`. */
  #record(node: WaveNode, { fields }: RecordType, type: Type): unknown {
    if (node.kind !== 'record') return this.#mismatch(node, type);
    const given = new Map(node.fields.map((field) => [field.label.name, field]));
    const known = fields.map(({ name }) => name);
    for (const { label } of node.fields) this.#checkLabel(label, known, 'field', type);
    const missing: string[] = [];
    const record: Record<string, unknown> = {};
    for (const { name, type: fieldType } of fields) {
      const field = given.get(name);
      if (field !== undefined) record[this.#key(name)] = this.read(field.value, fieldType);
      else if (isOption(fieldType)) record[this.#key(name)] = noneOf(fieldType);
      else missing.push(name);
    }
    if (missing.length > 0) {
      const at = { ...node.at, start: node.at.end - 1 };
      this.#findings.add(waveMessages.missingField.at(at, { type: typeName(type), labels: missing }));
    }
    return record;
  }

  #flags(node: WaveNode, { flags }: FlagsType, type: Type): unknown {
    if (node.kind !== 'flags') return this.#mismatch(node, type);
    const known = flags.map(({ name }) => name);
    for (const label of node.labels) this.#checkLabel(label, known, 'flag', type);
    const set = new Set(node.labels.map(({ name }) => name));
    return Object.fromEntries(known.map((name) => [this.#key(name), set.has(name)]));
  }

  #variant(node: WaveNode, { cases }: VariantType, type: Type): unknown {
    const known = cases.map(({ name }) => name);
    if (!this.#isCase(node, known, type)) return undefined;
    const { name } = node.label;
    const position = known.indexOf(name);
    if (position === -1) return void this.#checkLabel(node.label, known, 'case', type);
    return this.#tagged(node, name, cases[position]?.type ?? null, type);
  }

  #enum(node: WaveNode, { cases }: EnumType, type: Type): unknown {
    const known = cases.map(({ name }) => name);
    if (!this.#isCase(node, known, type)) return undefined;
    const { name } = node.label;
    this.#checkLabel(node.label, known, 'case', type);
    if (node.payload !== null) return this.#unexpectedPayload(node, name, type);
    return name;
  }

  #option(node: WaveNode, option: OptionType, type: Type): unknown {
    if (isKeyword(node, 'none')) {
      return node.payload === null ? noneOf(option) : this.#unexpectedPayload(node, 'none', type);
    }
    let val: unknown;
    if (isKeyword(node, 'some')) {
      if (node.payload === null) return this.#missingPayload(node, 'some', option.type);
      val = this.read(node.payload, option.type);
    } else {
      if (flatPayload(option) === null) return this.#mismatch(node, type);
      val = this.read(node, option.type);
    }
    return isNullable(option) ? val : { tag: 'some', val };
  }

  #result(node: WaveNode, result: ResultType, type: Type): unknown {
    if (isKeyword(node, 'ok')) return this.#tagged(node, 'ok', result.ok, type);
    if (isKeyword(node, 'err')) return this.#tagged(node, 'err', result.err, type);
    if (result.ok === null || flatPayload(result) === null) return this.#mismatch(node, type);
    return { tag: 'ok', val: this.read(node, result.ok) };
  }

  #tagged(node: WaveCase, tag: string, payload: Type | null, type: Type): unknown {
    if (payload === null) {
      return node.payload === null ? { tag } : this.#unexpectedPayload(node, tag, type);
    }
    if (node.payload === null) return this.#missingPayload(node, tag, payload);
    return { tag, val: this.read(node.payload, payload) };
  }

  /** Whether `node` may be a case; says what it is instead. */
  #isCase(node: WaveNode, known: readonly string[], type: Type): node is WaveCase {
    const keyword = keywordOf(node);
    if (keyword === null) {
      if (node.kind === 'case') return true;
      this.#mismatch(node, type);
      return false;
    }
    const help = known.includes(keyword) ? [`the case is written \`%${keyword}\``] : [];
    this.#findings.add(
      waveMessages.keywordAsCase.at(node.at, { type: typeName(type), label: keyword }, { help }),
    );
    return false;
  }

  #checkLabel(
    label: WaveCase['label'],
    known: readonly string[],
    sort: 'field' | 'flag' | 'case',
    type: Type,
  ): void {
    if (known.includes(label.name)) return;
    this.#findings.add(
      waveMessages.unknownLabel.at(
        label.at,
        { type: typeName(type), sort, label: label.name },
        choices(label, known),
      ),
    );
  }

  #mismatch(node: WaveNode, type: Type): undefined {
    const help = writtenForm(type);
    this.#findings.add(
      waveMessages.typeMismatch.at(node.at, { expected: `\`${typeName(type)}\``, found: found(node) }, {
        help: help === '' ? [] : [help],
      }), // prettier-ignore
    );
  }

  #wrongCount(node: WaveNode, type: Type, expected: number, count: number): undefined {
    this.#findings.add(waveMessages.wrongCount.at(node.at, { type: typeName(type), expected, found: count }));
  }

  #missingPayload({ at }: WaveCase, label: string, payload: Type): undefined {
    this.#findings.add(
      waveMessages.missingPayload.at(at, { label, type: typeName(payload) }, {
        help: [`it is written \`${label}(…)\``],
      }), // prettier-ignore
    );
  }

  #unexpectedPayload({ payload, at }: WaveCase, label: string, type: Type): undefined {
    if (payload === null) throw new InternalError('a payload that is not there is no fault');
    this.#findings.add(
      waveMessages.unexpectedPayload.at(payload.kind === 'error' ? at : payload.at, {
        label,
        type: typeName(type),
      }),
    );
  }
}

/** Whether `node` is a label alone, as a name is. */
function isName(node: WaveNode): node is WaveCase {
  return node.kind === 'case' && node.payload === null && !node.label.escaped;
}

function isOption(type: Type): boolean {
  const target = resolveAlias(type);
  return typeof target !== 'string' && target.kind === 'option';
}

/** The payload that may stand for an option or result by itself: not where it is one of these, too. */
function flatPayload(type: Type): Type | null {
  if (typeof type === 'string' || (type.kind !== 'option' && type.kind !== 'result')) return null;
  const payload = type.kind === 'option' ? type.type : type.ok;
  const target = payload === null ? null : resolveAlias(payload);
  if (target === null) return null;
  return typeof target !== 'string' && (target.kind === 'option' || target.kind === 'result')
    ? null
    : payload;
}
