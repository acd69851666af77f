import {
  InstructionWriter,
  type CoreExternType,
  type CoreImport,
  type ElementPart,
  type GlobalType,
} from '../../../component/index.js';
import type { NewSettings } from '../options.js';
import type { Part } from '../part.js';
import type { Shim, Signature } from '../plan/core-item.js';
import { FuncTypes, Functions, writeModule } from './core-module-writer.js';
import { SHIM_TABLE, shimGlobal, shimReference, shimTable } from './shim-module.js';
import { hookBody, TASK_EVENT, type Hook, type Wrapper } from './task-hooks.js';

/** An instance that the fixup module imports: the functions behind the shims, the shim module, or a part. */
export type FixupSource = 'actual' | 'shim' | Part;

/** What the fixup module needs of the component, and what it has for it. */
export interface FixupModule {
  readonly bytes: Uint8Array;
  /** By the names under which they are imported, in order. */
  readonly sources: ReadonlyMap<string, FixupSource>;
}

/**
 * Writes the fixup module. It is instantiated last: it puts the real functions in the places that shims jump to, calls
 * the initialization of the main module, and has the functions that tell its task hook.
 */
export class FixupWriter {
  readonly #settings: NewSettings;
  readonly #types = new FuncTypes();
  readonly #sources = new Map<string, FixupSource>();
  readonly #imports: CoreImport[] = [];
  readonly #importIndexes = new Map<string, number>();
  readonly #importedFuncs = new Map<number, string>();
  readonly #importedGlobals = new Map<number, string>();
  /** By shim: the function that brings the real one. */
  readonly #actual = new Map<Shim, number>();
  readonly #globals = new Map<Shim, number>();
  readonly #wrappers: Wrapper[] = [];
  /** The places of wrappers that go before what shims would lead to. */
  readonly #redirected = new Map<Shim, number>();
  #initialize: number | null = null;
  #taskHook: number | null = null;

  constructor(settings: NewSettings) {
    this.#settings = settings;
  }

