// The world of shop.wit in JavaScript, for componentize-qjs. What it throws is the error of a result: any value of its type;
// 64-bit integers are numbers.
/* oxlint-disable no-throw-literal */
import { Ledger, announce, hostName } from 'test:shop/host';

class Basket {
  #owner;
  #items = [];

  constructor(owner) {
    this.#owner = owner;
  }

  add(item) {
    return this.#items.push(item);
  }

  items() {
    return this.#items;
  }

  total() {
    return this.#items.reduce((sum, { price }) => sum + price, 0);
  }

  settle() {
    if (this.#items.length === 0) throw `nothing in the basket of ${this.#owner}`;
    const ledger = new Ledger('checkout');
    for (const { name, price } of this.#items) ledger.note(name, price);
    const total = ledger.total();
    ledger[Symbol.dispose]();
    const verdict = announce({ owner: this.#owner, lines: this.#items.length });
    if (verdict.tag === 'refused') throw verdict.val;
    return verdict.tag === 'discount' ? total - verdict.val : total;
  }
}

export const store = {
  Basket,
  greet: (name) => `Hello, ${name} @ ${hostName()}`,
  find: (items, { tag, val }) =>
    items.filter(({ name, price }) => tag === 'all' || (tag === 'cheaper' ? price < val : name === val)),
  // Numbers from 2 ** 31 on arrive as negative ones.
  sum: (numbers) => numbers.reduce((sum, number) => sum + (number >>> 0), 0),
  checkout: (basket) => basket.settle(),
  audit: (ledger) => ledger.total(),
  open: (title) => new Ledger(title),
  fail: () => {
    throw new Error('as it should');
  },
};
