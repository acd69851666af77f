/** A fault of Witwright itself, never of the user's input. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}

/** Ends an exhaustive `switch`: does not compile while a case is missing. */
export function assertNever(value: never): never {
  throw new InternalError(`unexpected value: ${JSON.stringify(value)}`);
}

/** The element of `list` at `index`, which the caller knows to exist. */
export function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new InternalError(`no element ${index} in a list of ${list.length}`);
  return value;
}
