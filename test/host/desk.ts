import type { DeskExports, DeskImports } from '../../fixtures/host/desk/types/desk.js';
import type { File } from '../../fixtures/host/desk/types/interfaces/test-desk-store.js';
import { instantiateSync, type InstantiateOptions } from '../../host/index.js';
import { compiledDesk } from '../support/desk.js';

/*
 * A host of the component `desk`, written against the declarations that `witwright types` makes for it.
 */

/** An error of `open`. */
class NotFound extends Error {
  readonly payload: string;

  constructor(payload: string) {
    super(payload);
    this.payload = payload;
  }
}

export class DiskFile implements File {
  static readonly limit = 99;
  static readonly disposed: DiskFile[] = [];
  readonly #name: string;
  size = 7;

  constructor(name: string) {
    this.#name = name;
  }

  static open(name: string): DiskFile {
    if (name === '') throw new NotFound('a file has a name');
    return new DiskFile(name);
  }

  name(): string {
    return this.#name;
  }

  [Symbol.dispose](): void {
    DiskFile.disposed.push(this);
  }
}

const component = compiledDesk();

export interface Desk {
  readonly exports: DeskExports;
  readonly counters: DeskExports['counters'];
  /** What went to `archive`. */
  readonly archived: readonly File[];
  /** What `meanwhile` does. */
  meanwhile: () => void;
}

/** An instance of the component, with a host of its own. */
export function openDesk(options: InstantiateOptions = {}): Desk {
  const archived: File[] = [];
  const imports: DeskImports = {
    'test:desk/store@0.1.0': {
      File: DiskFile,
      archive: (file) => void archived.push(file),
      peek: (file) => file.size,
      meanwhile: () => desk.meanwhile(),
    },
  };
  const exports = instantiateSync<DeskExports, DeskImports>(component, imports, options);
  const desk: Desk = { exports, counters: exports.counters, archived, meanwhile: () => {} };
  return desk;
}
