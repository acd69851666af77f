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

interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Instance: new (module: WasmModule, imports: WasmImports) => WasmInstance;
  compile(bytes: Uint8Array): Promise<WasmModule>;
  instantiate(module: WasmModule, imports: WasmImports): Promise<WasmInstance>;
}

/** @throws Error where the engine has no WebAssembly */
export function webAssembly(): WebAssemblyApi {
  const { WebAssembly: api } = globalThis as { readonly WebAssembly?: WebAssemblyApi };
  if (api === undefined) throw new Error('this JavaScript engine has no WebAssembly');
  return api;
}
