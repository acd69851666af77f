import type { Result, SourceFile } from '../../base/index.js';
import type { ParsedFile } from './wit-file.js';

/** Files beyond this are not kept by content: their trees are large, and nobody edits them. */
const MAX_CACHED_LENGTH = 1 << 20;
/** All texts that are kept by content, together. */
const MAX_TOTAL_LENGTH = 1 << 22;
/** Texts that are kept for one path: that of the last key press, and what undoing brings back. */
const MAX_TEXTS = 4;

type Parsed = Result<ParsedFile>;

/**
 * Remembers what was parsed: by source file, for as long as somebody holds it; and by path and content, for who makes
 * new source files of old text, as an editor does at each key press. The same path and text give the same object.
 *
 * Texts are found by path and compared: in a map with texts as keys, long texts of one length all have the same hash.
 */
export class ParseCache {
  private readonly bySource = new WeakMap<SourceFile, Parsed>();
  /** The texts last asked for under each path, the newest first; the path asked for last is last. */
  private readonly byPath = new Map<string, readonly Parsed[]>();
  private totalLength = 0;

  get(source: SourceFile): Parsed | null {
    const known = this.bySource.get(source);
    if (known !== undefined) return known;
    const ofPath = this.byPath.get(source.path) ?? [];
    const result = ofPath.find(({ value }) => value.source.text === source.text);
    if (result === undefined) return null;
    this.set(source, result);
    return result;
  }

  set(source: SourceFile, result: Parsed): void {
    this.bySource.set(source, result);
    if (source.text.length > MAX_CACHED_LENGTH) return;
    const others = this.take(source.path).filter((other) => other !== result);
    const ofPath = [result, ...others.slice(0, MAX_TEXTS - 1)];
    this.byPath.set(source.path, ofPath);
    this.totalLength += lengthOf(ofPath);
    for (const oldest of this.byPath.keys()) {
      if (this.totalLength <= MAX_TOTAL_LENGTH) break;
      this.take(oldest);
    }
  }

  private take(path: string): readonly Parsed[] {
    const ofPath = this.byPath.get(path) ?? [];
    this.byPath.delete(path);
    this.totalLength -= lengthOf(ofPath);
    return ofPath;
  }
}

function lengthOf(results: readonly Parsed[]): number {
  return results.reduce((sum, { value }) => sum + value.source.text.length, 0);
}
