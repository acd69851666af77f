import type { Picker, Scope } from './picker.js';
import { createScope } from './picker.js';

/** A type that others may name. */
export interface Named {
  readonly name: string;
  readonly resource: boolean;
  /** Whether a value of it holds a borrowed handle: such types stand in parameters only. */
  readonly borrow: boolean;
}

export interface Written {
  readonly text: string;
  readonly borrow: boolean;
}

const PRIMITIVES = [
  'u8', 's8', 'u16', 's16', 'u32', 's32', 'u64', 's64', 'f32', 'f64', 'bool', 'char', 'string', 'error-context',
] as const; // prettier-ignore

const KEYS = ['u8', 's8', 'u16', 's16', 'u32', 's32', 'u64', 's64', 'bool', 'char', 'string'] as const;

/** A type expression over `pool`; without `borrow` it holds no borrowed handle. */
export function writeType(picker: Picker, pool: readonly Named[], borrow: boolean, depth = 0): Written {
  const usable = pool.filter((type) => borrow || !type.borrow);
  const inner = (allowBorrow = borrow): Written => writeType(picker, pool, allowBorrow, depth + 1);
  const wrap = (before: string, part: Written, after = '>'): Written => ({
    text: `${before}${part.text}${after}`,
    borrow: part.borrow,
  });
  if (depth > 2) return { text: picker.pick(PRIMITIVES), borrow: false };
  switch (picker.below(14)) {
    case 1:
    case 2:
    case 3:
      return usable.length === 0 ? inner() : nameOf(picker.pick(usable));
    case 4:
      return wrap('list<', inner());
    case 5:
      return wrap('list<', inner(), `, ${1 + picker.below(4)}>`);
    case 6:
      return wrap('option<', inner());
    case 7:
      return writeResult(picker, inner);
    case 8: {
      const parts = picker.some(1, 3, () => inner());
      return {
        text: `tuple<${parts.map((part) => part.text).join(', ')}>`,
        borrow: parts.some((part) => part.borrow),
      };
    }
    case 9:
      return wrap(`map<${picker.pick(KEYS)}, `, inner());
    case 10:
      return { text: picker.chance(20) ? 'future' : `future<${inner(false).text}>`, borrow: false };
    case 11:
      return {
        text: picker.chance(20) ? 'stream' : `stream<${streamable(inner(false).text)}>`,
        borrow: false,
      };
    case 12:
      return writeHandle(picker, usable, borrow);
    default:
      return { text: picker.pick(PRIMITIVES), borrow: false };
  }
}

/** `stream<char>` is not valid for now. */
function streamable(element: string): string {
  return element === 'char' ? 'string' : element;
}

function nameOf(type: Named): Written {
  return { text: type.name, borrow: type.borrow };
}

function writeHandle(picker: Picker, usable: readonly Named[], borrow: boolean): Written {
  const resources = usable.filter((type) => type.resource);
  if (resources.length === 0) return { text: 'bool', borrow: false };
  const { name } = picker.pick(resources);
  if (borrow && picker.chance(50)) return { text: `borrow<${name}>`, borrow: true };
  return { text: picker.chance(30) ? `own<${name}>` : name, borrow: false };
}

function writeResult(picker: Picker, inner: () => Written): Written {
  const form = picker.below(4);
  if (form === 0) return { text: 'result', borrow: false };
  const first = inner();
  if (form === 1) return { text: `result<${first.text}>`, borrow: first.borrow };
  if (form === 2) return { text: `result<_, ${first.text}>`, borrow: first.borrow };
  const second = inner();
  return { text: `result<${first.text}, ${second.text}>`, borrow: first.borrow || second.borrow };
}

