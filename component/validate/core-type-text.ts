import { assertNever } from '../../base/index.js';
import type { Limits, MemoryType } from '../model/core-types.js';
import type { CoreDefinedType, CoreExtern, CoreField, CoreFunc, CoreHeap, CoreVal } from './core-types.js';
import { pageSizeLog2 } from './core-types.js';

const SHORT_REFS: Readonly<Record<string, string>> = {
  none: 'nullref',
  noextern: 'nullexternref',
  nofunc: 'nullfuncref',
  noexn: 'nullexnref',
  nocont: 'nullcontref',
};

/** A core value type as WebAssembly's text format writes it; a type that was defined is shown by its kind. */
export function coreValText(type: CoreVal | 'i8' | 'i16'): string {
  if (typeof type === 'string') return type;
  const { nullable, heap } = type;
  if (nullable && heap.kind === 'abstract' && !heap.shared) {
    return SHORT_REFS[heap.name] ?? `${heap.name}ref`;
  }
  return `(ref ${nullable ? 'null ' : ''}${heapText(heap)})`;
}

function heapText(heap: CoreHeap): string {
  if (heap.kind === 'abstract') return heap.shared ? `(shared ${heap.name})` : heap.name;
  const text = definedText(heap.type);
  return heap.exact ? `(exact ${text})` : text;
}

/** Without what is inside: a type may contain itself. */
function definedText({ composite }: CoreDefinedType): string {
  return `(${composite.kind} …)`;
}

/** `(param i32 i32) (result i32)`, or `(func)` where both are empty. */
export function coreFuncText({ params, results }: Pick<CoreFunc, 'params' | 'results'>): string {
  const lists = [list('param', params), list('result', results)].filter((text) => text !== '');
  return lists.length === 0 ? '(func)' : lists.join(' ');
}

/** How many types of a list are shown: a core function can have a thousand parameters. */
const SHOWN = 20;

function list(keyword: string, types: readonly CoreVal[]): string {
  if (types.length === 0) return '';
  const more = types.length > SHOWN ? [`… ${types.length - SHOWN} more`] : [];
  return `(${[keyword, ...types.slice(0, SHOWN).map(coreValText), ...more].join(' ')})`;
}

function fieldText({ type, mutable }: CoreField): string {
  return mutable ? `(mut ${coreValText(type)})` : coreValText(type);
}

function limitsText({ minimum, maximum, is64, shared }: Limits): string {
  const parts = [
    is64 ? 'i64' : '',
    `${minimum}`,
    maximum === null ? '' : `${maximum}`,
    shared ? 'shared' : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function memoryText(memory: MemoryType): string {
  const page = pageSizeLog2(memory) === 16 ? '' : ` (pagesize ${2 ** pageSizeLog2(memory)})`;
  return `memory ${limitsText(memory.limits)}${page}`;
}

/** What a core import or export is, for a message: `table 1 funcref`, `func (param i32)`. */
export function coreExternText(extern: CoreExtern): string {
  switch (extern.kind) {
    case 'func':
    case 'tag': {
      const { composite } = extern.type;
      const text = composite.kind === 'func' ? coreFuncText(composite) : definedText(extern.type);
      const exact = extern.kind === 'func' && extern.exact ? 'exact ' : '';
      return text === '(func)' ? `${exact}${extern.kind}` : `${exact}${extern.kind} ${text}`;
    }
    case 'table':
      return `table ${limitsText(extern.table.limits)} ${coreValText(extern.table.element)}`;
    case 'memory':
      return memoryText(extern.memory);
    case 'global': {
      const { type, mutable, shared } = extern.global;
      return `global ${shared ? 'shared ' : ''}${fieldText({ type, mutable })}`;
    }
    default:
      return assertNever(extern);
  }
}
