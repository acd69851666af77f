import type { PlannedModule } from '../../component/index.js';
import { webAssembly, type WasmModule } from '../web-assembly.js';

type ModuleType = Extract<PlannedModule, { readonly kind: 'import' }>['type'];

/** How a module differs from the one that is imported, as the rest of a sentence: expected …, found …. */
export interface ModuleMisfit {
  readonly expected: string;
  readonly found: string;
}

/**
 * Whether a module can stand for an imported one, as far as an engine shows: its imports and exports by names and kinds.
 * Their types are compared when it is instantiated.
 * @returns null if it can
 */
export function moduleMisfit(module: WasmModule, { imports, exports }: ModuleType): ModuleMisfit | null {
  const { Module } = webAssembly();
  const given = new Map(Module.exports(module).map(({ name, kind }) => [name, kind]));
  for (const [name, { kind }] of exports) {
    const found = given.get(name);
    if (found === jsKind(kind)) continue;
    return {
      expected: `a core module that exports the ${jsKind(kind)} \`${name}\``,
      found: found === undefined ? 'one that exports nothing of that name' : `one where it is a ${found}`,
    };
  }
  const keyOf = (from: string, name: string, kind: string): string => JSON.stringify([from, name, kind]);
  const supplied = new Set(
    imports.map((wanted) => keyOf(wanted.module, wanted.name, jsKind(wanted.type.kind))),
  );
  for (const { module: from, name, kind } of Module.imports(module)) {
    if (supplied.has(keyOf(from, name, kind))) continue;
    return {
      expected: 'a core module that imports no more than the component gives it',
      found: `one that imports the ${kind} \`${name}\` of \`${from}\``,
    };
  }
  return null;
}

/** What the JavaScript API calls a function is a `func` elsewhere. */
function jsKind(kind: string): string {
  return kind === 'func' ? 'function' : kind;
}
