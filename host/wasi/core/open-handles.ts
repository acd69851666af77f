interface Closable {
  close(): void;
}

/** What an instance holds of the system. A guest that ends, traps or forgets does not give it back by itself. */
export class OpenHandles {
  readonly #open = new Set<Closable>();

  add(handle: Closable): void {
    this.#open.add(handle);
  }

  close(handle: Closable): void {
    if (this.#open.delete(handle)) handle.close();
  }

  closeAll(): void {
    for (const handle of this.#open) this.close(handle);
  }
}
