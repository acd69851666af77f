import type { ByteSpan, Diagnostic } from '../../base/index.js';
import type { CoreExport } from '../../component/index.js';
import type { WorldItem } from '../../wit-parser/index.js';
import { funcTypeText, isFuncType, type CoreShell } from './core-shell.js';
import { moduleMessages } from './messages.js';
import { exportText } from './role-text.js';
import type { ExportRole } from './roles.js';
import { exportSignature } from './signatures.js';
import { formOf, type WorldNames } from './world-names.js';

/** What decides about the exports of a module. */
export interface ExportRules {
  readonly shell: CoreShell;
  readonly names: WorldNames;
  /** The exports of the world that this module is to give. */
  readonly required: (item: WorldItem) => boolean;
  readonly rejectLegacyNames: boolean;
}

/** What `found` stands for, and whether its type is right; the role is null where it means nothing to the component model. */
export function classifyExport(
  { shell, names, required, rejectLegacyNames }: ExportRules,
  found: CoreExport,
  at: ByteSpan,
): { readonly role: ExportRole | null; readonly fault: Diagnostic | null } {
  const form = formOf(found.name);
  const role = names.exportRoles(form).get(found.name);
  // Names of realloc functions for one use only are those of no form.
  const isOfForm = role?.kind !== 'realloc' || role.use === 'any';
  const isHidden = rejectLegacyNames && form.kind === 'legacy' && isOfForm;
  if (role === undefined || isHidden || found.kind !== sortOf(role)) return { role: null, fault: null };
  if ('item' in role && role.item !== null && !required(role.item)) return { role: null, fault: null };
  const expected = exportSignature(role);
  const type = expected === null ? null : shell.typeOfFunc(found.index);
  if (expected === null || type === null || isFuncType(type, expected)) return { role, fault: null };
  const args = { name: found.name, what: exportText(role), expected: funcTypeText(expected) };
  const text = funcTypeText(type);
  const help =
    role.kind === 'lift' || role.kind === 'post-return'
      ? ['build the module again with bindings that are generated from the WIT of this world']
      : [];
  const fault = moduleMessages.exportTypeMismatch.at(
    at,
    { ...args, found: text },
    { label: `has type \`${text}\``, help },
  );
  return { role, fault };
}

function sortOf(role: ExportRole): CoreExport['kind'] {
  if (role.kind === 'memory') return 'memory';
  return role.kind === 'indirect function table' ? 'table' : 'func';
}
