/** `wasi:clocks/wall-clock.datetime` */
export interface Datetime {
  readonly seconds: bigint;
  readonly nanoseconds: number;
}

/** The time of now, as exact as JavaScript knows it. */
export function datetimeNow(): Datetime {
  const milliseconds = Date.now();
  return {
    seconds: BigInt(Math.floor(milliseconds / 1000)),
    nanoseconds: (milliseconds % 1000) * 1_000_000,
  };
}