/** A definition of a new type of `scope`, over `pool`; `gate` goes before each function of a resource. */
export function writeTypeItem(
  picker: Picker,
  scope: Scope,
  pool: readonly Named[],
  gate: string,
): { readonly text: string; readonly type: Named } {
  const name = scope.fresh();
  const member = createScope(picker);
  const comma = picker.chance(80) ? ',' : '';
  const lines = (parts: readonly string[]): string =>
    `{\n${parts.map((part) => `  ${part}`).join(',\n')}${comma}\n}`;
  const plain = { name, resource: false, borrow: false };
  // wasm-tools gives the gate of a type to the anonymous types in it, and so to all that spell the same.
  const depth = gate === '' ? 0 : 3;
  switch (picker.below(6)) {
    case 0: {
      const fields = picker.some(1, 4, () => ({
        name: member.fresh(),
        type: writeType(picker, pool, picker.chance(20), depth),
      }));
      const text = `record ${name} ${lines(fields.map((field) => `${field.name}: ${field.type.text}`))}`;
      return { text, type: { ...plain, borrow: fields.some((field) => field.type.borrow) } };
    }
    case 1: {
      const cases = picker.some(1, 4, () => ({
        name: member.fresh(),
        type: picker.chance(60) ? writeType(picker, pool, false, depth) : null,
      }));
      const parts = cases.map((item) => item.name + (item.type === null ? '' : `(${item.type.text})`));
      return { text: `variant ${name} ${lines(parts)}`, type: plain };
    }
    case 2:
      return { text: `enum ${name} ${lines(picker.some(1, 5, () => member.fresh()))}`, type: plain };
    case 3:
      return { text: `flags ${name} ${lines(picker.some(1, 6, () => member.fresh()))}`, type: plain };
    case 4: {
      const { text, borrow } = writeType(picker, pool, picker.chance(20), depth);
      const target = pool.find((type) => type.name === text);
      return { text: `type ${name} = ${text};`, type: { name, borrow, resource: target?.resource ?? false } };
    }
    default:
      return { text: writeResource(picker, name, pool, gate), type: { ...plain, resource: true } };
  }
}

function writeResource(picker: Picker, name: string, pool: readonly Named[], gate: string): string {
  if (picker.chance(30)) return `resource ${name}${picker.chance(50) ? ' {}' : ';'}`;
  const self: Named = { name, resource: true, borrow: false };
  const types = [...pool, self];
  const scope = createScope(picker, [name]);
  const items = picker.some(0, 4, () => {
    const member = scope.fresh();
    const isStatic = picker.chance(30) ? 'static ' : '';
    return picker.chance(25)
      ? writeAccessor(picker, member, types, isStatic)
      : `${member}: ${isStatic}${writeFunc(picker, types)};`;
  });
  if (picker.chance(50)) {
    const failure = picker.chance(30) ? ` -> result<${name}${picker.chance(50) ? ', string' : ''}>` : '';
    items.push(`constructor${writeParams(picker, types)}${failure};`);
  }
  const body = picker.shuffle(items).map((item) => `  ${item.replace(/^/gm, gate).replaceAll('\n', '\n  ')}`);
  return `resource ${name} {\n${body.join('\n')}\n}`;
}

/** A getter, perhaps with its setter in front or behind. */
export function writeAccessor(picker: Picker, name: string, pool: readonly Named[], prefix = ''): string {
  const type = writeType(picker, pool, false, 2).text;
  const fallible = picker.chance(25);
  const getter = `${name}: ${prefix}get() -> ${fallible ? `result<${type}, string>` : type};`;
  if (type.startsWith('result') || !picker.chance(60)) return getter;
  const failure = picker.chance(30) ? ' -> result<_, string>' : '';
  const setter = `${name}: ${prefix}set(${createScope(picker).fresh()}: ${type})${failure};`;
  return picker.chance(50) ? `${getter}\n${setter}` : `${setter}\n${getter}`;
}

/** `async? func(…) -> …` without its name. */
export function writeFunc(picker: Picker, pool: readonly Named[]): string {
  const head = picker.chance(25) ? 'async func' : 'func';
  const result = picker.chance(60) ? ` -> ${writeType(picker, pool, false).text}` : '';
  return `${head}${writeParams(picker, pool)}${result}`;
}

function writeParams(picker: Picker, pool: readonly Named[]): string {
  const scope = createScope(picker, ['self']);
  const params = picker.some(0, 3, () => `${scope.fresh()}: ${writeType(picker, pool, true).text}`);
  return `(${params.join(', ')}${params.length > 0 && picker.chance(10) ? ',' : ''})`;
}
