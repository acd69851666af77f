import type { Label, Span } from '../../base/index.js';
import { isLabel, uniquenessKey } from '../../base/index.js';
import { resolveMessages } from './messages.js';
import { report, type Report } from './report.js';

/**
 * The names of one scope (an interface, the imports or the exports of a world, the fields of a record, …), by the key
 * under which they have to be unique.
 * @spec Explainer.md#name-uniqueness
 */
export type NameScope = Map<string, DefinedName>;

export interface DefinedName {
  /** Mangled. */
  readonly name: string;
  /** What it names, such as `function`. */
  readonly what: string;
  readonly span: Span;
}

/** Adds a name to `scope`; reports it and answers false if one that counts as the same is there. */
export function defineName(scope: NameScope, name: DefinedName, to: Report): boolean {
  const key = uniquenessKey(name.name);
  const previous = scope.get(key);
  if (previous === undefined) {
    scope.set(key, name);
    return true;
  }
  reportClash(name, previous, to);
  return false;
}

/** Reports that two names clash: as a duplicate if they look the same in the source. */
export function reportClash(name: DefinedName, previous: DefinedName, to: Report): void {
  // The parser has reported a name that is no label.
  if (!displayName(name.name).split('.').every(isLabel)) return;
  const shown = displayName(name.name);
  const previousShown = displayName(previous.name);
  const label = `this ${name.what}`;
  const secondary: Label[] = [{ at: previous.span, label: `this ${previous.what} has it already` }];
  if (shown === previousShown) {
    report(to, resolveMessages.duplicateName.at(name.span, { name: shown }, { label, secondary }));
    return;
  }
  const args = { what: name.what, name: shown, previousWhat: previous.what, previous: previousShown };
  const notes = [
    'within one scope, case and hyphens do not tell names apart, nor do `get`, methods and statics',
  ];
  report(to, resolveMessages.nameConflict.at(name.span, args, { label, secondary, notes }));
}

/** A mangled name as a user knows it: `blob.size` for `[method]blob.size`. */
export function displayName(mangled: string): string {
  return mangled.startsWith('[') ? mangled.replace(/^(?:\[[^\]]*\])+/, '') : mangled;
}
