/** What was worked out about a type. It is dropped with the type. */
export type Memo<T> = WeakMap<object, T>;

/** What `memo` has for `key`, or else what `compute` gives, from then on. */
export function remembered<T extends number | object | null>(
  memo: Memo<T>,
  key: object,
  compute: () => T,
): T {
  const known = memo.get(key);
  if (known !== undefined) return known;
  const value = compute();
  memo.set(key, value);
  return value;
}
