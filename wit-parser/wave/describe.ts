import { assertNever, printable } from '../../base/index.js';
import type { Type, TypeDef } from '../model.js';
import { definitionText, typeText } from '../print/type-text.js';
import { resolveAlias } from '../query.js';
import type { WaveNode } from './tree.js';

/** As long as a type is in a message. */
const MOST_SHOWN = 60;

/** `type` as a message calls it: by its name where only that says what it is, else written out. */
export function typeName(type: Type): string {
  const target = resolveAlias(type);
  const text = typeof target === 'string' || hasOnlyName(target) ? typeText(target) : definitionText(target);
  return printable(text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}…`);
}

function hasOnlyName({ kind }: TypeDef): boolean {
  return (
    kind === 'record' || kind === 'variant' || kind === 'enum' || kind === 'flags' || kind === 'resource'
  );
}

/** What `node` is, for a message. */
export function found(node: WaveNode): string {
  switch (node.kind) {
    case 'number':
      if (/^-?\d+$/.test(node.text)) return 'an integer';
      return /^-?(?:inf|nan)$/.test(node.text) ? `\`${node.text}\`` : 'a number with a fraction or exponent';
    case 'bool':
      return `\`${String(node.value)}\``;
    case 'case':
      return `\`${node.label.escaped ? '%' : ''}${node.label.name}\``;
    case 'char':
    case 'string':
    case 'tuple':
    case 'list':
    case 'record':
      return `a ${node.kind}`;
    case 'flags':
      return 'flags';
    case 'error':
      return 'nothing';
    default:
      return assertNever(node);
  }
}

/** How values of a type are written: the way out of a mismatch. */
export function writtenForm(type: Type): string {
  const target = resolveAlias(type);
  if (typeof target === 'string') {
    switch (target) {
      case 'bool':
        return 'a bool is `true` or `false`';
      case 'char':
        return "a char is written `'x'`";
      case 'string':
        return 'a string is written `"…"`';
      case 'f32':
      case 'f64':
        return `a float is written \`-1\`, \`0.5\`, \`6.02e23\`, \`nan\`, \`inf\` or \`-inf\``;
      default:
        return `an integer is written in decimal digits: \`-9\`, \`123\``;
    }
  }
  switch (target.kind) {
    case 'record':
      return 'a record is written `{label: value, …}`, one without fields `{:}`';
    case 'variant':
      return 'a variant is written `case`, or `case(payload)`';
    case 'enum':
      return 'an enum is written as its case';
    case 'flags':
      return 'flags are written `{flag, …}`, none of them `{}`';
    case 'tuple':
      return 'a tuple is written `(value, …)`';
    case 'option':
      return 'an option is written `some(value)` or `none`';
    case 'result':
      return 'a result is written `ok(value)`, `err(value)`, or `ok` and `err` where it has no value';
    case 'list':
    case 'fixed-length-list':
      return 'a list is written `[value, …]`';
    case 'map':
      return 'a map is written `[(key, value), …]`';
    default:
      return '';
  }
}
