import type { ByteSpan, Span } from './source.js';

export type Severity = 'error' | 'warning' | 'note';

/** A place and what is to be said about it, in a few words (may be empty). */
export interface Label {
  readonly at: Span | ByteSpan;
  readonly label: string;
}

export interface TextEdit {
  readonly at: Span;
  readonly text: string;
}

/** A change that would mend the input. `safe` ones may be applied without asking. */
export interface Fix {
  readonly title: string;
  readonly applicability: 'safe' | 'maybe' | 'placeholder';
  readonly edits: readonly TextEdit[];
}

/**
 * What is wrong with a user's input, as data: text, JSON and (later) SARIF, GitHub and LSP are pure renderers of it.
 * `primary` is null only where no text has the fault (a missing file, an unknown option).
 */
export interface Diagnostic {
  /** `area/slug`, for example `wit/unknown-type`. Never re-used for another rule. */
  readonly code: string;
  readonly severity: Severity;
  /** Lower case, no full stop, names in backticks. */
  readonly message: string;
  readonly primary: Label | null;
  readonly secondary: readonly Label[];
  /** Facts that explain the finding. */
  readonly notes: readonly string[];
  /** Ways out. */
  readonly help: readonly string[];
  readonly fixes: readonly Fix[];
  readonly url: string;
}

/** What every arrow of the data flow returns: a value as good as the input allows, and what is wrong with the input. */
export interface Result<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** The optional parts of a diagnostic that its place of origin knows. */
export interface DiagnosticDetails {
  readonly label?: string;
  readonly secondary?: readonly Label[];
  readonly notes?: readonly string[];
  readonly help?: readonly string[];
  readonly fixes?: readonly Fix[];
}

/** One rule: its code and the message it gives. Rooms define theirs in `messages.ts`, once each. */
export interface DiagnosticDefinition<Args> {
  readonly code: string;
  readonly severity: Severity;
  /** Makes the diagnostic at `span`, or without a place when `span` is null. */
  at(span: Span | ByteSpan | null, args: Args, details?: DiagnosticDetails): Diagnostic;
}

const DOCS_URL = 'https://witwright.dev/diagnostics';

/**
 * Defines a diagnostic: the code, and how its message is built from what is known at the place.
 * The page that explains it is `docs/diagnostics/<code>.md`.
 */
export function defineDiagnostic<Args>(
  code: string,
  message: (args: Args) => string,
  severity: Severity = 'error',
): DiagnosticDefinition<Args> {
  return {
    code,
    severity,
    at(span, args, details = {}) {
      return {
        code,
        severity,
        message: message(args),
        primary: span === null ? null : { at: span, label: details.label ?? '' },
        secondary: details.secondary ?? [],
        notes: details.notes ?? [],
        help: details.help ?? [],
        fixes: details.fixes ?? [],
        url: `${DOCS_URL}/${code}`,
      };
    },
  };
}

/** True if one of `diagnostics` is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** Input errors as an exception, for callers of the `…OrThrow` forms. Recognise it by `name`, not by `instanceof`. */
export class DiagnosticError extends Error {
  override readonly name = 'DiagnosticError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((diagnostic) => `${diagnostic.code}: ${diagnostic.message}`).join('\n'));
    this.diagnostics = diagnostics;
  }
}
