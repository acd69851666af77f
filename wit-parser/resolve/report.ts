import type { Diagnostic } from '../../base/index.js';

/** Where the passes of one package put what they find. */
export interface Report {
  readonly diagnostics: Diagnostic[];
}

/** Beyond this many findings in one package, more would help nobody and only cost memory. */
const MAX_DIAGNOSTICS = 500;

export function createReport(): Report {
  return { diagnostics: [] };
}

/** As many as a renderer shows; those behind them need no hints, which take time to find. */
const MAX_HINTS = 100;

/** Whether a further finding deserves a search for the name that was meant. */
export function wantsHint(to: Report): boolean {
  return to.diagnostics.length < MAX_HINTS;
}

/** Whether a further finding would be kept. */
export function hasRoom(to: Report): boolean {
  return to.diagnostics.length < MAX_DIAGNOSTICS;
}

export function report(to: Report, diagnostic: Diagnostic): void {
  if (hasRoom(to)) to.diagnostics.push(diagnostic);
}
