import type { compile, instantiate, InstantiateOptions } from '../../host/index.js';

export interface Host {
  readonly compile: typeof compile;
  readonly instantiate: typeof instantiate;
}

export function greeterScenario(
  host: Host,
  bytes: Uint8Array,
  options: InstantiateOptions,
): Promise<Readonly<Record<string, unknown>>>;

export function newFunctionWorks(): true | string;
