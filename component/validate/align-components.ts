import { compareSupply } from './subtyping.js';
import { Substitution } from './substitution.js';
import type { CheckedComponentType, CheckedExtern, CheckedItem } from './types.js';

/** Something that is asked for, and what there is in its place. */
export interface Alignment {
  readonly asked: CheckedExtern;
  readonly given: CheckedExtern | null;
}

export interface AlignedComponents {
  /** What `found` imports, and what `expected` gives it. */
  readonly imports: readonly Alignment[];
  /** What `expected` exports, and what `found` has of it. */
  readonly exports: readonly Alignment[];
}

/** Finds what stands for `asked` among the imports or exports of the other side. */
export type FindCounterpart = (
  asked: CheckedExtern,
  among: ReadonlyMap<string, CheckedExtern>,
) => CheckedExtern | null;

/**
 * Lays two component types side by side, as if `found` were used where `expected` is asked for: resources that stand for
 * each other are one, so that `explainMismatch` can compare item by item, and all differences come to light.
 * @spec Explainer.md#type-checking
 */
export function alignComponents(
  found: CheckedComponentType,
  expected: CheckedComponentType,
  find: FindCounterpart,
): AlignedComponents {
  const given = counterparts(found.imports, expected.imports, find);
  const imported = new Substitution(
    compareSupply(itemsOf(given), found.imports, found.importedResources).resources,
  );
  const exportsOfFound = imported.externs(found.exports);
  const supplied = counterparts(expected.exports, exportsOfFound, find);
  const exported = new Substitution(
    compareSupply(itemsOf(supplied), expected.exports, expected.freshResources).resources,
  );
  return {
    imports: pairs(imported.externs(found.imports), given),
    exports: pairs(exported.externs(expected.exports), supplied),
  };
}

type Externs = ReadonlyMap<string, CheckedExtern>;

/** By the names of `asked`. */
function counterparts(asked: Externs, among: Externs, find: FindCounterpart): Externs {
  const found = new Map<string, CheckedExtern>();
  for (const [name, extern] of asked) {
    const counterpart = find(extern, among);
    if (counterpart !== null) found.set(name, counterpart);
  }
  return found;
}

function itemsOf(externs: Externs): ReadonlyMap<string, CheckedItem> {
  return new Map([...externs].map(([name, { item }]) => [name, item]));
}

function pairs(asked: Externs, given: Externs): readonly Alignment[] {
  return [...asked].map(([name, extern]) => ({ asked: extern, given: given.get(name) ?? null }));
}
