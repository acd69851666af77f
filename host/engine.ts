import { canEvaluate, createSpecGlue, createStraightGlue, type Glue } from '../canonical-abi/index.js';
import { createListCopiers } from './fused/list-copiers.js';
import type { JspiOptions } from './waiting/jspi.js';
import { waitingGlue } from './waiting/waiting-glue.js';

/**
 * `emitted`: straight-line code, made for each function; needs `new Function`, which a content security policy may forbid.
 * `spec`: the engine that follows the specification step by step, anywhere. Both give the same results and traps.
 */
export type Engine = 'emitted' | 'spec';

export interface EngineOptions {
  /** What stands between JavaScript and core code. If left out, the quicker one that the engine allows. */
  readonly engine?: Engine;
  /** Convert values as ToWebAssemblyValue does, instead of refusing those of another type. */
  readonly coerce?: boolean;
  /** Which functions may wait for promises. Needs an engine that has JavaScript Promise Integration. */
  readonly jspi?: JspiOptions;
}

/** @throws NoPromiseIntegrationError */
export function glueFor({ engine, coerce = false, jspi }: EngineOptions): Glue {
  const { spec, emitted } = (GLUE[coerce ? 'coercing' : 'strict'] ??= createGlue(coerce));
  const fits = engine ?? defaultEngine();
  const glue = fits === 'emitted' ? emitted : spec;
  return jspi === undefined ? glue : waitingGlue(spec, glue, jspi);
}

let known: Engine | null = null;

/** The policy of a page does not change, and asking takes longer than much of an instantiation. */
function defaultEngine(): Engine {
  known ??= canEvaluate() ? 'emitted' : 'spec';
  return known;
}

interface BothEngines {
  readonly spec: Glue;
  readonly emitted: Glue;
}

/** What is emitted for a component is good for all its instances, so there is one glue for all. */
const GLUE: { strict?: BothEngines; coercing?: BothEngines } = {};

function createGlue(coerce: boolean): BothEngines {
  const spec = createSpecGlue({ coerce });
  return { spec, emitted: createStraightGlue({ coerce, fallback: spec, listCopiers: createListCopiers() }) };
}