  addShim(shim: Shim): void {
    const type = this.#types.index(shim.signature);
    this.#actual.set(shim, this.#importFunc('actual', shim.name, shim.signature));
    if (!this.#settings.returnCallRef) return;
    const global: GlobalType = { type: shimReference(type), mutable: true, shared: false };
    const index = this.#import('shim', shimGlobal(shim), { kind: 'global', global }, this.#importedGlobals);
    this.#globals.set(shim, index);
  }

  addInitialize(part: Part, name: string): void {
    this.#initialize = this.#importFunc(part, name, { params: [], results: [] });
  }

  /** Says which function is told about tasks. */
  addTaskHook(part: Part, name: string): void {
    this.#taskHook = this.#importFunc(part, name, { params: ['i32'], results: [] });
  }

  /** Adds a function that tells the hook around a function of `part`; returns its place among the wrappers. */
  wrap(part: Part, name: string, signature: Signature, hook: Hook): number {
    const target = this.#importFunc(part, name, signature);
    return this.#addWrapper({ name, signature, hook, target, isExported: true });
  }

  /** Adds a function that tells the hook around what `shim` leads to, and lets the shim lead there. */
  wrapShim(shim: Shim, name: string, hook: Hook): void {
    const target = this.#actual.get(shim) ?? 0;
    const { signature } = shim;
    this.redirect(shim, this.#addWrapper({ name, signature, hook, target, isExported: false }));
  }

  /** Lets `shim` lead to the wrapper at `place`. */
  redirect(shim: Shim, place: number): void {
    this.#redirected.set(shim, place);
  }

  /** @returns null if there is nothing to do. */
  finish(): FixupModule | null {
    if (this.#actual.size === 0 && this.#initialize === null && this.#wrappers.length === 0) return null;
    const usesTable = this.#actual.size > 0 && !this.#settings.returnCallRef;
    const shims = [...this.#actual.keys()];
    if (usesTable) this.#import('shim', SHIM_TABLE, { kind: 'table', table: shimTable(shims) });
    const functions = new Functions(this.#importedFuncs.size);
    const exports = this.#writeWrappers(functions);
    const targets = shims.map((shim) => this.#targetOf(shim));
    const start = this.#start(functions, shims, targets);
    const names = new Map([...this.#importedFuncs, ...functions.names]);
    const bytes = writeModule(
      {
        types: this.#types.all,
        imports: this.#imports,
        functions: functions.parts,
        exports,
        start,
        elements: targets.length === 0 ? [] : [elements(targets, usesTable)],
      },
      { module: 'wit-component:fixups', functions: names, globals: this.#importedGlobals },
      this.#settings,
    );
    return { bytes, sources: this.#sources };
  }

  #addWrapper(wrapper: Wrapper): number {
    this.#types.index(wrapper.signature);
    return this.#wrappers.push(wrapper) - 1;
  }

  #writeWrappers(functions: Functions): { name: string; kind: 'func'; index: number }[] {
    const hook = this.#taskHook ?? 0;
    return this.#wrappers.flatMap((wrapper, place) => {
      const { body, locals } = hookBody(wrapper, hook);
      const type = this.#types.index(wrapper.signature);
      const index = functions.add(`hook-${wrapper.name}`, type, body, locals);
      return wrapper.isExported ? [{ name: wrapperName(place), kind: 'func' as const, index }] : [];
    });
  }

  #targetOf(shim: Shim): number {
    const wrapper = this.#redirected.get(shim);
    return wrapper === undefined ? (this.#actual.get(shim) ?? 0) : this.#importedFuncs.size + wrapper;
  }

  /** The start function: fills globals, then initializes, between two words to the task hook. */
  #start(functions: Functions, shims: readonly Shim[], targets: readonly number[]): number | null {
    const hasGlobals = this.#settings.returnCallRef && shims.length > 0;
    if (!hasGlobals && this.#taskHook === null) return this.#initialize;
    if (!hasGlobals && this.#initialize === null) return null;
    const code = new InstructionWriter();
    if (hasGlobals) {
      shims.forEach((shim, place) => {
        code.op('ref.func', targets[place] ?? 0).op('global.set', this.#globals.get(shim) ?? 0);
      });
    }
    if (this.#initialize !== null) {
      const tell = (event: number): void => {
        if (this.#taskHook !== null) code.op('i32.const', event).op('call', this.#taskHook);
      };
      tell(TASK_EVENT.initializeStart);
      code.op('call', this.#initialize);
      tell(TASK_EVENT.initializeFinish);
    }
    return functions.add('start', this.#types.index({ params: [], results: [] }), code.finish());
  }

  #importFunc(source: FixupSource, name: string, signature: Signature): number {
    const type: CoreExternType = { kind: 'func', type: this.#types.index(signature), exact: false };
    return this.#import(source, name, type, this.#importedFuncs);
  }

  /** Imports something once. `names` are those of its kind so far, by index. */
  #import(
    source: FixupSource,
    name: string,
    type: CoreExternType,
    names: Map<number, string> = new Map(),
  ): number {
    const module = sourceName(source);
    const key = JSON.stringify([module, name]);
    const known = this.#importIndexes.get(key);
    if (known !== undefined) return known;
    this.#sources.set(module, source);
    this.#imports.push({ module, name, type });
    const index = names.size;
    this.#importIndexes.set(key, index);
    names.set(index, name);
    return index;
  }
}

/** The export of the fixup module that is the wrapper at `place`. */
export function wrapperName(place: number): string {
  return `hook${place}`;
}

/** An adapter may have any name, also one of the others. */
function sourceName(source: FixupSource): string {
  if (typeof source === 'string') return source;
  return source.adapter === null ? 'main' : `adapter:${source.adapter}`;
}

/** The functions that shims lead to: into the table, or declared, so that the start function may refer to them. */
function elements(targets: readonly number[], usesTable: boolean): ElementPart {
  if (!usesTable) return { mode: 'declarative', items: targets };
  return { mode: { index: 0, offset: new InstructionWriter().op('i32.const', 0).finish() }, items: targets };
}
