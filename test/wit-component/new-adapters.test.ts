import { describe, expect, it } from 'vitest';
import { decodeTree, wholeFile } from '../../component/index.js';
import { newComponent, type NewOptions } from '../../wit-component/index.js';
import { coreModuleBytes } from '../support/core-module.js';
import { embedded } from '../support/embedded.js';
import { made, modulesIn, refusals, surface, world } from '../support/made-component.js';

describe('an adapter', () => {
  const main = embedded(world(''), { imports: { 'old print': 'i32 ->' } });
  const adapter = embedded('package local:adapter; world adapter { import log: func(code: u32); }', {
    imports: { '$root log': 'i32 ->' },
    exports: { print: 'i32 ->', unused: '->' },
  });

  it('serves imports of the main module, and is cut down to that', () => {
    const component = made(main, { adapters: new Map([['old', adapter]]) });
    const [, cut] = decodeTree(wholeFile({ path: 'c.wasm', bytes: component })).value.modules.values();
    expect(cut?.exports.map(({ name }) => name)).toEqual(['print']);
    expect(surface(component)).toEqual([]);
  });

  it('is left out if nothing needs it', () => {
    const component = made(embedded(world(''), {}), { adapters: new Map([['old', adapter]]) });
    expect(modulesIn(component)).toBe(1);
  });

  it('must export what the main module imports, with the same type', () => {
    const other = (exports: Readonly<Record<string, string>>): NewOptions => {
      const module = embedded('package local:adapter; world adapter {}', { exports });
      return { adapters: new Map([['old', module]]) };
    };
    expect(refusals(main, other({ write: 'i32 ->' }))).toEqual([
      'new/missing-adapter-export: the module imports `print` from `old`, but the adapter of that name exports no such function',
    ]);
    expect(refusals(main, other({ print: 'i64 ->' }))).toEqual([
      'new/adapter-type-mismatch: the module imports `print` from `old` as `(i32) -> ()`, found `(i64) -> ()` in the adapter',
    ]);
  });
});

describe('a module without metadata that uses an adapter', () => {
  it('needs no world', () => {
    const main = wholeFile({
      path: 'm.wasm',
      bytes: coreModuleBytes({ imports: { 'old print': 'i32 ->' } }),
    });
    const wit = 'package local:adapter; world adapter { export run: func(); }';
    const adapter = embedded(wit, { exports: { print: 'i32 ->', run: '->' } });
    const { value, diagnostics } = newComponent(main, { adapters: new Map([['old', adapter]]) });
    expect(diagnostics).toEqual([]);
    expect(surface(value ?? new Uint8Array())).toEqual(['export run']);
  });
});
