import { beforeAll, describe, expect, it } from 'vitest';
import { setFlagsFromString } from 'node:v8';
import {
  type CompiledComponent,
  compile,
  ComponentError,
  instantiateSync,
  Trap,
} from '../../../host/index.js';
import { bytesOfHex } from '../../support/hex.js';
import { assemblyScript, componentizeQjs, requireOrSkip, yowaspClang } from '../../support/oracles.js';
import { compileAssemblyScript, compileC, compileQuickJs } from './compile.js';
import { type Basket, type Item, Ledger, shopHost, type ShopHost, type Store } from './shop-host.js';

interface Guest {
  readonly language: string;
  readonly what: 'yowaspClang' | 'assemblyScript' | 'componentizeQjs';
  readonly compiler: string | null;
  readonly component: (compiler: string) => Promise<Uint8Array> | Uint8Array;
  /** Whether it can be given handles: its own of a basket, and lent ones of the host. */
  readonly takesHandles: boolean;
}

const GUESTS: readonly Guest[] = [
  { language: 'C', what: 'yowaspClang', compiler: yowaspClang(), component: compileC, takesHandles: true },
  {
    language: 'AssemblyScript',
    what: 'assemblyScript',
    compiler: assemblyScript(),
    component: compileAssemblyScript,
    takesHandles: true,
  },
  {
    language: 'JavaScript',
    what: 'componentizeQjs',
    compiler: componentizeQjs(),
    component: compileQuickJs,
    // Version 0.4.5 takes the index of a handle for the representation, and drops what it is lent after the call.
    takesHandles: false,
  },
];

const PEAR: Item = { name: 'pear', price: 2.5, tags: ['fruit', 'grün'] };
const TEA: Item = { name: 'tea 茶', price: 4, tags: [] };

/** What an instance may hold at once: one that keeps a handle of each call soon fails. */
const HANDLES = 16;

// A module of QuickJS computes in its constant expressions, which Node 20 has behind a flag.
const COMPUTED_GLOBAL = Uint8Array.from(bytesOfHex('0061736d01000000 0609 017f00 410041006a 0b'));
if (!WebAssembly.validate(COMPUTED_GLOBAL)) setFlagsFromString('--experimental-wasm-extended-const');

for (const guest of GUESTS) {
  const isAbsent = requireOrSkip(guest.compiler, guest.what);
  describe.skipIf(isAbsent)(`a guest in ${guest.language}`, () => {
    behaviour(guest);
  });
}

function behaviour({ compiler, component, takesHandles }: Guest): void {
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

    it('uses a resource of the host', () => {
      const host = shopHost();
      const { Basket } = shop(host);
      const basket = new Basket('Ann');
      basket.add(PEAR);
      basket.add(TEA);
      host.verdict = { tag: 'discount', val: 1.5 };
      expect(basket.settle()).toBe(5);
      expect(host.receipts).toEqual([{ owner: 'Ann', lines: 2 }]);
      expect(host.ledgers.map(({ lines }) => lines)).toEqual([['pear 2.5', 'tea 茶 4']]);
      expect(host.dropped).toEqual(host.ledgers);
      expect(basket.total()).toBe(6.5);
    });

    it('fails with a payload', () => {
      const host = shopHost();
      const { Basket } = shop(host);
      const payloadOf = (basket: Basket): unknown => {
        try {
          return basket.settle();
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

    it('gives a resource of the host', () => {
      const host = shopHost();
      const ledger = shop(host).open('of the guest');
      expect(ledger).toBe(host.ledgers[0]);
      expect(ledger).toBeInstanceOf(Ledger);
      expect(ledger.title).toBe('of the guest');
      expect(host.dropped).toEqual([]);
    });

    if (takesHandles) {
      it('uses up a resource of its own', () => {
        const host = shopHost();
        const { Basket, checkout } = shop(host);
        const basket = new Basket('Ann');
        basket.add(PEAR);
        expect(checkout(basket)).toBe(2.5);
        expect(host.dropped).toEqual(host.ledgers);
        expect(() => basket.total()).toThrow(TypeError);
      });

      it('is lent a resource of the host', () => {
        const host = shopHost();
        const { audit, open } = shop(host);
        const ledger = open('of the guest');
        ledger.note('by the host', 3);
        expect(audit(ledger)).toBe(3);
        expect(host.dropped).toEqual([]);
      });
    } else {
      it('traps where it is given handles, as elsewhere', () => {
        const { checkout, Basket } = shop();
        expect(() => checkout(new Basket('Ann'))).toThrow(expect.objectContaining({ code: 'unreachable' }));
        const { audit, open } = shop();
        expect(() => audit(open('x'))).toThrow(expect.objectContaining({ code: 'borrows-remain' }));
      });
    }

    it('traps, and takes no further call', () => {
      const { fail, greet } = shop();
      expect(fail).toThrow(expect.objectContaining({ code: 'unreachable' }));
      expect(() => greet('Ann')).toThrow(Trap);
    });
  });

  it('makes 100,000 calls without growing', { timeout: 120_000 }, () => {
    const memories: WebAssembly.Memory[] = [];
    const tables: WebAssembly.Table[] = [];
    const host = shopHost();
    const { store } = watched(memories, tables, () =>
      instantiateSync<{ store: Store }>(compiled, host.imports, { limits: { handles: HANDLES } }),
    );
    const round = (i: number): void => {
      const basket = new store.Basket(`owner ${i % 100}`);
      basket.add(PEAR);
      basket.add({ ...TEA, name: `tea ${i % 1000}` });
      if (basket.items().length !== 2 || basket.settle() !== 6.5) throw new Error('lost');
      if (takesHandles && i % 2 === 0) store.checkout(basket);
      else basket[Symbol.dispose]();
      store.greet(`${i % 1000}`);
      store.find([PEAR, TEA], { tag: 'cheaper', val: 3 });
      const ledger = store.open('short-lived');
      if (takesHandles) store.audit(ledger);
      store.sum(Uint32Array.of(i));
      host.ledgers.length = host.dropped.length = host.receipts.length = 0;
    };
    const size = (): readonly number[] => [
      ...memories.map(({ buffer }) => buffer.byteLength),
      ...tables.map(({ length }) => length),
    ];
    for (let i = 0; i < 1000; i++) round(i);
    const before = { size: size(), resident: process.memoryUsage().rss };
    // Nine calls into the guest and more out of it in each round.
    for (let i = 0; i < 12_500; i++) round(i);
    expect(memories.length).toBeGreaterThan(0);
    expect(size()).toEqual(before.size);
    expect(process.memoryUsage().rss - before.resident).toBeLessThan(100_000_000);
  });
}

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
