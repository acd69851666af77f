import { checkLeave } from '../calls.js';
import { ErrorContext } from '../handles.js';
import { alignTo } from '../layout.js';
import { loadStringFromRange } from '../load-string.js';
import { indexOf } from '../memory.js';
import type { StringPlan } from '../plan.js';
import { liftErrorContext } from '../runtime/passing.js';
import { store } from '../store.js';
import { Trap, trapIf } from '../trap.js';
import { type BuiltinMaker, contextOf, memoryOf } from './builtin.js';
import { unsigned } from './waitable-builtins.js';

const TEXT: StringPlan = { kind: 'string', type: 'string', as: 'text' };

export const ERROR_CONTEXT_BUILTINS = {
  /**
   * The message is kept as it is, which is the implementation's choice.
   * @spec CanonicalABI.md#-canon-error-contextnew
   */
  'error-context.new': (builtin) => (ptr, taggedCodeUnits) => {
    checkLeave(builtin.inst);
    const message = loadStringFromRange(contextOf(builtin), indexOf(ptr ?? 0), taggedCodeUnits ?? 0);
    return builtin.inst.handles.add(new ErrorContext(message.text));
  },
  /** @spec CanonicalABI.md#-canon-error-contextdebug-message */
  'error-context.debug-message': (builtin) => (i, at) => {
    checkLeave(builtin.inst);
    const context = liftErrorContext(builtin.inst, unsigned(i));
    const memory = memoryOf(builtin);
    const ptr = indexOf(at ?? 0);
    trapIf(ptr !== alignTo(ptr, memory.ptrSize), 'unaligned-pointer');
    trapIf(ptr + 2 * memory.ptrSize > memory.length, 'pointer-out-of-bounds');
    store(contextOf(builtin), context.debugMessage, TEXT, ptr);
    return undefined;
  },
  /** @spec CanonicalABI.md#-canon-error-contextdrop */
  'error-context.drop':
    ({ inst }) =>
    (i) => {
      checkLeave(inst);
      if (!(inst.handles.remove(unsigned(i)) instanceof ErrorContext)) throw new Trap('wrong-handle-type');
      return undefined;
    },
} satisfies Record<string, BuiltinMaker>;
