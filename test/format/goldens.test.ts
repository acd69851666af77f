import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatWit } from '../../format/index.js';
import { inRepository } from '../support/repository.js';

/** Written by hand before the formatter: each folder holds a text and the same text formatted. */
const CASES = inRepository('fixtures', 'format', 'cases');
const names = readdirSync(CASES).sort();

function format(text: string): string {
  return formatWit({ path: 'case.wit', text }).value;
}

describe('formatting', () => {
  it.each(names)('%s', (name) => {
    const input = readFileSync(path.join(CASES, name, 'input.wit'), 'utf8');
    const output = readFileSync(path.join(CASES, name, 'output.wit'), 'utf8');
    expect(format(input)).toBe(output);
    expect(format(output)).toBe(output);
  });

  it.each(['syntax-error', 'gated-syntax'])(
    'leaves a file with errors as it is, and reports them: %s',
    (name) => {
      const text = readFileSync(path.join(CASES, name, 'input.wit'), 'utf8');
      const { value, diagnostics } = formatWit({ path: 'case.wit', text });
      expect(value).toBe(text);
      expect(diagnostics.map(({ severity }) => severity)).toContain('error');
    },
  );

  it("leaves the examples of the formatter's page as they are", () => {
    const page = readFileSync(inRepository('docs', 'formatter.md'), 'utf8');
    const examples = [...page.matchAll(/^```wit\n(.*?)^```$/gms)].map(([, text = '']) => text);
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.map(format)).toEqual(examples);
  });

  it('takes another width and another indentation', () => {
    const text = 'interface i { f: func(a: u8, b: u8) -> u8; }';
    const { value } = formatWit({ path: 'case.wit', text }, { width: 30, indent: 4 });
    expect(value).toBe('interface i {\n    f: func(\n        a: u8,\n        b: u8,\n    ) -> u8;\n}\n');
  });
});
