/** The world of `shop/shop.wit` as `witwright types` declares it, and a host for it. */

export interface Item {
  readonly name: string;
  readonly price: number;
  readonly tags: readonly string[];
}

export type Query =
  | { readonly tag: 'all' }
  | { readonly tag: 'cheaper'; readonly val: number }
  | { readonly tag: 'named'; readonly val: string };

export type Verdict =
  | { readonly tag: 'accepted' }
  | { readonly tag: 'discount'; readonly val: number }
  | { readonly tag: 'refused'; readonly val: string };

export interface Basket {
  add(item: Item): number;
  items(): readonly Item[];
  total(): number;
  settle(): number;
  [Symbol.dispose](): void;
}

export interface Store {
  readonly Basket: new (owner: string) => Basket;
  greet(name: string): string;
  find(items: readonly Item[], query: Query): readonly Item[];
  sum(numbers: Uint32Array): bigint;
  checkout(basket: Basket): number;
  audit(ledger: Ledger): number;
  open(title: string): Ledger;
  fail(): void;
}

/** A resource of the host: an object like any other. */
export class Ledger {
  readonly title: string;
  readonly lines: string[] = [];
  #total = 0;

  constructor(title: string) {
    this.title = title;
  }

  note(line: string, amount: number): void {
    this.lines.push(`${line} ${amount}`);
    this.#total += amount;
  }

  total(): number {
    return this.#total;
  }
}

export interface ShopHost {
  /** What the world imports. */
  readonly imports: object;
  /** What the guest said. */
  readonly receipts: { readonly owner: string; readonly lines: number }[];
  /** All ledgers that the guest has made, and which of them it has given back. */
  readonly ledgers: Ledger[];
  readonly dropped: Ledger[];
  verdict: Verdict;
}

export function shopHost(): ShopHost {
  const receipts: { owner: string; lines: number }[] = [];
  const ledgers: Ledger[] = [];
  const dropped: Ledger[] = [];
  class KeptLedger extends Ledger {
    constructor(title: string) {
      super(title);
      ledgers.push(this);
    }

    [Symbol.dispose](): void {
      dropped.push(this);
    }
  }
  const host: ShopHost = {
    imports: {
      'test:shop/host': {
        Ledger: KeptLedger,
        hostName: () => 'Wörld',
        announce(receipt: { owner: string; lines: number }) {
          receipts.push(receipt);
          return host.verdict;
        },
      },
    },
    receipts,
    ledgers,
    dropped,
    verdict: { tag: 'accepted' },
  };
  return host;
}
