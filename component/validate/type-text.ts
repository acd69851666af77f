import type { CheckedFuncType, CheckedType, CheckedValueType, TypeUse } from './types.js';

/** How many levels of a type are shown, and how many parts of each. */
const LEVELS = 3;
const PARTS = 4;

/** A type as WIT writes it, by its name where it has one, in backticks. */
export function typeText(use: TypeUse): string {
  return `\`${inner(use, LEVELS)}\``;
}

/** The same without its own name: what it is, whatever it is called. */
export function shapeText(use: TypeUse): string {
  const isValueType = typeof use === 'object' && use.kind === 'value type';
  return `\`${isValueType ? structure(use, LEVELS) : inner(use, LEVELS)}\``;
}

function inner(use: TypeUse | null, levels: number): string {
  if (use === null) return '_';
  if (typeof use === 'string') return use;
  if (use.name !== null) return use.name;
  if (use.kind === 'resource type') return use.resource.name ?? 'resource';
  return levels === 0 ? '…' : structure(use, levels - 1);
}

function structure({ type, operands }: CheckedValueType, levels: number): string {
  if (typeof type === 'string') return type;
  const part = (index: number): string => inner(operands[index] ?? null, levels);
  switch (type.kind) {
    case 'record':
      return `record { ${list(type.fields.map(({ label }, index) => `${label}: ${part(index)}`))} }`;
    case 'variant':
      return `variant { ${list(type.cases.map((item, index) => (item.type === null ? item.label : `${item.label}(${part(index)})`)))} }`;
    case 'enum':
    case 'flags':
      return `${type.kind} { ${list(type.labels)} }`;
    case 'tuple':
      return `tuple<${list(operands.map((_, index) => part(index)))}>`;
    case 'list':
      return type.length === null ? `list<${part(0)}>` : `list<${part(0)}, ${type.length}>`;
    case 'map':
      return `map<${part(0)}, ${part(1)}>`;
    case 'result':
      return resultText(type.ok === null, type.error === null, part);
    case 'option':
      return `option<${part(0)}>`;
    case 'own':
    case 'borrow':
      return `${type.kind}<${part(0)}>`;
    case 'stream':
    case 'future':
      return type.element === null ? type.kind : `${type.kind}<${part(0)}>`;
  }
}

function resultText(noOk: boolean, noError: boolean, part: (index: number) => string): string {
  if (noOk && noError) return 'result';
  return noError ? `result<${part(0)}>` : `result<${part(0)}, ${part(1)}>`;
}

function list(parts: readonly string[]): string {
  return parts.length <= PARTS ? parts.join(', ') : [...parts.slice(0, PARTS - 1), '…'].join(', ');
}

/** A function type as WIT writes it, in backticks. */
export function funcTypeText({ type, operands }: CheckedFuncType): string {
  const params = type.params.map(({ label }, index) => `${label}: ${inner(operands[index] ?? null, LEVELS)}`);
  const result = operands[type.params.length] ?? null;
  const end = result === null ? '' : ` -> ${inner(result, LEVELS)}`;
  return `\`${type.async ? 'async ' : ''}func(${list(params)})${end}\``;
}

/** `a record type`, `a func type`, `the resource `r``: what stands at a type index. */
export function kindText(type: CheckedType): string {
  switch (type.kind) {
    case 'value type':
      return `the type ${typeText(type)}`;
    case 'resource type':
      return type.name === null ? 'a resource' : `the resource \`${type.name}\``;
    case 'func type':
    case 'component type':
      return `a ${type.kind}`;
    case 'instance type':
      return `an ${type.kind}`;
  }
}
