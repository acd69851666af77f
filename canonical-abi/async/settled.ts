/**
 * Goes on with a value when it is there: at once, but for a promise, which core code gives where the engine suspended it
 * (JavaScript Promise Integration).
 */
export function whenSettled<T, U>(value: T | Promise<T>, next: (value: T) => U | Promise<U>): U | Promise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** Runs `run` to its end, now or later; `failed` gives what is thrown for what it throws. */
export function attempt<T>(run: () => T | Promise<T>, failed: (error: unknown) => unknown): T | Promise<T> {
  const fail = (error: unknown): never => {
    throw failed(error);
  };
  try {
    const value = run();
    return value instanceof Promise ? value.catch(fail) : value;
  } catch (error) {
    return fail(error);
  }
}
