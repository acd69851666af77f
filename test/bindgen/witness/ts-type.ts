/**
 * A TypeScript type as the witness expects it, made from the world model alone. It is data, so that a variant can change
 * one place of it.
 */
export type TsType =
  /** `number`, `Uint8Array`, … */
  | { readonly kind: 'plain'; readonly text: string }
  /** A resource: the class that the declarations give it. */
  | { readonly kind: 'class'; readonly text: string }
  | { readonly kind: 'array'; readonly element: TsType }
  | { readonly kind: 'tuple'; readonly elements: readonly TsType[] }
  | { readonly kind: 'object'; readonly fields: readonly TsField[] }
  | { readonly kind: 'cases'; readonly cases: readonly TsCase[] }
  | { readonly kind: 'literals'; readonly values: readonly string[] }
  /** `T | undefined` */
  | { readonly kind: 'optional'; readonly type: TsType }
  /** `Map<K, V>`, `Promise<T>`, … */
  | { readonly kind: 'generic'; readonly name: string; readonly args: readonly TsType[] }
  /** A type that has a name in WIT; the program declares it once. */
  | { readonly kind: 'named'; readonly name: string; readonly type: TsType };

export interface TsField {
  readonly key: string;
  readonly optional: boolean;
  readonly type: TsType;
}

export interface TsCase {
  readonly tag: string;
  /** Null for a case without `val`. */
  readonly val: TsType | null;
}

export const plain = (text: string): TsType => ({ kind: 'plain', text });

/** The text of `type`; named types appear by name and are put into `names`, with the text of each. */
export function typeText(type: TsType, names: Map<string, string>): string {
  const text = (part: TsType): string => typeText(part, names);
  switch (type.kind) {
    case 'plain':
    case 'class':
      return type.text;
    case 'array':
      return `Array<${text(type.element)}>`;
    case 'tuple':
      return `[${type.elements.map(text).join(', ')}]`;
    case 'object':
      return `{ ${type.fields.map((field) => `${quote(field.key)}${field.optional ? '?' : ''}: ${text(field.type)}`).join('; ')} }`;
    case 'cases':
      return type.cases.map((item) => caseText(item, text)).join(' | ');
    case 'literals':
      return type.values.map(quote).join(' | ');
    case 'optional':
      return `(${text(type.type)}) | undefined`;
    case 'generic':
      return `${type.name}<${type.args.map(text).join(', ')}>`;
    case 'named':
      if (!names.has(type.name)) names.set(type.name, text(type.type));
      return type.name;
  }
}

function caseText({ tag, val }: TsCase, text: (part: TsType) => string): string {
  return `{ tag: ${quote(tag)}${val === null ? '' : `; val: ${text(val)}`} }`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
