import {
  InstructionWriter,
  type CoreExport,
  type GlobalPart,
  type MemoryType,
  type RefType,
  type TableType,
} from '../../../component/index.js';
import type { NewSettings } from '../options.js';
import type { Shim } from '../plan/core-item.js';
import type { TlsType } from '../plan/tls.js';
import { FuncTypes, Functions, writeModule } from './core-module-writer.js';

/** Exports of the shim module beside the shims. Their names are those of wasm-tools, which runtimes know. */
export const SHIM_TABLE = '$imports';
export const SHIM_MEMORY = '$memory';
export const SHIM_TLS = { get: '$get-tls-base', set: '$set-tls-base' } as const;

/** The global that holds what a shim calls, where there is no table. */
export function shimGlobal({ name }: Shim): string {
  return `g${name}`;
}

export interface ShimContent {
  readonly shims: readonly Shim[];
  /** The memory of the component, if the main module imports it. */
  readonly memory: MemoryType | null;
  readonly tlsGlobal: TlsType | null;
}

/** The type of the table that shims jump through. */
export function shimTable(shims: readonly Shim[]): TableType {
  const size = BigInt(shims.length);
  return {
    element: { nullable: true, heap: { kind: 'abstract', name: 'func', shared: false } },
    limits: { minimum: size, maximum: size, is64: false, shared: false },
  };
}

/** The type of the global that a shim of function type `type` jumps through. */
export function shimReference(type: number): RefType {
  return { nullable: false, heap: { kind: 'index', type } };
}

/**
 * The shim module. It is instantiated first, so that its functions can be imported by the main module; they call what the
 * fixup module puts in their places.
 */
export function shimModule(content: ShimContent, settings: NewSettings): Uint8Array {
  const writer = new ShimWriter(settings);
  for (const [place, shim] of content.shims.entries()) writer.add(shim, place);
  if (content.shims.length > 0 && !settings.returnCallRef) writer.export(SHIM_TABLE, 'table', 0);
  if (content.memory !== null) writer.export(SHIM_MEMORY, 'memory', 0);
  if (content.tlsGlobal !== null) writer.addTls(content.tlsGlobal);
  return writer.finish(content);
}

class ShimWriter {
  readonly #settings: NewSettings;
  readonly #types = new FuncTypes();
  readonly #functions = new Functions(0);
  readonly #globals: GlobalPart[] = [];
  readonly #exports: Pick<CoreExport, 'name' | 'kind' | 'index'>[] = [];
  /** By function type: what a global holds before it is set. */
  readonly #stubs = new Map<number, number>();

  constructor(settings: NewSettings) {
    this.#settings = settings;
  }

  export(name: string, kind: CoreExport['kind'], index: number): void {
    this.#exports.push({ name, kind, index });
  }

  add(shim: Shim, place: number): void {
    const type = this.#types.index(shim.signature);
    const code = new InstructionWriter();
    shim.signature.params.forEach((_, local) => code.op('local.get', local));
    if (this.#settings.returnCallRef) {
      code.op('global.get', this.#addGlobal(shim, type)).op('return_call_ref', type);
    } else {
      code.op('i32.const', place).op('call_indirect', type, 0);
    }
    this.export(shim.name, 'func', this.#functions.add(shim.label, type, code.finish()));
  }

  addTls(type: TlsType): void {
    const zero = new InstructionWriter();
    const initial = (type === 'i64' ? zero.op('i64.const', 0n) : zero.op('i32.const', 0)).finish();
    const global = this.#globals.push({ type: { type, mutable: true, shared: false }, initial }) - 1;
    const get = new InstructionWriter().op('global.get', global).finish();
    const set = new InstructionWriter().op('local.get', 0).op('global.set', global).finish();
    const getType = this.#types.index({ params: [], results: [type] });
    const setType = this.#types.index({ params: [type], results: [] });
    this.export(SHIM_TLS.get, 'func', this.#functions.add(SHIM_TLS.get, getType, get));
    this.export(SHIM_TLS.set, 'func', this.#functions.add(SHIM_TLS.set, setType, set));
  }

  finish({ shims, memory }: ShimContent): Uint8Array {
    const hasTable = shims.length > 0 && !this.#settings.returnCallRef;
    const parts = {
      types: this.#types.all,
      functions: this.#functions.parts,
      tables: hasTable ? [{ type: shimTable(shims), initial: null }] : [],
      memories: memory === null ? [] : [memory],
      globals: this.#globals,
      exports: this.#exports,
    };
    const labels = { module: 'wit-component:shim', functions: this.#functions.names };
    return writeModule(parts, labels, this.#settings);
  }

  #addGlobal(shim: Shim, type: number): number {
    const initial = new InstructionWriter().op('ref.func', this.#stub(type)).finish();
    const global = { type: { type: shimReference(type), mutable: true, shared: false }, initial };
    const index = this.#globals.push(global) - 1;
    this.export(shimGlobal(shim), 'global', index);
    return index;
  }

  #stub(type: number): number {
    const known = this.#stubs.get(type);
    if (known !== undefined) return known;
    const body = new InstructionWriter().op('unreachable').finish();
    const index = this.#functions.add('trap stub before initialization', type, body);
    this.#stubs.set(type, index);
    return index;
  }
}
