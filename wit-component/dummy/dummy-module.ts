import { InternalError } from '../../base/index.js';
import type { CoreFuncType } from '../../canonical-abi/index.js';
import { encodeModule, funcType, InstructionWriter, type MemoryType } from '../../component/index.js';
import type { World } from '../../wit-parser/index.js';
import type { Lifting } from '../abi/core-signature.js';
import { annotated, legacyForm } from '../names/legacy-form.js';
import type { NameForm } from '../names/name-form.js';
import type { ExportRole } from '../names/roles.js';
import { exportSignature, importSignature } from '../names/signatures.js';
import { standardForm } from '../names/standard-form.js';
import { dummyExports, dummyImports } from './dummy-roles.js';

/** The names and the way of calling of a dummy module: standard names have one way, legacy ones three. */
export type DummyForm = 'standard32' | 'legacy' | 'async-callback' | 'async-stackful';

const FORMS: Readonly<Record<DummyForm, { readonly form: NameForm; readonly lifting: Lifting }>> = {
  standard32: { form: standardForm, lifting: 'sync' },
  legacy: { form: legacyForm, lifting: 'sync' },
  'async-callback': { form: legacyForm, lifting: 'callback' },
  'async-stackful': { form: legacyForm, lifting: 'stackful' },
};

const ONE_EMPTY_MEMORY: readonly MemoryType[] = [
  { limits: { minimum: 0n, maximum: null, is64: false, shared: false }, pageSizeLog2: null },
];

/**
 * A core module that imports and exports all that `world` provides for, with functions that trap: a placeholder for one
 * that does something. It lacks the section that says which world it is for, see `embed`.
 */
export function dummyModule(world: World, dummyForm: DummyForm): Uint8Array {
  const { form, lifting } = FORMS[dummyForm];
  const types = new TypeTable();
  const imports = dummyImports(world, lifting).map((role) => {
    const name = form.importName(role);
    const type = importSignature(role);
    if (name === null || type === null) throw new InternalError(`an import \`${role.kind}\` has no name`);
    return { ...name, type: { kind: 'func', type: types.indexOf(type), exact: false } as const };
  });
  const functions: { type: number; locals: []; body: Uint8Array }[] = [];
  const exports = dummyExports(world, lifting).map((role) => {
    const name = exportName(form, lifting, role);
    const type = exportSignature(role);
    if (type === null) return { name, kind: 'memory', index: 0 } as const;
    functions.push({ type: types.indexOf(type), locals: [], body: bodyOf(role) });
    return { name, kind: 'func', index: imports.length + functions.length - 1 } as const;
  });
  return encodeModule({ types: types.all, imports, functions, memories: ONE_EMPTY_MEMORY, exports });
}

/** The function types of a module, each once. */
class TypeTable {
  readonly all: ReturnType<typeof funcType>[] = [];
  readonly #indexes = new Map<string, number>();

  indexOf({ params, results }: CoreFuncType): number {
    const key = `${params.join(' ')} -> ${results.join(' ')}`;
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    this.#indexes.set(key, this.all.length);
    return this.all.push(funcType(params, results)) - 1;
  }
}

/** wasm-tools annotates destructors with the way of calling, too, though they have but one. */
function exportName(form: NameForm, lifting: Lifting, role: ExportRole): string {
  const name = form.exportName(role);
  if (name === null) throw new InternalError(`an export \`${role.kind}\` has no name`);
  return role.kind === 'destructor' ? annotated(name, lifting) : name;
}

/** What runs when nobody asked for a result may just return. */
function bodyOf({ kind }: ExportRole): Uint8Array {
  const returns = kind === 'post-return' || kind === 'destructor' || kind === 'initialize';
  const body = new InstructionWriter();
  return (returns ? body : body.op('unreachable')).finish();
}
