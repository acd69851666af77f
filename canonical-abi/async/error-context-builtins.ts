import { ErrorContext, handleOf } from '../handles.js';
import { loadStringFromRange } from '../load-string.js';
import { indexOf } from '../memory.js';
import type { StringPlan } from '../plan.js';
import { liftErrorContext } from '../runtime/passing.js';
import { store } from '../lower.js';
import { type BuiltinMaker, contextOf, memoryOf, placeOfTwo, unsigned } from './builtin.js';

const TEXT: StringPlan = { kind: 'string', type: 'string', as: 'text' };

export const ERROR_CONTEXT_BUILTINS = {
  /**
   * The message is kept as it is, which is the implementation's choice.
   * @spec CanonicalABI.md#-canon-error-contextnew
   */
  'error-context.new': (builtin) => (ptr, taggedCodeUnits) => {
    const message = loadStringFromRange(contextOf(builtin), indexOf(ptr ?? 0), taggedCodeUnits ?? 0);
    return builtin.end.inst.handles.add(new ErrorContext(message.text));
  },
  /** @spec CanonicalABI.md#-canon-error-contextdebug-message */
  'error-context.debug-message': (builtin) => (i, at) => {
    const context = liftErrorContext(builtin.end.inst, unsigned(i));
    const ptr = placeOfTwo(builtin, at, memoryOf(builtin).ptrSize);
    store(contextOf(builtin), context.debugMessage, TEXT, ptr);
  },
  /** @spec CanonicalABI.md#-canon-error-contextdrop */
  'error-context.drop':
    ({ end: { inst } }) =>
    (i) => {
      handleOf(ErrorContext, inst.handles.remove(unsigned(i)));
    },
} satisfies Record<string, BuiltinMaker>;
