import type { CoreItem, Shim, Signature } from './core-item.js';

/** A shim while it is planned: its place among the others is fixed before what it leads to is known. */
interface OpenShim extends Shim {
  target: CoreItem;
}

/** The shims so far, each thing once. */
export class Shims {
  readonly #byKey = new Map<string, OpenShim>();

  get all(): readonly Shim[] {
    return [...this.#byKey.values()];
  }

  /**
   * The shim for what `key` tells apart.
   * @param target makes what it leads to; it may add further shims, which come behind.
   */
  shim(key: string, label: string, signature: Signature, target: () => CoreItem): Shim {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const shim: OpenShim = { name: `${this.#byKey.size}`, label, signature, target: { kind: 'memory' } };
    this.#byKey.set(key, shim);
    shim.target = target();
    return shim;
  }
}
