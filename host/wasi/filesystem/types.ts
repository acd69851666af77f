import type { Datetime } from '../core/datetime.js';

/* The types of `wasi:filesystem/types` that the descriptor looks into; what is left out of flags is not set. */

export interface DescriptorFlags {
  readonly read?: boolean;
  readonly write?: boolean;
  readonly fileIntegritySync?: boolean;
  readonly dataIntegritySync?: boolean;
  readonly requestedWriteSync?: boolean;
  readonly mutateDirectory?: boolean;
}

export interface PathFlags {
  readonly symlinkFollow?: boolean;
}

export interface OpenFlags {
  readonly create?: boolean;
  readonly directory?: boolean;
  readonly exclusive?: boolean;
  readonly truncate?: boolean;
}

export type NewTimestamp =
  | { readonly tag: 'no-change' }
  | { readonly tag: 'now' }
  | { readonly tag: 'timestamp'; readonly val: Datetime };

/** The times of a `descriptor-stat`. */
export interface Stat {
  readonly dataAccessTimestamp?: Datetime | undefined;
  readonly dataModificationTimestamp?: Datetime | undefined;
}
