import type {
  Diagnostic,
  DiagnosticDefinition,
  DiagnosticDetails,
  SourceFile,
  Span,
} from '../../base/index.js';

/** So many faults are as good as all. */
const MAX_FAULTS = 2000;

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
    if (this.found.length < MAX_FAULTS) this.found.push(definition.at(this.span(start, end), args, details));
  }

  get count(): number {
    return this.found.length;
  }

  /** What is known now, apart from what comes. */
  copy(): Faults {
    const copy = new Faults(this.source);
    copy.found.push(...this.found);
    return copy;
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

  has(code: string): boolean {
    return this.found.some((diagnostic) => diagnostic.code === code);
  }

  /** All of them, in text order. */
  inOrder(): readonly Diagnostic[] {
    return this.found.toSorted((a, b) => (a.primary?.at.start ?? 0) - (b.primary?.at.start ?? 0));
  }
}
