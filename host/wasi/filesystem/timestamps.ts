import { datetimeNow, type Datetime } from '../core/datetime.js';
import { WasiError } from '../core/errors.js';
import type { NewTimestamp } from './types.js';

/*
 * The shim (0.26.1) takes milliseconds for seconds in `set-times`, seconds for milliseconds where `set-times-at` is given
 * `now`, and in that the old times of the directory for those of the file. So it gets times that come out right, and never
 * has to look at a clock or a file for one.
 */

/** Seconds that no file system has, and that are exact as a double. */
const LATEST_S = 2n ** 40n;
const NS_PER_S = 1_000_000_000n;

/** The time that is meant by `time`; `old` is asked for the one that the file has. */
export function explicitTime(time: NewTimestamp, old: () => Datetime | undefined): Datetime {
  if (time.tag === 'now') return datetimeNow();
  const datetime = time.tag === 'timestamp' ? time.val : (old() ?? { seconds: 0n, nanoseconds: 0 });
  if (BigInt(datetime.nanoseconds) >= NS_PER_S) throw new WasiError('invalid');
  if (datetime.seconds > LATEST_S) throw new WasiError('overflow');
  return datetime;
}

/** What `set-times-at` of the shim is given. */
export function forPath(datetime: Datetime): NewTimestamp {
  return { tag: 'timestamp', val: datetime };
}

/** What `set-times` of the shim is given: the thousandth part. */
export function forOpenFile({ seconds, nanoseconds }: Datetime): NewTimestamp {
  const part = (seconds * NS_PER_S + BigInt(nanoseconds)) / 1000n;
  return forPath({ seconds: part / NS_PER_S, nanoseconds: Number(part % NS_PER_S) });
}
