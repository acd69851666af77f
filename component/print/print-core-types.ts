import { assertNever } from '../../base/index.js';
import type {
  CompositeType,
  CoreExternType,
  CoreFuncType,
  CoreImport,
  CoreValType,
  FieldType,
  GlobalType,
  HeapType,
  Limits,
  MemoryType,
  ModuleDeclaration,
  ModuleType,
  RecType,
  RefType,
  SubType,
  TableType,
} from '../model/core-types.js';
import { UNNAMED, type Identifiers } from './identifiers.js';
import { form, quoted, words, type Lines } from './text.js';

export function coreValTypeText(type: CoreValType): string {
  return typeof type === 'string' ? type : refTypeText(type);
}

/** The reference types that have a word of their own, by what they are. */
const SHORT: Readonly<Record<string, string>> = {
  none: 'nullref',
  nofunc: 'nullfuncref',
  noextern: 'nullexternref',
  noexn: 'nullexnref',
  nocont: 'nullcontref',
};

export function refTypeText({ nullable, heap }: RefType): string {
  if (nullable && heap.kind === 'abstract' && !heap.shared) return SHORT[heap.name] ?? `${heap.name}ref`;
  return form('ref', nullable ? 'null' : '', heapTypeText(heap));
}

export function heapTypeText(heap: HeapType): string {
  switch (heap.kind) {
    case 'index':
      return String(heap.type);
    case 'exact':
      return form('exact', String(heap.type));
    case 'abstract':
      return heap.shared ? form('shared', heap.name) : heap.name;
  }
}

export function coreFuncTypeText({ params, results }: CoreFuncType): string {
  return words(listText('param', params), listText('result', results));
}

function listText(head: string, types: readonly CoreValType[]): string {
  return types.length === 0 ? '' : form(head, ...types.map(coreValTypeText));
}

function compositeText(type: CompositeType): string {
  switch (type.kind) {
    case 'func':
      return form('func', coreFuncTypeText(type));
    case 'struct':
      return form('struct', ...type.fields.map((field) => form('field', fieldText(field))));
    case 'array':
      return form('array', fieldText(type.field));
    case 'cont':
      return form('cont', String(type.type));
    default:
      return assertNever(type);
  }
}

function fieldText({ type, mutable }: FieldType): string {
  const text = type === 'i8' || type === 'i16' ? type : coreValTypeText(type);
  return mutable ? form('mut', text) : text;
}

function subTypeText({ isFinal, supertypes, shared, describes, descriptor, composite }: SubType): string {
  const parts = words(
    describes === null ? '' : form('describes', String(describes)),
    descriptor === null ? '' : form('descriptor', String(descriptor)),
    compositeText(composite),
  );
  const text = shared ? form('shared', parts) : parts;
  if (isFinal && supertypes.length === 0) return text;
  return form('sub', isFinal ? 'final' : '', ...supertypes.map(String), text);
}

/**
 * Prints the types of `rec`, which take the indexes `defined`.
 * @param prefix `core ` where a component defines them
 */
export function printRecType(lines: Lines, rec: RecType, defined: readonly string[], prefix = ''): void {
  const printTypes = (head: string): void =>
    rec.types.forEach((type, member) => lines.line(form(head, defined[member] ?? '', subTypeText(type))));
  if (rec.isGroup) lines.group(`(${prefix}rec`, () => printTypes('type'));
  else printTypes(`${prefix}type`);
}

function limitsText({ minimum, maximum }: Limits): string {
  return words(String(minimum), maximum === null ? '' : String(maximum));
}

export function tableTypeText({ element, limits }: TableType): string {
  const { shared, is64 } = limits;
  return words(shared ? 'shared' : '', is64 ? 'i64' : '', limitsText(limits), refTypeText(element));
}

export function memoryTypeText({ limits, pageSizeLog2 }: MemoryType): string {
  const { shared, is64 } = limits;
  const pageSize = pageSizeLog2 === null ? '' : form('pagesize', pageSizeText(pageSizeLog2));
  return words(is64 ? 'i64' : '', limitsText(limits), shared ? 'shared' : '', pageSize);
}

/** A size that no 64-bit number holds is invalid, and printed as the largest that text can have. */
function pageSizeText(log2: number): string {
  return `0x${(1n << BigInt(Math.min(log2, 63))).toString(16)}`;
}

export function globalTypeText({ type, mutable, shared }: GlobalType): string {
  const text = coreValTypeText(type);
  return mutable || shared ? form(words(shared ? 'shared' : '', mutable ? 'mut' : ''), text) : text;
}

/** @param defined what takes the place of a name and an index; empty in types */
export function coreExternTypeText(type: CoreExternType, types: Identifiers, defined = ''): string {
  switch (type.kind) {
    case 'func': {
      const use = form('type', types.use(type.type));
      return form('func', defined, type.exact ? form('exact', use) : use);
    }
    case 'table':
      return form('table', defined, tableTypeText(type.table));
    case 'memory':
      return form('memory', defined, memoryTypeText(type.memory));
    case 'global':
      return form('global', defined, globalTypeText(type.global));
    case 'tag':
      return form('tag', defined, form('type', types.use(type.type)));
    default:
      return assertNever(type);
  }
}

export function coreImportText({ module, name, type }: CoreImport, types: Identifiers, defined = ''): string {
  return form('import', quoted(module), quoted(name), coreExternTypeText(type, types, defined));
}

/** Prints a module type, of which only types take indexes. */
export function printModuleType(lines: Lines, { declarations }: ModuleType): void {
  let next = 0;
  lines.group('(module', () => {
    for (const declaration of declarations) next += printDeclaration(lines, declaration, next);
  });
}

/** @returns how many types are declared, from the index `next` on */
function printDeclaration(lines: Lines, declaration: ModuleDeclaration, next: number): number {
  switch (declaration.kind) {
    case 'import':
      lines.line(coreImportText(declaration, UNNAMED));
      return 0;
    case 'export':
      lines.line(form('export', quoted(declaration.name), coreExternTypeText(declaration.type, UNNAMED)));
      return 0;
    case 'outer alias': {
      const { count, index } = declaration;
      lines.line(form('alias', 'outer', String(count), String(index), form('type', UNNAMED.define(next))));
      return 1;
    }
    case 'type': {
      const { types } = declaration.type;
      const defined = types.map((_, member) => UNNAMED.define(next + member));
      printRecType(lines, declaration.type, defined);
      return types.length;
    }
    default:
      return assertNever(declaration);
  }
}
