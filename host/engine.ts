import type { Glue } from '../canonical-abi/index.js';
import { createSpecGlue } from '../canonical-abi/index.js';

/**
 * `emitted`: straight-line code, made for each function; needs `new Function`, which a content security policy may forbid.
 * `spec`: the engine that follows the specification word for word, anywhere. Both give the same results and traps.
 */
export type Engine = 'emitted' | 'spec';

export interface EngineOptions {
  readonly engine?: Engine;
  readonly coerce?: boolean;
}

export function glueFor({ coerce = false }: EngineOptions): Glue {
  return createSpecGlue({ coerce });
}
