import type { ByteSpan, Diagnostic, DiagnosticDefinition } from '../../base/index.js';
import type { Located } from '../model/sort.js';
import { validationMessages } from './messages.js';
import type { Scope } from './scope.js';
import type { CheckedError } from './types.js';

/** What makes a type other than the one that is expected. */
export interface Mismatch {
  readonly rule: 'sort' | 'type' | 'resource' | 'missing export' | 'unexpected import' | 'core type';
  /** Where in the type, from the outside in: `the export `a``, `the parameter `b``. */
  readonly path: readonly string[];
  readonly expected: string;
  readonly found: string;
}

export function mismatch(rule: Mismatch['rule'], expected: string, found: string): Mismatch {
  return { rule, path: [], expected, found };
}

/** The mismatch as seen from one level further out. */
export function within(step: string, inner: Mismatch): Mismatch;
export function within(step: string, inner: Mismatch | null): Mismatch | null;
export function within(step: string, inner: Mismatch | null): Mismatch | null {
  return inner === null ? null : { ...inner, path: [step, ...inner.path] };
}

const RULES: Readonly<Record<Mismatch['rule'], DiagnosticDefinition<Omit<Mismatch, 'rule'>>>> = {
  sort: validationMessages.sortMismatch,
  type: validationMessages.typeMismatch,
  resource: validationMessages.resourceMismatch,
  'missing export': validationMessages.missingExport,
  'unexpected import': validationMessages.unexpectedImport,
  'core type': validationMessages.coreTypeMismatch,
};

/** What is to be said of a mismatch at `span`. */
export function mismatchDiagnostic(span: ByteSpan | null, { rule, ...found }: Mismatch): Diagnostic {
  return RULES[rule].at(span, found);
}

/**
 * Reports that something at `place` is not of the type that is expected of it.
 * @param expectedAt where that is said
 */
export function reportMismatch(
  scope: Scope,
  place: Located,
  { rule, ...found }: Mismatch,
  expectedAt: ByteSpan | null = null,
): CheckedError {
  const secondary = expectedAt === null ? [] : [{ at: expectedAt, label: 'expected here' }];
  return scope.fault(RULES[rule], place, found, { secondary });
}
