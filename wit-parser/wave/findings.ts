import { DIAGNOSTICS_SHOWN, type Diagnostic } from '../../base/index.js';

/** What is found wrong with one text. As many as are shown are kept: noise of a megabyte has a fault at every letter. */
export class Findings {
  readonly diagnostics: Diagnostic[] = [];

  add(diagnostic: Diagnostic): void {
    if (this.diagnostics.length < DIAGNOSTICS_SHOWN) this.diagnostics.push(diagnostic);
  }
}
