import * as codegen from '../codegen-v1.js';

/** All that emitted text may call, by name. */
export const HELPERS = { ...codegen };
