import { defineDiagnostic } from '../../base/index.js';

interface ExpectedFound {
  readonly expected: string;
  readonly found: string;
}

/** What is wrong with a lift, a lower or another canonical definition. */
export const canonMessages = {
  duplicateCanonOption: defineDiagnostic(
    'component/duplicate-canon-option',
    ({ option }: { option: string }) => `expected the canonical option \`${option}\` once, found it again`,
  ),
  conflictingStringEncodings: defineDiagnostic(
    'component/conflicting-string-encodings',
    ({ first, second }: { first: string; second: string }) =>
      `expected one string encoding, found \`${first}\` and \`${second}\``,
  ),
  missingCanonOption: defineDiagnostic(
    'component/missing-canon-option',
    ({ option, definition, because }: { option: string; definition: string; because: string }) =>
      `\`${definition}\` needs the canonical option \`${option}\`: ${because}`,
  ),
  canonOptionNotAllowed: defineDiagnostic(
    'component/canon-option-not-allowed',
    ({ option, where }: { option: string; where: string }) =>
      `the canonical option \`${option}\` is not allowed ${where}`,
  ),
  badCanonOptionType: defineDiagnostic(
    'component/bad-canon-option-type',
    ({ option, expected, found }: ExpectedFound & { option: string }) =>
      `expected ${expected} for the canonical option \`${option}\`, found ${found}`,
  ),
  asyncOptionOfSyncFunction: defineDiagnostic(
    'component/async-option-of-sync-function',
    ({ definition }: { definition: 'lift' | 'lower' }) =>
      `expected an async function for a \`${definition}\` with the option \`async\`, found one that is not async`,
  ),
  wrongCoreSignature: defineDiagnostic(
    'component/wrong-core-signature',
    ({ expected, found }: ExpectedFound) =>
      `expected a core function of type \`${expected}\` to lift, found \`${found}\``,
  ),
  resourceNotLocal: defineDiagnostic(
    'component/resource-not-local',
    ({ builtin, resource }: { builtin: string; resource: string }) =>
      `expected a resource that this component defines for \`${builtin}\`, found ${resource}, which comes from outside`,
  ),
  badContextType: defineDiagnostic(
    'component/bad-context-type',
    ({ builtin, found }: { builtin: string; found: string }) =>
      `expected \`i32\` or \`i64\` for \`${builtin}\`, found \`${found}\``,
  ),
  mixedContextTypes: defineDiagnostic(
    'component/mixed-context-types',
    ({ builtin, expected, found }: ExpectedFound & { builtin: string }) =>
      `expected \`${expected}\` for \`${builtin}\`, as for the others of the component, found \`${found}\``,
  ),
  badContextSlot: defineDiagnostic(
    'component/bad-context-slot',
    ({ builtin, found }: { builtin: string; found: number }) =>
      `expected the slot 0 or 1 for \`${builtin}\`, found ${found}`,
  ),
  badThreadStartType: defineDiagnostic(
    'component/bad-thread-start-type',
    ({ builtin, expected, found }: ExpectedFound & { builtin: string }) =>
      `expected ${expected} as the type of what \`${builtin}\` starts, found ${found}`,
  ),
  gcNotSupported: defineDiagnostic(
    'component/gc-abi-not-supported',
    ({ option }: { option: string }) =>
      `the canonical option \`${option}\` is not supported: the specification does not have it yet`,
  ),
};
