import type { Diagnostic, Label, Result, SourceFile, Span } from '../../base/index.js';
import type { ParsedFile } from './wit-file.js';

/** Files beyond this are not kept by content: their trees are large, and nobody edits them. */
const MAX_CACHED_LENGTH = 1 << 20;
/** All texts that are kept, together. */
const MAX_TOTAL_LENGTH = 1 << 23;

/** Paths that are kept for one text. */
const MAX_PATHS = 8;

type Parsed = Result<ParsedFile>;

function moved(span: Span, file: SourceFile): Span {
  return { ...span, file };
}

function movedLabel(label: Label, file: SourceFile): Label {
  return { ...label, at: { file, start: label.at.start, end: label.at.end } };
}

function movedDiagnostic(diagnostic: Diagnostic, file: SourceFile): Diagnostic {
  return {
    ...diagnostic,
    primary: diagnostic.primary === null ? null : movedLabel(diagnostic.primary, file),
    secondary: diagnostic.secondary.map((label) => movedLabel(label, file)),
    fixes: diagnostic.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => ({ ...edit, at: moved(edit.at, file) })),
    })),
  };
}

/** The same result for another source of the same text. Trees hold offsets only, so they are shared. */
function forSource({ value, diagnostics }: Parsed, source: SourceFile): Parsed {
  return {
    value: value.withSource(source),
    diagnostics: diagnostics.map((diagnostic) => movedDiagnostic(diagnostic, source)),
  };
}

/**
 * Remembers what was parsed: by source file, for as long as somebody holds it; and by content, for who makes new source
 * files of old text, as an editor does at each key press. The same path and text give the same object.
 */
export class ParseCache {
  private readonly bySource = new WeakMap<SourceFile, Parsed>();
  private readonly byText = new Map<string, readonly Parsed[]>();
  private totalLength = 0;

  get(source: SourceFile): Parsed | null {
    const known = this.bySource.get(source);
    if (known !== undefined) return known;
    const sameText = this.byText.get(source.text) ?? [];
    const [first] = sameText;
    if (first === undefined) return null;
    const result =
      sameText.find(({ value }) => value.source.path === source.path) ?? forSource(first, source);
    this.set(source, result);
    return result;
  }

  set(source: SourceFile, result: Parsed): void {
    this.bySource.set(source, result);
    const { text } = source;
    if (text.length > MAX_CACHED_LENGTH) return;
    const others = (this.byText.get(text) ?? []).filter((other) => other !== result);
    // Put last, as the one used last.
    if (this.byText.delete(text)) this.totalLength -= text.length;
    this.byText.set(text, [result, ...others.slice(0, MAX_PATHS - 1)]);
    this.totalLength += text.length;
    for (const oldest of this.byText.keys()) {
      if (this.totalLength <= MAX_TOTAL_LENGTH) break;
      this.byText.delete(oldest);
      this.totalLength -= oldest.length;
    }
  }
}
