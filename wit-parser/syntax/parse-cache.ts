import type { Result, SourceFile } from '../../base/index.js';
import type { ParsedFile } from './wit-file.js';

/** Files beyond this are not kept by content: their trees are large, and nobody edits them. */
const MAX_CACHED_LENGTH = 1 << 20;
/** All texts that are kept by content, together. */
const MAX_TOTAL_LENGTH = 1 << 22;

type Parsed = Result<ParsedFile>;

/**
 * Remembers what was parsed: by source file, for as long as somebody holds it; and the last text of each path, for who
 * makes new source files of old text, as an editor does at each key press. Asked again, it gives the same object.
 *
 * Texts are found by path and then compared: as keys of a map, long texts of one length would all have the same hash.
 * Only one is kept for each path, as trees that outlive the next parse are what the garbage collector spends its time on.
 */
export class ParseCache {
  private readonly bySource = new WeakMap<SourceFile, Parsed>();
  /** The path asked for last is last. */
  private readonly byPath = new Map<string, Parsed>();
  private totalLength = 0;

  get(source: SourceFile): Parsed | null {
    const known = this.bySource.get(source);
    if (known !== undefined) return known;
    const last = this.byPath.get(source.path);
    if (last === undefined || last.value.source.text !== source.text) return null;
    this.set(source, last);
    return last;
  }

  /** What was parsed last at this path, whatever its text. */
  last(path: string): Parsed | undefined {
    return this.byPath.get(path);
  }

  set(source: SourceFile, result: Parsed): void {
    this.bySource.set(source, result);
    this.forget(source.path);
    if (source.text.length > MAX_CACHED_LENGTH) return;
    this.byPath.set(source.path, result);
    this.totalLength += source.text.length;
    for (const oldest of this.byPath.keys()) {
      if (this.totalLength <= MAX_TOTAL_LENGTH) break;
      this.forget(oldest);
    }
  }

  private forget(path: string): void {
    this.totalLength -= this.byPath.get(path)?.value.source.text.length ?? 0;
    this.byPath.delete(path);
  }
}
