import { beforeAll, describe, expect, it } from 'vitest';
import {
  type CompiledComponent,
  compile,
  ComponentError,
  instantiateSync,
  Trap,
} from '../../../host/index.js';
import { assemblyScript, requireOrSkip, yowaspClang } from '../../support/oracles.js';
import { compileAssemblyScript, compileC } from './compile.js';
import { type Item, Ledger, shopHost, type ShopHost, type Store } from './shop-host.js';

const GUESTS = [
  { language: 'C', what: 'yowaspClang', compiler: yowaspClang(), component: compileC },
  {
    language: 'AssemblyScript',
    what: 'assemblyScript',
    compiler: assemblyScript(),
    component: compileAssemblyScript,
  },
] as const;

const PEAR: Item = { name: 'pear', price: 2.5, tags: ['fruit', 'grün'] };
const TEA: Item = { name: 'tea 茶', price: 4, tags: [] };

const COMPILED = GUESTS.filter(({ what, compiler }) => !requireOrSkip(compiler, what));

describe.each(COMPILED)('a guest in $language', ({ compiler, component }) => {
  let compiled: CompiledComponent;
  beforeAll(async () => {
    compiled = await compile(await component(compiler ?? ''));
  }, 120_000);

  const shop = (host: ShopHost = shopHost()): Store =>
    instantiateSync<{ store: Store }>(compiled, host.imports, { engine }).store;
  let engine: 'emitted' | 'spec';

  describe.each(['emitted', 'spec'] as const)('with the engine %s', (chosen) => {
    beforeAll(() => {
      engine = chosen;
    });

    it('takes and gives strings, and calls a function of the host', () => {
      expect(shop().greet('Zoë 🐈')).toBe('Hello, Zoë 🐈 @ Wörld');
      expect(shop().greet('')).toBe('Hello,  @ Wörld');
    });

    it('takes and gives lists of records, by a variant', () => {
      const { find } = shop();
      expect(find([PEAR, TEA], { tag: 'all' })).toEqual([PEAR, TEA]);
      expect(find([PEAR, TEA], { tag: 'cheaper', val: 3 })).toEqual([PEAR]);
      expect(find([PEAR, TEA], { tag: 'named', val: 'tea 茶' })).toEqual([TEA]);
      expect(find([], { tag: 'named', val: '' })).toEqual([]);
    });

    it('takes a list of numbers', () => {
      expect(shop().sum(Uint32Array.of(4_000_000_000, 4_000_000_000, 1))).toBe(8_000_000_001n);
      expect(shop().sum(new Uint32Array())).toBe(0n);
    });

    it('has a resource of its own', () => {
      const { Basket } = shop();
      const basket = new Basket('Ann');
      expect([basket.add(PEAR), basket.add(TEA)]).toEqual([1, 2]);
      expect(basket.items()).toEqual([PEAR, TEA]);
      expect(basket.total()).toBe(6.5);
      basket[Symbol.dispose]();
      expect(() => basket.total()).toThrow(TypeError);
    });

    it('uses a resource of the host while it uses up one of its own', () => {
      const host = shopHost();
      const { Basket, checkout } = shop(host);
      const basket = new Basket('Ann');
      basket.add(PEAR);
      basket.add(TEA);
      host.verdict = { tag: 'discount', val: 1.5 };
      expect(checkout(basket)).toBe(5);
      expect(host.receipts).toEqual([{ owner: 'Ann', lines: 2 }]);
      expect(host.ledgers.map(({ lines }) => lines)).toEqual([['pear 2.5', 'tea 茶 4']]);
      expect(host.dropped).toEqual(host.ledgers);
      expect(() => basket.total()).toThrow(TypeError);
    });

    it('fails with a payload', () => {
      const host = shopHost();
      const { Basket, checkout } = shop(host);
      const payloadOf = (basket: InstanceType<typeof Basket>): unknown => {
        try {
          return checkout(basket);
        } catch (error) {
          return error instanceof ComponentError ? error.payload : error;
        }
      };
      expect(payloadOf(new Basket('Bob'))).toBe('nothing in the basket of Bob');
      const basket = new Basket('Ann');
      basket.add(PEAR);
      host.verdict = { tag: 'refused', val: 'no credit for Änn' };
      expect(payloadOf(basket)).toBe('no credit for Änn');
    });

    it('is lent and gives resources of the host', () => {
      const host = shopHost();
      const { audit, open } = shop(host);
      const ledger = open('of the guest');
      expect(ledger).toBe(host.ledgers[0]);
      expect(ledger).toBeInstanceOf(Ledger);
      ledger.note('by the host', 3);
      expect(audit(ledger)).toBe(3);
      expect(host.dropped).toEqual([]);
    });

    it('traps, and takes no further call', () => {
      const { fail, greet } = shop();
      expect(fail).toThrow(expect.objectContaining({ code: 'unreachable' }));
      expect(() => greet('Ann')).toThrow(Trap);
    });
  });

  it('makes 100,000 calls without growing', { timeout: 120_000 }, () => {
    engine = 'emitted';
    const memories: WebAssembly.Memory[] = [];
    const tables: WebAssembly.Table[] = [];
    const host = shopHost();
    const store = watched(memories, tables, () => shop(host));
    const round = (i: number): void => {
      const basket = new store.Basket(`owner ${i % 100}`);
      basket.add(PEAR);
      basket.add({ ...TEA, name: `tea ${i % 1000}` });
      if (basket.items().length !== 2) throw new Error('lost');
      if (i % 2 === 0) store.checkout(basket);
      else basket[Symbol.dispose]();
      store.greet(`${i % 1000}`);
      store.find([PEAR, TEA], { tag: 'cheaper', val: 3 });
      store.audit(store.open('short-lived'));
      store.sum(Uint32Array.of(i));
      host.ledgers.length = host.dropped.length = host.receipts.length = 0;
    };
    const size = (): readonly number[] => [
      ...memories.map(({ buffer }) => buffer.byteLength),
      ...tables.map(({ length }) => length),
    ];
    for (let i = 0; i < 1000; i++) round(i);
    const before = { size: size(), resident: process.memoryUsage().rss };
    // Eight calls into the guest and more out of it in each round.
    for (let i = 0; i < 12_500; i++) round(i);
    expect(memories.length).toBe(1);
    expect(size()).toEqual(before.size);
    expect(process.memoryUsage().rss - before.resident).toBeLessThan(100_000_000);
  });
});

/** Sees the memories and tables that are exported by core instances made by `work`. */
function watched<T>(memories: WebAssembly.Memory[], tables: WebAssembly.Table[], work: () => T): T {
  const { Instance } = WebAssembly;
  class Watched extends Instance {
    constructor(module: WebAssembly.Module, imports?: WebAssembly.Imports) {
      super(module, imports);
      for (const one of Object.values(this.exports)) {
        if (one instanceof WebAssembly.Memory) memories.push(one);
        if (one instanceof WebAssembly.Table) tables.push(one);
      }
    }
  }
  WebAssembly.Instance = Watched;
  try {
    return work();
  } finally {
    WebAssembly.Instance = Instance;
  }
}
