import type { GivenImports } from './find-import.js';

/** What replaces imports: whole ones by their names, functions of an interface by `interface#function`. */
export interface Overrides {
  readonly whole: GivenImports;
  /** By the names of interfaces, then of functions, both as in WIT. */
  readonly functions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export function splitOverrides(overrides: GivenImports): Overrides {
  const whole: Record<string, unknown> = {};
  const functions: Record<string, Record<string, unknown>> = {};
  for (const [key, value] of Object.entries(overrides)) {
    const hash = key.indexOf('#');
    if (hash === -1) whole[key] = value;
    else (functions[key.slice(0, hash)] ??= {})[key.slice(hash + 1)] = value;
  }
  return { whole, functions };
}
