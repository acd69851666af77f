import { setTimeout } from 'node:timers/promises';
import { instantiateSync } from '../../../host/index.js';
import { compiledDesk } from '../../support/desk.js';

/*
 * Run in an engine with JavaScript Promise Integration. Host functions give promises, and components wait for them. Prints
 * what came of it, as JSON.
 */

interface Counter {
  wait(): Promise<number>;
  inc(by: number): number;
  [Symbol.dispose](): void;
}

interface Waiting {
  readonly counters: {
    readonly Counter: new (start: number) => Counter;
    look(file: object): Promise<number>;
    open(name: string): Promise<void>;
    keptName(): Promise<string>;
    destructed(): number;
  };
}

class File {
  static readonly limit = 99;
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  static async open(name: string): Promise<File> {
    await setTimeout(1);
    if (name === '') throw Object.assign(new Error('refused'), { payload: 'a file has a name' });
    return new File(name);
  }

  async name(): Promise<string> {
    await setTimeout(1);
    return this.#name;
  }
}

const counters = (name: string): string => `test:desk/counters@0.1.0#${name}`;
let meanwhile = (): unknown => setTimeout(1);
const imports = {
  'test:desk/store': {
    File,
    archive() {},
    peek: async (file: { size: number }) => {
      await setTimeout(1);
      return file.size;
    },
    meanwhile: () => meanwhile(),
  },
};
const jspi = {
  imports: ['meanwhile', 'peek', '[static]file.open', '[method]file.name'].map(
    (name) => `test:desk/store#${name}`,
  ),
  exports: ['[method]counter.wait', 'look', 'open', 'kept-name'].map(counters),
};
const component = compiledDesk();
const desk = (): Waiting => instantiateSync<Waiting>(component, imports, { jspi });

async function outcome(run: () => unknown): Promise<unknown> {
  try {
    return (await run()) ?? null;
  } catch (error) {
    const { name, message, payload, code } = error as Error & { payload?: unknown; code?: unknown };
    return { name, message, payload, code };
  }
}

const one = desk();
const counter = new one.counters.Counter(3);
const results: Record<string, unknown> = {};
results['method'] = await outcome(() => counter.wait());
results['borrow'] = await outcome(() => one.counters.look({ size: 12 }));
results['static'] = await outcome(async () => {
  await one.counters.open('a.txt');
  return one.counters.keptName();
});
results['result error'] = await outcome(() => one.counters.open(''));
const first = counter.wait();
results['calls meanwhile'] = counter.inc(1);
results['lent meanwhile'] = await outcome(() => counter[Symbol.dispose]());
results['and then'] = await first;
results['two at once'] = await Promise.all([counter.wait(), one.counters.look({ size: 5 })]);
results['value, no promise'] = await outcome(() => {
  meanwhile = () => undefined;
  return counter.wait();
});
meanwhile = () => Promise.reject(new RangeError('not now'));
results['rejected'] = await outcome(() => counter.wait());
results['locked down'] = await outcome(() => counter.wait());
meanwhile = () => setTimeout(1);
const all = instantiateSync<Waiting>(component, imports, { jspi: { imports: 'all', exports: 'all' } });
using disposed = new all.counters.Counter(9);
results['all'] = await disposed.wait();
const noExports = instantiateSync<Waiting>(component, imports, { jspi: { ...jspi, exports: [] } });
results['an export that cannot wait'] = await outcome(() => new noExports.counters.Counter(1).wait());
const noImports = instantiateSync<Waiting>(component, imports, { jspi: { ...jspi, imports: [] } });
results['an import that may not give a promise'] = await outcome(() =>
  new noImports.counters.Counter(1).wait(),
);
console.log(JSON.stringify(results, null, 1));
