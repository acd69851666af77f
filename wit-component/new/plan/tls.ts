import type { Result } from '../../../base/index.js';
import { newMessages } from '../messages.js';
import { partName, placeIn, type Part, type Parts } from '../part.js';

export type TlsType = 'i32' | 'i64';

/**
 * Where the base of thread-local storage is kept: in a slot of the task's context where there are threads or the slot is
 * in use, else in a global of the shim module; nowhere if no module asks for it.
 */
export type TlsPlace =
  { readonly kind: 'context' | 'none' } | { readonly kind: 'global'; readonly type: TlsType };

export const TLS_SLOT = 1;

export function planTls({ main, adapters }: Parts): Result<TlsPlace> {
  const parts = [main, ...adapters];
  if (parts.some(usesTlsSlot)) return { value: { kind: 'context' }, diagnostics: [] };
  let first: { readonly part: Part; readonly type: TlsType } | null = null;
  for (const part of parts) {
    for (const { role, import: item } of part.roles.imports) {
      if (role.kind !== 'tls-base.get' && role.kind !== 'tls-base.set') continue;
      first ??= { part, type: role.type };
      if (first.type === role.type) continue;
      const facts = { part: partName(part), found: role.type, other: partName(first.part), type: first.type };
      const diagnostic = newMessages.tlsTypeConflict.at(placeIn(part, item), facts);
      return { value: { kind: 'none' }, diagnostics: [diagnostic] };
    }
  }
  return { value: first === null ? { kind: 'none' } : { kind: 'global', type: first.type }, diagnostics: [] };
}

function usesTlsSlot({ roles }: Part): boolean {
  return roles.imports.some(({ role }) => {
    if (role.kind === 'thread.new-indirect') return true;
    return (role.kind === 'context.get' || role.kind === 'context.set') && role.slot === TLS_SLOT;
  });
}
