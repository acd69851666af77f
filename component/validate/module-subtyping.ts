import { explainCoreMismatch } from './core-subtyping.js';
import type { CoreExtern, CoreModuleType } from './core-types.js';
import { mismatch, within, type Mismatch } from './mismatch.js';

/**
 * Whether a core module of the type `found` may stand where one of the type `expected` is asked for: it has to get by with
 * the imports of the latter, and to give its exports.
 * @spec Explainer.md#type-checking
 */
export function explainModuleMismatch(found: CoreModuleType, expected: CoreModuleType): Mismatch | null {
  if (found === expected) return null;
  const given = new Map(expected.imports.map((each) => [importKey(each), each.type]));
  for (const each of found.imports) {
    const type = given.get(importKey(each));
    const name = `\`${each.name}\` from \`${each.module}\``;
    if (type === undefined)
      return mismatch('unexpected import', `no import of ${name}`, 'a core module that has it');
    const difference = explainCore(type, each.type);
    if (difference !== null) return within(`the import of ${name}`, difference);
  }
  for (const [name, type] of expected.exports) {
    const extern = found.exports.get(name);
    if (extern === undefined) return mismatch('missing export', `the export \`${name}\``, 'none');
    const difference = explainCore(extern, type);
    if (difference !== null) return within(`the export \`${name}\``, difference);
  }
  return null;
}

function importKey({ module, name }: { readonly module: string; readonly name: string }): string {
  return JSON.stringify([module, name]);
}

/** `explainCoreMismatch` in the form of all mismatches. */
export function explainCore(found: CoreExtern, expected: CoreExtern): Mismatch | null {
  const difference = explainCoreMismatch(found, expected);
  if (difference === null) return null;
  const { part } = difference;
  if (difference.isKind) return mismatch('sort', difference.expected, difference.found);
  const inner = mismatch('core type', `\`${difference.expected}\``, `\`${difference.found}\``);
  return part === null ? inner : within(part, inner);
}
