import { describe, expect, it } from 'vitest';
import { declarationFile } from './support.js';

/** A world that imports one interface with `items`. */
const wit = (items: readonly string[]): string =>
  `package a:b; interface i { ${items.join('\n')} } world w { import i; }`;

const declared = (items: readonly string[]): string =>
  declarationFile(wit(items), 'host', 'interfaces/a-b-i.d.ts');

const range = (length: number): readonly number[] => Array.from({ length }, (_, index) => index + 1);

describe('declarations of what nobody writes by hand', () => {
  it('exist for a record with very many fields', () => {
    const fields = range(100_000).map((index) => `field${index}: u8`);
    expect(declared([`record r { ${fields.join(', ')} }`])).toContain('  field100000: number;\n}\n');
  });

  it('exist for a long chain of types', () => {
    const chain = range(20_000).map((index) => `record r${index} { a: r${index - 1} }`);
    expect(declared([...chain, 'record r0 { a: stream<u8> }'])).toContain('export interface R20000Input {');
  });

  it('exist for a long chain of options, every second of which is tagged', () => {
    const chain = range(20_000).map((index) => `type o${index} = option<o${index - 1}>;`);
    const text = declared(['type o0 = u8;', ...chain]);
    expect(text).toContain('export type O19999 = O19998 | undefined;');
    expect(text).toContain('export type O20000 = Option<O19999>;');
  });

  it('do not grow with the lengths of lists in lists', () => {
    const nested = range(60).reduce((type) => `list<${type}, 250>`, 'u8');
    expect(declared([`type huge = ${nested};`]).length).toBeLessThan(20_000);
  });
});
