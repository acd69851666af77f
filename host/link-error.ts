import type { Diagnostic } from '../base/index.js';

/** The imports do not fit the component: one error with all that is missing or of the wrong sort. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    const lines = diagnostics.flatMap(({ message, notes, help }) => [
      `  - ${message}`,
      ...notes.map((text) => `      ${text}`),
      ...help.map((text) => `      help: ${text}`),
    ]);
    const count = diagnostics.length === 1 ? 'one import does' : `${diagnostics.length} imports do`;
    super([`${count} not fit the component`, ...lines].join('\n'));
    this.diagnostics = diagnostics;
  }
}
