import { checkLeave, failedImport } from '../calls.js';
import type { CoreFunction } from '../glue.js';
import type { CoreValue } from '../memory.js';
import type { Builtin, BuiltinMaker, BuiltinName } from './builtin.js';
import { END_BUILTINS } from './end-builtins.js';
import { ERROR_CONTEXT_BUILTINS } from './error-context-builtins.js';
import { RESOURCE_BUILTINS } from './resource-builtins.js';
import { TASK_BUILTINS } from './task-builtins.js';
import { THREAD_BUILTINS } from './thread-builtins.js';
import { WAITABLE_BUILTINS } from './waitable-builtins.js';

// Bundlers take a spread for something that happens, and would keep all of it.
const BUILTINS: Readonly<Record<BuiltinName, BuiltinMaker>> = /* @__PURE__ */ Object.assign(
  {},
  RESOURCE_BUILTINS,
  TASK_BUILTINS,
  WAITABLE_BUILTINS,
  END_BUILTINS,
  ERROR_CONTEXT_BUILTINS,
  THREAD_BUILTINS,
);

/** Those that may run where the instance must not be left, or, of resources, that look for themselves. */
const STAYS_IN = /^(context|backpressure|resource)\./;

/**
 * The core function that a `canon` definition of a built-in makes.
 * @returns a function that throws Trap; `async-not-yet` where it would have to suspend
 * @spec CanonicalABI.md#canonical-definitions
 */
export function createBuiltin(builtin: Builtin): CoreFunction {
  const { name, end } = builtin;
  const { inst } = end;
  const run = BUILTINS[name](builtin) as CoreFunction;
  const staysIn = STAYS_IN.test(name);
  const call: CoreFunction = (...values) => {
    try {
      if (!staysIn) checkLeave(inst);
      return run(...values);
    } catch (error) {
      throw failedImport(error, inst, name);
    }
  };
  // Without an array of its values.
  const callWithOne: CoreFunction = (value) => {
    try {
      if (!staysIn) checkLeave(inst);
      return run(value as CoreValue);
    } catch (error) {
      throw failedImport(error, inst, name);
    }
  };
  return run.length === 1 ? callWithOne : call;
}
