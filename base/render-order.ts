import type { Diagnostic, Label } from './diagnostic.js';

/** How many diagnostics one run shows; the renderers say how many more there are. */
export const DIAGNOSTICS_SHOWN = 100;

/** Diagnostics as every renderer shows them. */
export interface Arranged {
  readonly shown: readonly Diagnostic[];
  /** How many were left out by the cap. */
  readonly omitted: number;
  readonly errors: number;
  readonly warnings: number;
  /** The number of files with a finding. */
  readonly files: number;
}

/**
 * Drops repeats (same code, place and message), sorts by file and position, and keeps `cap` of them: errors before
 * warnings, so that a flood of warnings cannot hide the error that failed the run. Counts are those before the cap.
 */
export function arrange(diagnostics: readonly Diagnostic[], cap: number = DIAGNOSTICS_SHOWN): Arranged {
  const unique = [...new Map(diagnostics.map((diagnostic) => [identity(diagnostic), diagnostic])).values()];
  unique.sort(byPlace);
  const errors = unique.filter((diagnostic) => diagnostic.severity === 'error');
  const warnings = unique.filter((diagnostic) => diagnostic.severity === 'warning');
  const shown =
    unique.length <= cap
      ? unique
      : [...errors, ...unique.filter((diagnostic) => diagnostic.severity !== 'error')]
          .slice(0, cap)
          .sort(byPlace);
  return {
    shown,
    omitted: unique.length - shown.length,
    errors: errors.length,
    warnings: warnings.length,
    files: new Set(unique.flatMap(({ primary }) => (primary === null ? [] : [primary.at.file.path]))).size,
  };
}

function identity({ code, message, primary }: Diagnostic): string {
  const place = primary === null ? [] : [primary.at.file.path, primary.at.start, primary.at.end];
  return JSON.stringify([code, message, ...place]);
}

/** Those without a place first; ties by code, then message, so that the order never depends on who found what first. */
function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    comparePlaces(a.primary, b.primary) || compareText(a.code, b.code) || compareText(a.message, b.message)
  );
}

function comparePlaces(a: Label | null, b: Label | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return compareText(a.at.file.path, b.at.file.path) || a.at.start - b.at.start || a.at.end - b.at.end;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
