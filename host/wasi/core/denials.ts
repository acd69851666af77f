/** What a policy gives or refuses. */
export type Capability =
  'args' | 'env' | 'stdin' | 'stdout' | 'stderr' | 'clocks' | 'random' | 'dir' | 'net' | 'http';

/** Something that a guest asked for and did not get. */
export interface Denial {
  readonly capability: Capability;
  /** What it called, as WIT has it: `wasi:filesystem/types#open-at`. */
  readonly operation: string;
  /** What it asked for: a path, an address, a URL; empty where the call says all. */
  readonly subject: string;
  /** What it got: the WASI error, `empty` for an empty list, `trap`. */
  readonly answer: string;
  /** How often. */
  readonly count: number;
}

/** Different denials that are kept. A guest that tries a million paths must not fill the memory of its host. */
const MOST_KEPT = 1000;
/** Subjects are texts of the guest: longer ones are cut. */
const MOST_CHARS = 300;

/** What one instance asked for and did not get, in the order in which it first asked. */
export class DenialLog {
  readonly #denials = new Map<string, Denial>();
  #unnamed = 0;

  add(capability: Capability, operation: string, subject: string, answer: string): void {
    const cut = subject.length > MOST_CHARS ? `${subject.slice(0, MOST_CHARS)}…` : subject;
    const key = [capability, operation, cut, answer].join('\0');
    const known = this.#denials.get(key);
    if (known !== undefined) this.#denials.set(key, { ...known, count: known.count + 1 });
    else if (this.#denials.size < MOST_KEPT) {
      this.#denials.set(key, { capability, operation, subject: cut, answer, count: 1 });
    } else this.#unnamed += 1;
  }

  list(): readonly Denial[] {
    return [...this.#denials.values()];
  }

  /** How many more there were than are kept. */
  get unnamed(): number {
    return this.#unnamed;
  }
}
