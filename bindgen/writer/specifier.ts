import type { ModuleRef } from '../code/index.js';

/** How a module in the file `from` names `module` in an import. */
export function specifierOf(module: ModuleRef, from: string): string {
  return module.kind === 'ambient' ? module.specifier : `${relativePath(module.stem, from)}.js`;
}

/** The path of the file `to` as seen from the file `from`; both are paths from one folder. */
export function relativePath(to: string, from: string): string {
  const target = to.split('/');
  const base = from.split('/').slice(0, -1);
  let shared = 0;
  while (shared < base.length && shared < target.length - 1 && base[shared] === target[shared]) shared++;
  const up = base.slice(shared).map(() => '..');
  return [...(up.length === 0 ? ['.'] : up), ...target.slice(shared)].join('/');
}
