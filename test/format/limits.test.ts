import { describe, expect, it } from 'vitest';
import { formatWit } from '../../format/index.js';

function format(text: string): string {
  const { value, diagnostics } = formatWit({ path: 'case.wit', text });
  expect(diagnostics).toEqual([]);
  return value;
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}

describe('large and strange files', () => {
  it('have as many lines as they need', () => {
    const count = 50_000;
    const fields = Array.from({ length: count }, (_, index) => `p${index}:u8`).join();
    expect(countLines(format(`interface i { record r { ${fields} } }`))).toBe(count + 4);
    expect(countLines(format(`interface i { f: func(${fields}); }`))).toBe(count + 4);
    expect(countLines(format(`interface i { type t = tuple<${'u8,'.repeat(count)}>; }`))).toBe(count + 4);
  });

  it('may be full of comments', () => {
    const count = 50_000;
    expect(countLines(format(`interface i { ${'// c\n'.repeat(count)} }`))).toBe(count + 1);
    expect(countLines(format(`interface i { f: func( ${'// c\n'.repeat(count)} ); }`))).toBe(count + 3);
    const inline = format(`interface i ${'/* c */'.repeat(count)} {}`);
    expect(inline.split('/* c */').length).toBe(count + 1);
    expect(inline.split('\n').every((line) => line.length <= 100)).toBe(true);
    const blanks = ' '.repeat(count);
    expect(format(`// a${blanks}b${blanks}\n`)).toBe(`// a${blanks}b\n`);
  });

  it('may nest types as deep as the language allows', () => {
    const depth = 99;
    const text = `type t = ${'list<'.repeat(depth)}u8${'>'.repeat(depth)};`;
    expect(format(`interface i { ${text} }`).replaceAll(/\s+/g, '')).toBe(
      `interfacei{${text}}`.replaceAll(/\s+/g, ''),
    );
  });

  it('may nest too deep, which is an error and no crash', () => {
    const depth = 10_000;
    const text = `interface i { type t = ${'list<'.repeat(depth)}u8${'>'.repeat(depth)}; }`;
    const { value, diagnostics } = formatWit({ path: 'case.wit', text });
    expect(value).toBe(text);
    expect(diagnostics.length).toBeGreaterThan(0);
  });
});
