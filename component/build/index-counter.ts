import type { Sort } from '../model/sort.js';

/** Counts how many indexes of each sort are taken. */
export class IndexCounter {
  readonly #counts = new Map<Sort, number>();

  count(sort: Sort): number {
    return this.#counts.get(sort) ?? 0;
  }

  /** Takes the next `indexes` indexes of `sort`; returns the first. */
  take(sort: Sort, indexes = 1): number {
    const first = this.count(sort);
    this.#counts.set(sort, first + indexes);
    return first;
  }
}
