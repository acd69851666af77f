import type {
  Diagnostic,
  DiagnosticDefinition,
  DiagnosticDetails,
  SourceFile,
  Span,
} from '../../base/index.js';

/** Collects what is wrong with one file. */
export class Faults {
  readonly source: SourceFile;
  private readonly found: Diagnostic[] = [];

  constructor(source: SourceFile) {
    this.source = source;
  }

  span(start: number, end: number): Span {
    return { file: this.source, start, end };
  }

  report<Args>(
    definition: DiagnosticDefinition<Args>,
    start: number,
    end: number,
    args: Args,
    details?: DiagnosticDetails,
  ): void {
    this.found.push(definition.at(this.span(start, end), args, details));
  }

  add(diagnostic: Diagnostic): void {
    this.found.push(diagnostic);
  }

  get count(): number {
    return this.found.length;
  }

  /** Forgets all but the first `count`: a second attempt at the same text reports them anew. */
  truncate(count: number): void {
    this.found.length = count;
  }

  /** Whether a fault is known to start in `[start, end]`. */
  anyWithin(start: number, end: number): boolean {
    return this.found.some(
      ({ primary }) => primary !== null && primary.at.start >= start && primary.at.start <= end,
    );
  }

  /** All of them, in text order. */
  inOrder(): readonly Diagnostic[] {
    return this.found.toSorted((a, b) => (a.primary?.at.start ?? 0) - (b.primary?.at.start ?? 0));
  }
}
