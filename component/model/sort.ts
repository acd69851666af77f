/** @spec Binary.md#instance-definitions */
export type CoreSort =
  | 'core func'
  | 'core table'
  | 'core memory'
  | 'core global'
  | 'core tag'
  | 'core type'
  | 'core module'
  | 'core instance';

/** What a definition is, and so in which of the 13 index spaces of a component it stands. */
export type Sort = CoreSort | 'func' | 'value' | 'type' | 'component' | 'instance';

/** A use of the definition at `index` of the index space of `sort`. */
export interface SortIndex {
  readonly sort: Sort;
  readonly index: number;
}

/** The bytes that stand for something, `[start, end)` of the file; both 0 for what was not decoded. */
export interface Located {
  readonly start: number;
  readonly end: number;
}
