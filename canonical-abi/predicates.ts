import { despecialize } from './despecialize.js';
import { type Memo, remembered } from './memo.js';
import type { CompoundType, ValType } from './types.js';

interface Contents {
  readonly borrow: boolean;
  readonly asyncValue: boolean;
  readonly pointer: boolean;
}

const NOTHING: Contents = { borrow: false, asyncValue: false, pointer: false };

const contents: Memo<Contents> = new WeakMap();

/**
 * Whether a value of `t` holds a borrowed handle somewhere, what streams and futures carry included.
 * @spec CanonicalABI.md#type-predicates
 */
export function containsBorrow(t: ValType): boolean {
  return contentsOf(t).borrow;
}

/**
 * Whether a value of `t` holds a stream or a future somewhere.
 * @spec CanonicalABI.md#type-predicates
 */
export function containsAsyncValue(t: ValType): boolean {
  return contentsOf(t).asyncValue;
}

/**
 * Whether a value of `t` has a part that lies in memory of its own: a string or a list somewhere, not behind a handle.
 * @spec CanonicalABI.md#canonopt-validation
 */
export function containsPointer(t: ValType): boolean {
  return contentsOf(t).pointer;
}

function contentsOf(t: ValType | null): Contents {
  if (t === 'string') return { ...NOTHING, pointer: true };
  if (t === null || typeof t === 'string') return NOTHING;
  return remembered(contents, t, () => contentsOfCompound(t));
}

function contentsOfCompound(type: CompoundType): Contents {
  const t = despecialize(type);
  switch (t.kind) {
    case 'list':
      return t.length === null ? { ...contentsOf(t.element), pointer: true } : contentsOf(t.element);
    case 'record':
      return union(t.fields.map((field) => contentsOf(field.type)));
    case 'variant':
      return union(t.cases.map((item) => contentsOf(item.type)));
    case 'borrow':
      return { ...NOTHING, borrow: true };
    case 'stream':
    case 'future':
      return { ...NOTHING, borrow: contentsOf(t.element).borrow, asyncValue: true };
    case 'flags':
    case 'own':
      return NOTHING;
  }
}

function union(parts: readonly Contents[]): Contents {
  return {
    borrow: parts.some((part) => part.borrow),
    asyncValue: parts.some((part) => part.asyncValue),
    pointer: parts.some((part) => part.pointer),
  };
}
