/**
 * The keys under which an item hangs on the object of a world's imports or exports. All of them name the same value; the
 * first is the short one, if there is one.
 */
export type ItemKeys = readonly [string, ...string[]];

/** The names that an export could go by. */
export interface ExportNames {
  readonly short: string;
  /** Null for what has no other name. */
  readonly qualified: string | null;
}

/** The keys of each export, in their order. A short name that two would have goes to the one that has no other. */
export function shareShortNames(exports: readonly ExportNames[]): readonly ItemKeys[] {
  const timesUsed = new Map<string, number>();
  for (const { short } of exports) timesUsed.set(short, (timesUsed.get(short) ?? 0) + 1);
  return exports.map(({ short, qualified }) => {
    if (qualified === null) return [short];
    return timesUsed.get(short) === 1 ? [short, qualified] : [qualified];
  });
}
