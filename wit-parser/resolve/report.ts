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

/** Whether a further finding would be kept: if not, there is no need to look for hints. */
export function hasRoom(to: Report): boolean {
  return to.diagnostics.length < MAX_DIAGNOSTICS;
}

export function report(to: Report, diagnostic: Diagnostic): void {
  if (hasRoom(to)) to.diagnostics.push(diagnostic);
}
