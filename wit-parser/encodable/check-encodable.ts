import type { Diagnostic } from '../../base/index.js';
import type { Resolve } from '../model.js';
import { checkAccessors } from './check-accessors.js';
import { checkNames } from './check-names.js';
import { checkNesting } from './check-nesting.js';
import { checkTypes } from './check-types.js';
import { computeTypeFacts } from './type-facts.js';

/**
 * What resolves and yet cannot be a WebAssembly binary: the rules and limits that a validator holds against the encoded
 * package, said here of the text. Without errors in `resolve` these are the only reasons for which it is refused.
 */
export function checkEncodable(resolve: Resolve): readonly Diagnostic[] {
  const factsOf = computeTypeFacts(resolve);
  const diagnostics = resolve.packages.flatMap((pkg) => [
    ...checkNames(pkg),
    ...checkAccessors(pkg),
    ...checkTypes(pkg, factsOf),
    ...checkNesting(pkg, factsOf),
  ]);
  return withoutRepeats(diagnostics);
}

/** A function that worlds include from each other is one text, and is reported once. */
function withoutRepeats(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, message, primary }) => {
    const place = primary === null ? '' : `${primary.at.file.path}:${primary.at.start}`;
    const key = `${code} ${place} ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
