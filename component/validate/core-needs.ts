import type { FeatureName } from '../features.js';
import type {
  CoreExternType,
  CoreFuncType,
  CoreValType,
  FieldType,
  HeapType,
  Limits,
  RecType,
  RefType,
  SubType,
} from '../model/core-types.js';

/** Told of a feature that something cannot do without; `what` is the subject of a sentence. */
export type Need = (feature: FeatureName, what: string) => void;

/** The features that the types of `rec` need. */
export function needsOfRec(rec: RecType, need: Need): void {
  if (rec.isGroup) need('gc', 'a recursion group');
  for (const type of rec.types) needsOfSubType(type, need);
}

function needsOfSubType(type: SubType, need: Need): void {
  if (!type.isFinal || type.supertypes.length > 0) need('gc', 'a type with a supertype or subtypes');
  if (type.shared) need('shared-everything-threads', 'a shared type');
  if (type.describes !== null || type.descriptor !== null)
    need('custom-descriptors', 'a type with a descriptor');
  const { composite } = type;
  switch (composite.kind) {
    case 'func':
      needsOfFunc(composite, need);
      break;
    case 'struct':
      need('gc', 'a struct type');
      for (const field of composite.fields) needsOfField(field, need);
      break;
    case 'array':
      need('gc', 'an array type');
      needsOfField(composite.field, need);
      break;
    case 'cont':
      need('stack-switching', 'a continuation type');
  }
}

function needsOfFunc({ params, results }: CoreFuncType, need: Need): void {
  if (results.length > 1) need('multi-value', 'a function with several results');
  for (const type of params) needsOfVal(type, need);
  for (const type of results) needsOfVal(type, need);
}

function needsOfField({ type }: FieldType, need: Need): void {
  if (type !== 'i8' && type !== 'i16') needsOfVal(type, need);
}

function needsOfVal(type: CoreValType, need: Need): void {
  if (type === 'v128') need('simd', 'the type `v128`');
  else if (type === 'f32' || type === 'f64') need('floats', `the type \`${type}\``);
  else if (typeof type === 'object') {
    need('reference-types', 'a reference type');
    needsOfRef(type, need);
  }
}

function needsOfRef({ nullable, heap }: RefType, need: Need): void {
  if (heap.kind !== 'abstract') need('function-references', 'a reference to a type by its index');
  else if (!nullable) need('function-references', 'a reference that cannot be null');
  needsOfHeap(heap, need);
}

/** The features that a heap type needs for itself. */
export function needsOfHeap(heap: HeapType, need: Need): void {
  if (heap.kind === 'exact') need('custom-descriptors', 'a reference to an exact type');
  if (heap.kind !== 'abstract') return;
  if (heap.shared) need('shared-everything-threads', 'a shared reference');
  const what = `the type \`${heap.name}\``;
  switch (heap.name) {
    case 'func':
      break;
    case 'extern':
      need('gc-types', what);
      break;
    case 'exn':
    case 'noexn':
      need('exceptions', what);
      break;
    case 'cont':
    case 'nocont':
      need('stack-switching', what);
      break;
    default:
      need('gc', what);
      need('gc-types', what);
  }
}

/** The features that an import, an export or a definition of this type needs. */
export function needsOfExtern(type: CoreExternType, need: Need): void {
  switch (type.kind) {
    case 'func':
      if (type.exact) need('custom-descriptors', 'a function of an exact type');
      break;
    case 'table': {
      const { element, limits } = type.table;
      const isFuncref = element.nullable && element.heap.kind === 'abstract' && element.heap.name === 'func';
      if (!isFuncref) need('reference-types', 'a table of other references than `funcref`');
      needsOfRef(element, need);
      needsOf64(limits, 'a table with 64-bit indexes', need);
      if (limits.shared) need('shared-everything-threads', 'a shared table');
      break;
    }
    case 'memory': {
      const { limits, pageSizeLog2 } = type.memory;
      needsOf64(limits, 'a memory with 64-bit addresses', need);
      if (limits.shared) need('threads', 'a shared memory');
      if (pageSizeLog2 !== null) need('custom-page-sizes', 'a memory with a page size');
      break;
    }
    case 'global':
      needsOfVal(type.global.type, need);
      if (type.global.shared) need('shared-everything-threads', 'a shared global');
      break;
    case 'tag':
      need('exceptions', 'a tag');
  }
}

function needsOf64({ is64 }: Limits, what: string, need: Need): void {
  if (is64) need('memory64', what);
}
