/**
 * Every trap by its code: those of the Canonical ABI, which has one kind of trap and no texts, so that a code names the rule
 * that was broken; those of core code, in the words of its specification; and what this implementation adds. A code keeps its
 * meaning.
 */
export type TrapCode =
  | 'unaligned-pointer'
  | 'pointer-out-of-bounds'
  | 'string-too-long'
  | 'string-out-of-bounds'
  | 'list-too-long'
  | 'list-out-of-bounds'
  | 'realloc-unaligned'
  | 'realloc-out-of-bounds'
  | 'invalid-utf8'
  | 'invalid-utf16'
  | 'invalid-char'
  | 'invalid-discriminant'
  | 'unknown-handle'
  | 'wrong-handle-type'
  | 'handle-lent'
  | 'handle-not-owned'
  | 'borrows-remain'
  | 'cannot-leave'
  | 'cannot-enter'
  | 'table-full'
  | 'unreachable'
  | 'memory-out-of-bounds'
  | 'table-out-of-bounds'
  | 'array-out-of-bounds'
  | 'integer-divide-by-zero'
  | 'integer-overflow'
  | 'invalid-conversion-to-integer'
  | 'indirect-call-type-mismatch'
  | 'undefined-element'
  | 'null-reference'
  | 'invalid-cast'
  | 'stack-overflow'
  | 'core-exception'
  | 'core-trap'
  | 'backpressure-overflow'
  | 'task-not-async'
  | 'task-wrong-result'
  | 'task-already-returned'
  | 'task-not-returned'
  | 'task-cannot-block'
  | 'task-not-cancelled'
  | 'invalid-callback-code'
  | 'waitable-set-in-use'
  | 'waitable-in-set'
  | 'subtask-unresolved'
  | 'subtask-resolved'
  | 'end-busy'
  | 'end-done'
  | 'end-not-busy'
  | 'future-unwritten'
  | 'buffer-too-long'
  | 'buffer-out-of-bounds'
  | 'same-instance-copy'
  | 'unknown-thread'
  | 'thread-not-suspended'
  | 'thread-is-current'
  | 'async-not-yet';

/** What to say instead of the words of a code, where those are not enough. */
const MESSAGES: Readonly<Partial<Record<TrapCode, string>>> = {
  unreachable: '`unreachable` was executed',
  'cannot-leave': 'cannot leave the component instance',
  'cannot-enter': 'cannot enter the component instance after a trap',
  'async-not-yet': 'suspending is not supported yet',
};

/** A parameter, field, case or flag by its name in JavaScript, or the position of an element. */
export type PathSegment = string | number;

/** `param.field[3]` */
export function pathText(path: readonly PathSegment[]): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${part}`))
    .join('');
}

/**
 * The end of a component instance that broke a rule, or whose caller did: it must not be entered again.
 * @spec Explainer.md#component-invariants
 */
export class Trap extends Error {
  readonly code: TrapCode;
  /** Where in the values that were passed, from the parameter inwards; empty where no value is to blame. */
  path: readonly PathSegment[] = [];
  /** In which component instance, as in diagnostics: `component[1]`, empty for the outermost. */
  component = '';
  /** In a call of which function: `bench:echo/api#echo-string`; empty if in none. */
  function = '';

  constructor(code: TrapCode, detail = '', options?: { readonly cause: unknown }) {
    super(`${MESSAGES[code] ?? code.replaceAll('-', ' ')} ${detail}`.trimEnd(), options);
    this.name = 'Trap';
    this.code = code;
  }

  /** Says in which call it happened. The innermost call is asked first, and what it says stays. */
  in(component: string, func: string): void {
    if (this.function !== '') return;
    this.component = component;
    this.function = func;
    // Engines draw the stack, message included, when the error is made or when the stack is first asked for: now.
    const { message: what, stack } = this;
    const at = this.path.length === 0 ? '' : ` (at \`${pathText(this.path)}\`)`;
    this.message = `${component === '' ? '' : `${component} › `}${func}: ${what}${at}`;
    if (stack !== undefined) this.stack = stack.replace(what, () => this.message);
  }
}

export function trapIf(condition: boolean, code: TrapCode): void {
  if (condition) throw new Trap(code);
}
