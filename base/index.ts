export type { Check } from './check.js';
export type {
  Diagnostic,
  DiagnosticDefinition,
  DiagnosticDetails,
  Fix,
  Label,
  Result,
  Severity,
  TextEdit,
} from './diagnostic.js';
export { DiagnosticError, defineDiagnostic, hasErrors } from './diagnostic.js';
export { InternalError, assertNever, at } from './invariant.js';
export { isLabel, uniquenessKey } from './names.js';
export type { Position, SourceFile, Span } from './source.js';
export { lineStarts, positionAt } from './source.js';
