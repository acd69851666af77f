import type { CoreFunction, Glue } from '../../canonical-abi/index.js';
import { CannotWaitError } from './cannot-wait-error.js';
import { promiseIntegration } from './engine.js';
import { exportMayWait, importMayWait, type JspiOptions } from './jspi.js';

/**
 * Glue with which core code waits while a host function has given a promise. From component to component calls do not wait:
 * between them are frames of JavaScript, which no engine suspends.
 * @param spec takes promises: of host functions, and of core code that was suspended
 * @param other stands where nothing can wait
 * @throws NoPromiseIntegrationError
 */
export function waitingGlue(spec: Glue, other: Glue, jspi: JspiOptions): Glue {
  const { Suspending, promising } = promiseIntegration();
  return {
    imported(plan, ...parts) {
      if (!importMayWait(jspi, plan.name)) return other.imported(plan, ...parts);
      return new Suspending(spec.imported(plan, ...parts)) as CoreFunction;
    },
    exported(plan, end, callee, resources) {
      if (exportMayWait(jspi, plan.name)) {
        const call = spec.exported(plan, end, promising(callee), resources);
        return async (...values) => {
          try {
            return await call(...values);
          } catch (error) {
            throw explained(error, plan.name);
          }
        };
      }
      const call = other.exported(plan, end, callee, resources);
      return (...values) => {
        try {
          return call(...values);
        } catch (error) {
          throw explained(error, plan.name);
        }
      };
    },
    fused: (...parts) => other.fused(...parts),
  };
}

/** The engine says only that it cannot suspend core code. */
function explained(error: unknown, name: string): unknown {
  const isRefusal = error instanceof Error && error.name === 'SuspendError';
  return isRefusal ? CannotWaitError.forExport(name, error) : error;
}
