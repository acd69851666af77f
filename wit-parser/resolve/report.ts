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

export function report(to: Report, diagnostic: Diagnostic): void {
  if (to.diagnostics.length < MAX_DIAGNOSTICS) to.diagnostics.push(diagnostic);
}
