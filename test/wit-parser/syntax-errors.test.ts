import { describe, expect, it } from 'vitest';
import { positionAt, type ByteSpan, type Span } from '../../base/index.js';
import { parse } from '../../wit-parser/index.js';
import { inRepository } from '../support/repository.js';
import { textSpan } from '../support/text-span.js';
import { BROKEN } from './syntax-errors-inputs.js';

function place(span: Span | ByteSpan): string {
  const { file, start, end } = textSpan(span);
  const [from, to] = [positionAt(file, start), positionAt(file, end)];
  return `${from.line}:${from.column}-${to.line}:${to.column}`;
}

/** What is found in `text`, as data in lines. */
function findings(text: string): string {
  const { diagnostics } = parse({ path: 'main.wit', text });
  return diagnostics
    .flatMap(({ code, message, primary, secondary, help, fixes }) => [
      `${code} ${primary === null ? '-' : place(primary.at)} ${message}`,
      ...(primary?.label ? [`  label: ${primary.label}`] : []),
      ...secondary.map(({ at, label }) => `  and ${place(at)} ${label}`),
      ...help.map((line) => `  help: ${line}`),
      ...fixes.map(
        ({ title, applicability, edits }) =>
          `  fix (${applicability}): ${title}: ${edits.map(({ at, text: by }) => `${place(at)} ${JSON.stringify(by)}`).join(', ')}`,
      ),
    ])
    .join('\n');
}

describe.each(Object.entries(BROKEN))('syntax errors of %s', (group, inputs) => {
  it('are found where they are, and told in words of the language', async () => {
    const drawn = inputs.map((text) => `${text}\n----\n${findings(text)}\n`).join('\n========\n');
    await expect(drawn).toMatchFileSnapshot(
      inRepository('fixtures', 'wit-parser', 'syntax', 'diagnostics', `${group}.txt`),
    );
  });

  it.each(inputs)('are errors: %s', (text) => {
    expect(parse({ path: 'main.wit', text }).diagnostics.length).toBeGreaterThan(0);
  });
});

/** `text` with all safe fixes made. One error an item is told at a time, so it may take several rounds. */
function mended(text: string): string {
  const fixes = parse({ path: 'main.wit', text }).diagnostics.flatMap((diagnostic) => diagnostic.fixes);
  return fixes
    .filter(({ applicability }) => applicability === 'safe')
    .flatMap(({ edits }) => edits)
    .toSorted((a, b) => b.at.start - a.at.start)
    .reduce((now, { at, text: by }) => now.slice(0, at.start) + by + now.slice(at.end), text);
}

describe('a fix that is safe', () => {
  const fixable = Object.values(BROKEN)
    .flat()
    .map((text) => ({
      text,
      fixes: parse({ path: 'main.wit', text }).diagnostics.flatMap(({ fixes }) => fixes),
    }))
    .filter(({ fixes }) => fixes.some(({ applicability }) => applicability === 'safe'));

  it.each(fixable)('mends $text', ({ text }) => {
    const rounds = Array.from({ length: 3 }).reduce<string>(mended, text);
    expect(parse({ path: 'main.wit', text: rounds }).diagnostics).toEqual([]);
  });
});
