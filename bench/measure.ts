/** What one row of a benchmark came to; the medians, in `unit`. */
export interface Row {
  readonly name: string;
  readonly unit: 'ns' | 'ms' | 'MB' | 'kB' | '×';
  readonly ours: number;
  readonly peer?: number;
  readonly floor?: number;
  /** The entry of `bars.json`, where it is not the name: rows can share one. */
  readonly bar?: string;
}

/** A variant of a row: called once per sample, with the number of the sample; returns what it measured. */
export type Sampler = (sample: number) => number | Promise<number>;

/** The variants of a row, by the field of `Row` that their median goes to. */
export interface Variants {
  readonly ours: Sampler;
  readonly peer?: Sampler;
  readonly floor?: Sampler;
}

/**
 * Samples the variants in turn, so that all of them see the same load of the machine, and gives the medians. The first
 * `warmUp` rounds are not counted.
 */
export async function measure(
  name: string,
  unit: Row['unit'],
  variants: Variants,
  { samples, warmUp }: { readonly samples: number; readonly warmUp: number },
): Promise<Row> {
  const entries = Object.entries(variants) as [keyof Variants, Sampler][];
  const values = new Map<string, number[]>(entries.map(([key]) => [key, []]));
  for (let round = 0; round < warmUp + samples; round++) {
    for (const [key, sampler] of round % 2 === 0 ? entries : entries.toReversed()) {
      const value = await sampler(round);
      if (round >= warmUp) values.get(key)?.push(value);
    }
  }
  const medians = Object.fromEntries([...values].map(([key, list]) => [key, median(list)]));
  return { name, unit, ours: Number.NaN, ...medians };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** The milliseconds that `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Samples the milliseconds of `work` from a clean heap, under --expose-gc. What it gives is kept until the next sample. */
export function afterCollection(work: () => unknown): Sampler {
  return () => {
    kept.value = undefined;
    (globalThis as unknown as { gc(): void }).gc();
    return timed(() => (kept.value = work()));
  };
}

/** One for all variants, so that none pays for another's memory. */
const kept: { value: unknown } = { value: undefined };
