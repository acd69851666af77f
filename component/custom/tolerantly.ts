import { Malformed } from '../binary/cursor.js';

/** Runs `read`, and lets it end where something is malformed: for custom sections, where that is no fault. */
export function tolerantly(read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
  }
}
