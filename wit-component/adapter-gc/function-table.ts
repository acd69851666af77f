import { InternalError } from '../../base/index.js';
import type { CoreFunctionPart, CoreImport } from '../../component/index.js';

/** The functions of a module that is being put together. Code is made last, when every index is known. */
export class FunctionTable {
  readonly imports: CoreImport[] = [];
  readonly names = new Map<number, string>();
  readonly #defined: (() => CoreFunctionPart)[] = [];

  /** Adds an import; returns its index. All imports come first. */
  import(item: CoreImport, name?: string): number {
    if (this.#defined.length > 0) throw new InternalError('an import behind a defined function');
    return this.#named(this.imports.push(item) - 1, name);
  }

  /** Adds a function, which `make` makes when every index is known; returns its index. */
  define(make: () => CoreFunctionPart, name?: string): number {
    return this.#named(this.imports.length + this.#defined.push(make) - 1, name);
  }

  /** The functions that were defined. */
  make(): CoreFunctionPart[] {
    return this.#defined.map((make) => make());
  }

  #named(index: number, name: string | undefined): number {
    if (name !== undefined) this.names.set(index, name);
    return index;
  }
}
