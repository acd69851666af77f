import type { FuncType, ValType } from '../../canonical-abi/index.js';

/** How many levels of a type are shown, and how many parts of each. */
const LEVELS = 2;
const PARTS = 4;

/** The name of a resource, by what stands for it in types. */
export type ResourceNames = (resource: object) => string;

/** A function type as WIT writes it; what has a name there is shown by its structure. */
export function funcTypeText({ params, result, async }: FuncType, nameOf: ResourceNames): string {
  const text = (type: ValType): string => typeText(type, nameOf, LEVELS);
  const list = params.map(({ label, type }) => `${label}: ${text(type)}`).join(', ');
  return `${async ? 'async ' : ''}func(${list})${result === null ? '' : ` -> ${text(result)}`}`;
}

function typeText(type: ValType, nameOf: ResourceNames, levels: number): string {
  if (typeof type === 'string') return type;
  if (levels === 0 && type.kind !== 'own' && type.kind !== 'borrow') return '…';
  const inner = (part: ValType): string => typeText(part, nameOf, levels - 1);
  switch (type.kind) {
    case 'record':
      return braces('record', type.fields.map(({ label, type: field }) => `${label}: ${inner(field)}`)); // prettier-ignore
    case 'variant':
      return braces('variant', type.cases.map((item) => (item.type === null ? item.label : `${item.label}(${inner(item.type)})`))); // prettier-ignore
    case 'enum':
    case 'flags':
      return braces(type.kind, type.labels);
    case 'tuple':
      return `tuple<${shorten(type.types.map(inner))}>`;
    case 'list':
      return `list<${inner(type.element)}${type.length === null ? '' : `, ${type.length}`}>`;
    case 'map':
      return `map<${inner(type.key)}, ${inner(type.value)}>`;
    case 'option':
      return `option<${inner(type.type)}>`;
    case 'result':
      return resultText(type.ok, type.error, inner);
    case 'own':
      return nameOf(type.resource);
    case 'borrow':
      return `borrow<${nameOf(type.resource)}>`;
    case 'stream':
    case 'future':
      return type.element === null ? type.kind : `${type.kind}<${inner(type.element)}>`;
  }
}

function resultText(ok: ValType | null, error: ValType | null, inner: (type: ValType) => string): string {
  if (error === null) return ok === null ? 'result' : `result<${inner(ok)}>`;
  return `result<${ok === null ? '_' : inner(ok)}, ${inner(error)}>`;
}

function braces(kind: string, parts: readonly string[]): string {
  return `${kind} { ${shorten(parts)} }`;
}

function shorten(parts: readonly string[]): string {
  return parts.length <= PARTS ? parts.join(', ') : [...parts.slice(0, PARTS), '…'].join(', ');
}
