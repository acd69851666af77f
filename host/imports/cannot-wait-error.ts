/**
 * A host function gave a promise where the component needs the value: its type in WIT is no `async` one, and the call
 * cannot be suspended.
 */
export class CannotWaitError extends Error {
  override readonly name = 'CannotWaitError';
  readonly code = 'cannot-wait';
  /** The function, as `wasi:io/poll@0.2.0#poll`. */
  readonly import: string;

  constructor(name: string) {
    super(
      `the import \`${name}\` returned a promise, but the call cannot wait for it: return the value itself, or ` +
        `instantiate with the option \`jspi\`, in an engine that has JavaScript Promise Integration`,
    );
    this.import = name;
  }
}

/** `value`, if there is nothing to wait for. @throws CannotWaitError */
export function settled(value: unknown, name: string): unknown {
  if (!(value instanceof Promise)) return value;
  // It is given up, whatever becomes of it.
  value.catch(() => {});
  throw new CannotWaitError(name);
}
