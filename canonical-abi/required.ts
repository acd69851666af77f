/**
 * `value`, which validation or the caller of this library has seen to.
 * @param what it is, for the error
 * @throws Error if it is not there
 */
export function required<T>(value: T | null, what: string): T {
  if (value === null) throw new Error(`there is no ${what}`);
  return value;
}
