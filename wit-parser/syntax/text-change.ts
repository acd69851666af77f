/** The part of `after` that is not as in `before`: what is in front of it and behind it is the same in both. */
export function changedPart(before: string, after: string): { start: number; end: number } {
  const shorter = Math.min(before.length, after.length);
  const start = longest(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  const same = longest(
    shorter - start,
    (from, to) =>
      before.slice(before.length - to, before.length - from) ===
      after.slice(after.length - to, after.length - from),
  );
  return { start, end: after.length - same };
}

/** The most characters, up to `limit`, that are the same. Slices are compared faster than characters one by one. */
function longest(limit: number, isSame: (from: number, to: number) => boolean): number {
  let known = 0;
  let unknown = limit;
  while (known < unknown) {
    const middle = (known + unknown + 1) >> 1;
    if (isSame(known, middle)) known = middle;
    else unknown = middle - 1;
  }
  return known;
}
