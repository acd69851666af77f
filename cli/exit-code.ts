import { hasErrors, type Diagnostic } from '../base/index.js';

/** How a run ends. Of several that apply, the highest. */
export const EXIT = { ok: 0, findings: 1, usage: 2, internal: 3, interrupted: 130 } as const;

/** Areas whose errors are not findings in the input: the command could not do what it was asked. */
const USAGE = /^(?:cli|project|output|world)\//;

/** The exit code of a run that ends with `diagnostics`; warnings do not fail it. */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): number {
  if (!hasErrors(diagnostics)) return EXIT.ok;
  return diagnostics.some(({ code, severity }) => severity === 'error' && USAGE.test(code))
    ? EXIT.usage
    : EXIT.findings;
}
