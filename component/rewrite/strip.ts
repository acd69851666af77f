import type { Diagnostic, Result } from '../../base/index.js';
import { newBudget, type Budget } from '../binary/cursor.js';
import type { Slice } from '../slice.js';
import { Pieces } from '../binary/pieces.js';
import { preambleOf, readRawSections } from './raw-sections.js';

export interface StripOptions {
  /** Every custom section goes. */
  readonly all?: boolean;
  /** Custom sections whose names match one of these go, and no others. */
  readonly delete?: readonly RegExp[];
}

/**
 * Leaves out custom sections, of `slice` and of everything nested in it: by default all but those that mean something to
 * other tools (`name`, `component-type:*` and `dylink.0`).
 * @param slice a component or a core module
 * @returns null with the finding if it is malformed
 */
export function stripCustom(slice: Slice, options: StripOptions = {}): Result<Uint8Array | null> {
  const diagnostics: Diagnostic[] = [];
  const pieces = stripInto(slice, (name) => isStripped(name, options), diagnostics, newBudget());
  return { value: diagnostics.length > 0 ? null : pieces.finish(), diagnostics };
}

function isStripped(name: string, { all = false, delete: patterns = [] }: StripOptions): boolean {
  if (all) return true;
  // `search` begins at the front, also where a pattern is sticky or remembers its last match.
  if (patterns.length > 0) return patterns.some((pattern) => name.search(pattern) !== -1);
  return name !== 'name' && !name.startsWith('component-type:') && name !== 'dylink.0';
}

function stripInto(
  slice: Slice,
  isStrippedName: (name: string) => boolean,
  diagnostics: Diagnostic[],
  budget: Budget,
): Pieces {
  const { value, diagnostics: found } = readRawSections(slice, budget);
  diagnostics.push(...found);
  const pieces = new Pieces().add(preambleOf(slice));
  for (const { id, bytes, custom, nested } of value?.sections ?? []) {
    if (custom !== null && isStrippedName(custom.name)) continue;
    const content = nested === null ? bytes : stripInto(nested, isStrippedName, diagnostics, budget);
    pieces.section(id, content);
    // One finding is enough to refuse the file.
    if (diagnostics.length > 0) break;
  }
  return pieces;
}
