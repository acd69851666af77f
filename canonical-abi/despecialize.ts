import type { CompoundType, FundamentalType, PrimValType, ValType } from './types.js';

/**
 * Expands a specialized type into the fundamental one with the same ABI, its outermost level only. `string` and `flags`
 * stay, as they have representations of their own.
 * @spec CanonicalABI.md#despecialization
 */
export function despecialize(t: CompoundType): Exclude<FundamentalType, PrimValType>;
export function despecialize(t: ValType): FundamentalType;
export function despecialize(t: ValType): FundamentalType {
  if (typeof t === 'string') return t;
  switch (t.kind) {
    case 'tuple':
      return { kind: 'record', fields: t.types.map((type, index) => ({ label: String(index), type })) };
    case 'enum':
      return { kind: 'variant', cases: t.labels.map((label) => ({ label, type: null })) };
    case 'option':
      return { kind: 'variant', cases: [{ label: 'none', type: null }, { label: 'some', type: t.type }] }; // prettier-ignore
    case 'result':
      return { kind: 'variant', cases: [{ label: 'ok', type: t.ok }, { label: 'error', type: t.error }] }; // prettier-ignore
    case 'map':
      return { kind: 'list', element: { kind: 'tuple', types: [t.key, t.value] }, length: null };
    default:
      return t;
  }
}
