import type { ByteSpan } from '../../base/index.js';
import type { CoreImport, Located } from '../../component/index.js';
import type { CoreShell } from './core-shell.js';
import type { WorldNames } from './world-names.js';

/** What decides about the imports of a module besides the world. */
export interface ImportRules {
  readonly shell: CoreShell;
  readonly names: WorldNames;
  /** The names of the adapters that are there. */
  readonly adapters: ReadonlySet<string>;
  /** Whether the module is an adapter itself. */
  readonly isAdapter: boolean;
  readonly rejectLegacyNames: boolean;
}

/** One import, and where it stands. */
export interface PlacedImport extends CoreImport, Located {
  readonly at: ByteSpan;
}
