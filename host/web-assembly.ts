/* The part of the JavaScript API of WebAssembly that is used here: this room knows no `WebAssembly` of any platform. */

/** A `WebAssembly.Module`. */
export type WasmModule = object;

/** The exports of a `WebAssembly.Instance`. */
export type WasmExports = Readonly<Record<string, unknown>>;

interface WasmInstance {
  readonly exports: WasmExports;
}

/** What a core module is given: values by module and name. */
export type WasmImports = Record<string, Record<string, unknown>>;

/** An export of a module; with the name of the module that it is asked of, an import. */
interface Descriptor {
  readonly name: string;
  readonly kind: string;
}

interface ModuleConstructor {
  new (bytes: Uint8Array): WasmModule;
  exports(module: WasmModule): readonly Descriptor[];
  imports(module: WasmModule): readonly (Descriptor & { readonly module: string })[];
}

/** A `WebAssembly.Memory`. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

interface WebAssemblyApi {
  readonly Module: ModuleConstructor;
  readonly Instance: new (module: WasmModule, imports: WasmImports) => WasmInstance;
  readonly Memory: new (limits: { readonly initial: number }) => WasmMemory;
  validate(bytes: Uint8Array): boolean;
  compile(bytes: Uint8Array): Promise<WasmModule>;
  instantiate(module: WasmModule, imports: WasmImports): Promise<WasmInstance>;
}

/** @throws Error where the engine has no WebAssembly */
export function webAssembly(): WebAssemblyApi {
  const { WebAssembly: api } = globalThis as { readonly WebAssembly?: WebAssemblyApi };
  if (api === undefined) throw new Error('this JavaScript engine has no WebAssembly');
  return api;
}
