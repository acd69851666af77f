import { versionTrack } from '../../base/index.js';
import { qualifiedName, type PackageName, type WorldInterface } from '../../wit-parser/index.js';
import { scopeOf, type CoreName, type NameForm, type Scope } from './name-form.js';
import type { ExportRole } from './roles.js';

const PREFIX = 'cm32p2';

/**
 * The names that are to become the standard (component-model#378). They are for 32-bit memories and for functions that are
 * called sync: tasks, streams, futures and threads have none.
 */
export const standardForm: NameForm = {
  kind: 'standard32',
  moduleName,
  importName(role): CoreName | null {
    switch (role.kind) {
      case 'lower':
        return role.lowering === 'sync' ? named(moduleName(scopeOf(role)), role.func.name) : null;
      case 'resource.drop':
      case 'resource.new':
      case 'resource.rep':
        return named(moduleName(role), `${role.resource.name ?? ''}_${role.kind.slice('resource.'.length)}`);
      default:
        return null;
    }
  },
  exportName(role): string | null {
    switch (role.kind) {
      case 'lift':
        return role.lifting === 'sync' ? exportedFunc(role) : null;
      case 'post-return':
        return `${exportedFunc(role)}_post`;
      case 'destructor':
        return role.item === null
          ? null
          : `${PREFIX}|${canonicalName(role.item)}|${role.resource.name ?? ''}_dtor`;
      case 'memory':
        return `${PREFIX}_memory`;
      case 'realloc':
        return role.use === 'any' ? `${PREFIX}_realloc` : null;
      case 'initialize':
        return `${PREFIX}_initialize`;
      default:
        return null;
    }
  },
};

/** Whether `name`, of an import's module or an export, is one of this form. */
export function isStandardName(name: string): boolean {
  return name.startsWith(PREFIX);
}

/**
 * The name of an interface in this form: its label, or its qualified name with the track of its version.
 * @spec Explainer.md#canonical-interface-name
 */
function canonicalName({ label, interface: iface }: WorldInterface): string {
  if (label !== null || iface.name === null) return label ?? '';
  const { version } = iface.package.name;
  const track = version === null ? null : versionTrack(version).track;
  const name: PackageName = { ...iface.package.name, version: track };
  return qualifiedName(name, iface.name);
}

function moduleName({ side, item }: Scope): string | null {
  if (item === null) return side === 'import' ? PREFIX : null;
  return `${PREFIX}|${side === 'export' ? '_ex_' : ''}${canonicalName(item)}`;
}

function named(module: string | null, name: string): CoreName | null {
  return module === null ? null : { module, name };
}

function exportedFunc({
  item,
  func,
}: Extract<ExportRole, { kind: 'lift' | 'post-return' | 'callback' }>): string {
  return `${PREFIX}|${item.kind === 'world-interface' ? canonicalName(item) : ''}|${func.name}`;
}
