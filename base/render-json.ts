import type { Diagnostic, Fix, Label, Severity } from './diagnostic.js';
import { arrange } from './render-order.js';
import { isByteSpan, positionAt, type ByteSpan, type Span } from './source.js';

/** The version of the JSON form; goes up when a field changes its meaning or goes away. */
export const DIAGNOSTICS_JSON_VERSION = 1;

/** Lines and columns are 1-based, columns count UTF-16 units, the end is exclusive. */
export interface JsonPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A place of a binary: bytes from the start of the file, the end exclusive. */
export interface JsonBytePlace {
  readonly file: string;
  readonly line: null;
  readonly column: null;
  readonly endLine: null;
  readonly endColumn: null;
  /** The nested component or module that holds the place; empty for the file itself. */
  readonly component: string;
  readonly offset: number;
  readonly endOffset: number;
}

type NoPlace = { readonly [Key in keyof JsonPlace]: null };

export type JsonDiagnostic = (JsonPlace | JsonBytePlace | NoPlace) & {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly label: string;
  readonly secondary: readonly ((JsonPlace | JsonBytePlace) & { readonly label: string })[];
  readonly notes: readonly string[];
  readonly help: readonly string[];
  readonly fixes: readonly JsonFix[];
  readonly url: string;
};

export interface JsonFix {
  readonly title: string;
  readonly applicability: Fix['applicability'];
  readonly edits: readonly (JsonPlace & { readonly text: string })[];
}

/** What `--format json` prints; its schema is `docs/diagnostics.schema.json`. */
export interface JsonDiagnostics {
  readonly version: typeof DIAGNOSTICS_JSON_VERSION;
  readonly diagnostics: readonly JsonDiagnostic[];
  /** How many more there were than are listed. */
  readonly omitted: number;
}

/** Diagnostics as JSON text, sorted and capped as in the text form. */
export function renderJson(
  diagnostics: readonly Diagnostic[],
  options: { readonly cap?: number } = {},
): string {
  return `${JSON.stringify(toJsonDiagnostics(diagnostics, options), null, 2)}\n`;
}

/** As `renderJson`, as data. */
export function toJsonDiagnostics(
  diagnostics: readonly Diagnostic[],
  options: { readonly cap?: number } = {},
): JsonDiagnostics {
  const { shown, omitted } = arrange(diagnostics, options.cap);
  return { version: DIAGNOSTICS_JSON_VERSION, diagnostics: shown.map(diagnosticToJson), omitted };
}

const NO_PLACE: NoPlace = { file: null, line: null, column: null, endLine: null, endColumn: null };

function diagnosticToJson(diagnostic: Diagnostic): JsonDiagnostic {
  const { code, severity, message, primary, secondary, notes, help, fixes, url } = diagnostic;
  return {
    code,
    severity,
    message,
    ...(primary === null ? NO_PLACE : anyPlaceToJson(primary.at)),
    label: primary?.label ?? '',
    secondary: secondary.map(labelToJson),
    notes,
    help,
    fixes: fixes.map(fixToJson),
    url,
  };
}

function labelToJson({ at, label }: Label): (JsonPlace | JsonBytePlace) & { label: string } {
  return { ...anyPlaceToJson(at), label };
}

function fixToJson({ title, applicability, edits }: Fix): JsonFix {
  return { title, applicability, edits: edits.map(({ at, text }) => ({ ...placeToJson(at), text })) };
}

function anyPlaceToJson(at: Span | ByteSpan): JsonPlace | JsonBytePlace {
  return isByteSpan(at) ? bytePlaceToJson(at) : placeToJson(at);
}

function bytePlaceToJson({ file, component, start, end }: ByteSpan): JsonBytePlace {
  const noLines = { line: null, column: null, endLine: null, endColumn: null };
  return { file: file.path, ...noLines, component, offset: start, endOffset: Math.max(start, end) };
}

function placeToJson({ file, start, end }: Span): JsonPlace {
  const from = positionAt(file, start);
  const to = positionAt(file, Math.max(start, end));
  return { file: file.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
