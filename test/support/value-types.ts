import type { FuncType, ValType } from '../../canonical-abi/index.js';
import { createPicker, type Picker } from './wit-arbitrary/picker.js';

/*
 * Random functions of values, without resources, streams and futures. `below` gives a random integer in [0, limit).
 */

type Below = (limit: number) => number;

const KEYS = ['bool', 's8', 'u8', 's16', 'u16', 's32', 'u32', 's64', 'u64', 'char', 'string'] as const;
const SCALARS = [...KEYS, 'f32', 'f64', 'string', 'string'] as const;
const MAX_DEPTH = 3;

/** A function of up to four parameters. */
export function randomFuncType(below: Below): FuncType {
  const picker = createPicker(below);
  const params = Array.from({ length: below(5) }, (_, i) => ({
    label: `p${i}`,
    type: randomType(picker, 0),
  }));
  return { params, result: picker.chance(90) ? randomType(picker, 0) : null, async: false };
}

function randomType(picker: Picker, depth: number): ValType {
  if (depth === MAX_DEPTH || picker.chance(35)) return picker.pick(SCALARS);
  const part = (): ValType => randomType(picker, depth + 1);
  const maybe = (): ValType | null => (picker.chance(70) ? part() : null);
  const labels = (most: number): readonly string[] =>
    Array.from({ length: 1 + picker.below(most) }, (_, i) => `n-${i}`);
  switch (picker.below(10)) {
    case 0:
    case 1:
      return { kind: 'list', element: part(), length: picker.chance(20) ? 1 + picker.below(4) : null };
    case 2:
      return { kind: 'record', fields: labels(6).map((label) => ({ label, type: part() })) };
    case 3:
      return { kind: 'tuple', types: labels(4).map(part) };
    case 4:
      return { kind: 'variant', cases: labels(5).map((label) => ({ label, type: maybe() })) };
    case 5:
      return { kind: 'enum', labels: labels(300) };
    case 6:
      return { kind: 'flags', labels: labels(32) };
    case 7:
      return { kind: 'option', type: part() };
    case 8:
      return { kind: 'result', ok: maybe(), error: maybe() };
    default:
      return { kind: 'map', key: picker.pick(KEYS), value: part() };
  }
}

/** The types of an interface and its functions, as WIT. */
export function interfaceText(name: string, functions: ReadonlyMap<string, FuncType>): string {
  const items: string[] = [];
  const named = (text: (name: string) => string): string => {
    const typeName = `t${items.length}`;
    items.push(text(typeName));
    return typeName;
  };
  for (const [label, { params, result }] of functions) {
    const list = params.map((param) => `${param.label}: ${typeText(param.type, named)}`).join(', ');
    const arrow = result === null ? '' : ` -> ${typeText(result, named)}`;
    items.push(`${label}: func(${list})${arrow};`);
  }
  return `interface ${name} {\n${items.map((item) => `  ${item}\n`).join('')}}\n`;
}

type Named = (text: (name: string) => string) => string;

function typeText(type: ValType, named: Named): string {
  if (typeof type === 'string') return type;
  const part = (of: ValType): string => typeText(of, named);
  const maybe = (of: ValType | null): string => (of === null ? '_' : part(of));
  switch (type.kind) {
    case 'list':
      return `list<${part(type.element)}${type.length === null ? '' : `, ${type.length}`}>`;
    case 'map':
      return `map<${part(type.key)}, ${part(type.value)}>`;
    case 'tuple':
      return `tuple<${type.types.map(part).join(', ')}>`;
    case 'option':
      return `option<${part(type.type)}>`;
    case 'result':
      if (type.error !== null) return `result<${maybe(type.ok)}, ${part(type.error)}>`;
      return type.ok === null ? 'result' : `result<${part(type.ok)}>`;
    case 'record': {
      const fields = type.fields.map((field) => `${field.label}: ${part(field.type)}`).join(', ');
      return named((name) => `record ${name} { ${fields} }`);
    }
    case 'variant': {
      const cases = type.cases.map((item) => item.label + (item.type === null ? '' : `(${part(item.type)})`));
      return named((name) => `variant ${name} { ${cases.join(', ')} }`);
    }
    case 'enum':
    case 'flags':
      return named((name) => `${type.kind} ${name} { ${type.labels.join(', ')} }`);
    default:
      throw new RangeError(`no ${type.kind} is made here`);
  }
}

/** Whether the WAVE of wasmtime has the type: there is no form of maps, and none is read of lists of fixed length. */
export function isKnownToWasmtime(type: ValType): boolean {
  const text = JSON.stringify(type);
  return !text.includes('"kind":"map"') && !/"length":\d/.test(text);
}
