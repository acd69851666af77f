import type { CoreFunction, CoreValue } from '../../canonical-abi/index.js';

/** JavaScript Promise Integration: core code waits for promises, and its callers get one. */
export interface PromiseIntegration {
  /** What a core module can take for a function that may give a promise: core code is suspended meanwhile. */
  readonly Suspending: new (call: (...core: CoreValue[]) => unknown) => object;
  /** The function, with a promise for its result. Core code that it runs may be suspended. */
  promising(callee: CoreFunction): CoreFunction;
}

/** What was asked for needs an engine that lets core code wait for promises. */
export class NoPromiseIntegrationError extends Error {
  override readonly name = 'NoPromiseIntegrationError';

  constructor() {
    super(
      'this JavaScript engine has no JavaScript Promise Integration, which the option `jspi` needs: ' +
        'Node has it from version 25 on, Node 24 with `--experimental-wasm-jspi`, Chromium from 137 on',
    );
  }
}

/** @throws NoPromiseIntegrationError */
export function promiseIntegration(): PromiseIntegration {
  const { WebAssembly: api } = globalThis as { readonly WebAssembly?: Partial<PromiseIntegration> };
  if (api?.Suspending === undefined || api.promising === undefined) throw new NoPromiseIntegrationError();
  return api as PromiseIntegration;
}
