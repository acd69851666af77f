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
export { displayWidth } from './display.js';
export { printable } from './printable.js';
export { InternalError, assertNever, at } from './invariant.js';
export { isLabel, uniquenessKey } from './names.js';
export { nearest } from './nearest.js';
export type { JsonBytePlace, JsonDiagnostic, JsonDiagnostics, JsonFix, JsonPlace } from './render-json.js';
export { DIAGNOSTICS_JSON_VERSION, renderJson, toJsonDiagnostics } from './render-json.js';
export { DIAGNOSTICS_SHOWN } from './render-order.js';
export type { Paint, Tone } from './render-row.js';
export type { TextOptions } from './render-text.js';
export { renderText } from './render-text.js';
export type { BinaryFile, ByteSpan, Position, SourceFile, Span } from './source.js';
export { isByteSpan, lineStarts, positionAt } from './source.js';
export { compareVersions, isVersion } from './version.js';
export type { VersionTrack } from './version-track.js';
export { onSameTrack, versionTrack } from './version-track.js';
