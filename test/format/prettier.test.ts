import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import * as prettier from 'prettier';
import { describe, expect, it } from 'vitest';
import { positionAt } from '../../base/index.js';
import { formatWit } from '../../format/index.js';
import * as plugin from '../../format/prettier.js';
import { inRepository } from '../support/repository.js';
import { textSpan } from '../support/text-span.js';

const CASES = inRepository('fixtures', 'format', 'cases');
const BROKEN = new Set(['syntax-error', 'gated-syntax']);
const names = readdirSync(CASES).filter((name) => !BROKEN.has(name));

function inputOf(name: string): string {
  return readFileSync(path.join(CASES, name, 'input.wit'), 'utf8');
}

const { check, format, getFileInfo } = prettier;

/** What `prettier --debug-check` compares. */
const { __debug: debug } = prettier as unknown as {
  __debug: { parse(text: string, options: object, more: { massage: true }): Promise<{ ast: unknown }> };
};

describe('the Prettier plugin', () => {
  it.each(names)('formats as the library does: %s', async (name) => {
    const text = inputOf(name);
    const endOfLine = name === 'crlf' ? 'crlf' : 'lf';
    const formatted = await format(text, { parser: 'wit', plugins: [plugin], endOfLine });
    expect(formatted).toBe(formatWit({ path: 'case.wit', text }).value);
    expect(await check(formatted, { parser: 'wit', plugins: [plugin], endOfLine })).toBe(true);
  });

  it.each(names)('gives Prettier a tree that formatting does not change: %s', async (name) => {
    const text = inputOf(name).replace('\uFEFF', '');
    const tree = async (input: string): Promise<unknown> =>
      (await debug.parse(input, { parser: 'wit', plugins: [plugin] }, { massage: true })).ast;
    expect(await tree(formatWit({ path: 'case.wit', text }).value)).toEqual(await tree(text));
  });

  it('is found by the ending of a file', async () => {
    const info = await getFileInfo('some/world.wit', { plugins: [plugin] });
    expect(info.inferredParser).toBe('wit');
  });

  it("takes the user's width and indentation", async () => {
    const text = 'interface i { f: func(a: u8, b: u8) -> u8; }';
    const formatted = await format(text, { parser: 'wit', plugins: [plugin], printWidth: 24, useTabs: true });
    expect(formatted).toBe('interface i {\n\tf: func(\n\t\ta: u8,\n\t\tb: u8,\n\t) -> u8;\n}\n');
  });

  it('says where a syntax error is', async () => {
    const text = 'interface i {\n  f: func( ;\n}\n';
    const [first] = formatWit({ path: 'case.wit', text }).diagnostics;
    const place = first?.primary?.at;
    if (place === undefined) throw new Error('the error has no place');
    const span = textSpan(place);
    const failure = await format(text, { parser: 'wit', plugins: [plugin] }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SyntaxError);
    expect(failure).toMatchObject({ loc: { start: positionAt(span.file, span.start) } });
    expect(String(failure)).toContain('(2:');
  });

  it('formats the `wit` fences of Markdown', async () => {
    const text = '# A page\n\n- item:\n\n  ```wit\n  interface   i {  f: func() ; }\n  ```\n';
    const formatted = await format(text, { parser: 'markdown', plugins: [plugin] });
    expect(formatted).toBe('# A page\n\n- item:\n\n  ```wit\n  interface i {\n    f: func();\n  }\n  ```\n');
  });
});
