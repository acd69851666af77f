const WAY_OUT = 'in an engine that has JavaScript Promise Integration';

/**
 * A host function gave a promise where the component needs the value: its type in WIT is no `async` one, and the call
 * cannot be suspended.
 */
export class CannotWaitError extends Error {
  override readonly name = 'CannotWaitError';
  readonly code = 'cannot-wait';
  /** The import that gave a promise, or the export that reached one that may: `wasi:io/poll@0.2.0#poll`. */
  readonly function: string;

  private constructor(name: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.function = name;
  }

  static forImport(name: string): CannotWaitError {
    return new CannotWaitError(
      name,
      `the import \`${name}\` returned a promise where its value is needed: return the value itself, or name the import ` +
        `in \`jspi.imports\`, and the exports that reach it in \`jspi.exports\`, ${WAY_OUT}`,
    );
  }

  /** @param cause what the engine threw as it could not suspend core code */
  static forExport(name: string, cause: unknown): CannotWaitError {
    return new CannotWaitError(
      name,
      `the export \`${name}\` reached an import of \`jspi.imports\`, but cannot wait: name the export in \`jspi.exports\`, ` +
        `unless another component stands between it and the import, which no engine suspends`,
      cause,
    );
  }
}

/** `value`, if there is nothing to wait for. @throws CannotWaitError */
export function settled(value: unknown, name: string): unknown {
  if (!(value instanceof Promise)) return value;
  // It is given up, whatever becomes of it.
  value.catch(() => {});
  throw CannotWaitError.forImport(name);
}
