import { readFileSync, readdirSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { DiagnosticDefinition } from '../base/index.js';
import { readPages, type DiagnosticPage } from './support/diagnostic-pages.js';
import { nativeTools } from './support/native.js';
import { requireOrSkip, wasmTools } from './support/oracles.js';
import { assemble, binariesOf, hexLines } from './support/page-binaries.js';
import { codesOf } from './support/page-example.js';
import { inRepository } from './support/repository.js';

const ROOMS = [
  'base', 'wit-parser', 'format', 'bindgen', 'canonical-abi', 'component', 'wit-component', 'wit', 'host', 'node', 'cli',
]; // prettier-ignore

const definitions = await definedDiagnostics();
const codes = definitions.map(({ code }) => code).sort();
const pages = readPages();

describe('diagnostic codes', () => {
  it('are areas and slugs in plain words, each defined once', () => {
    expect(codes.filter((code) => !/^[a-z]+(?:-[a-z]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*$/.test(code))).toEqual([]);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('have a page each, and no page is without a code', () => {
    expect(pages.map(({ code }) => code).sort()).toEqual(codes);
  });

  it('are what the messages of the specification’s scripts are mapped to', () => {
    const file = inRepository('test', 'conformance', 'component-messages.json');
    const rows = JSON.parse(readFileSync(file, 'utf8')) as readonly { readonly code: string }[];
    expect(rows.map(({ code }) => code).filter((code) => !codes.includes(code))).toEqual([]);
  });

  it('are listed in the index of the pages', async () => {
    await expect(indexOf(pages)).toMatchFileSnapshot(inRepository('docs/diagnostics/README.md'));
  });
});

describe.each(pages)('the page of $code', (page) => {
  it('has its heading, a paragraph, and an example of each kind', () => {
    expect(page.heading).toBe(`# ${page.code}`);
    expect(page.intro).not.toBe('');
    expect(page.sections).toEqual(['Fails', 'Fixed']);
  });

  it('has an example that gives this code and no other', async () => {
    expect(await codesOf(page.fails)).toEqual([page.code]);
  });

  it('has a mended example that is clean', async () => {
    expect(page.fixed.length).toBeGreaterThan(0);
    expect(await codesOf(page.fixed)).toEqual([]);
  });
});

const program = wasmTools();
const native = program === null ? null : nativeTools(program);
afterAll(() => native?.dispose());
const withBinaries = pages.filter(({ fails, fixed }) => binariesOf([...fails, ...fixed]).length > 0);

describe.skipIf(requireOrSkip(program, 'wasmTools'))('the bytes of an example', () => {
  it.each(withBinaries)('of $code are those of its text', async ({ fails, fixed }) => {
    if (native === null) return;
    for (const { wat, bytes } of binariesOf([...fails, ...fixed])) {
      expect(hexLines(bytes)).toBe(hexLines(await assemble(native, wat)));
    }
  });
});

/** Every definition in an exported `…Messages` object of a `…messages.ts` module. */
async function definedDiagnostics(): Promise<DiagnosticDefinition<never>[]> {
  const modules = ROOMS.flatMap((room) =>
    readdirSync(inRepository(room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('messages.ts'))
      .map((name) => inRepository(room, name)),
  );
  const exported = await Promise.all(
    modules.map(async (module) => Object.entries((await import(module)) as object)),
  );
  return exported
    .flat()
    .filter(([name]) => name.endsWith('Messages'))
    .flatMap(([, messages]) => Object.values(messages as Record<string, DiagnosticDefinition<never>>));
}

/** The text of `docs/diagnostics/README.md`. */
function indexOf(all: readonly DiagnosticPage[]): string {
  const areas = [...new Set(all.map(areaOf))];
  const lists = areas.map((area) => {
    const members = all.filter((page) => areaOf(page) === area);
    return `## ${area}\n\n${members.map(({ code }) => `- [${code}](${code}.md)\n`).join('')}`;
  });
  return `${README_HEAD}\n${lists.join('\n')}`;
}

function areaOf({ code }: DiagnosticPage): string {
  return code.slice(0, code.indexOf('/'));
}

const README_HEAD = `# Diagnostics

Every finding of witwright has a code, \`area/slug\`, and every code a page here: what is wrong and why it is, an example
that fails, and the same mended. \`witwright explain CODE\` prints a page without a network, \`witwright explain\` lists all
codes. A test runs the examples: a page gives exactly its own code, and its mended form is clean.

A code never changes its meaning. Programs read findings with \`witwright check --format json\`; the form is described by
[a JSON Schema](../diagnostics.schema.json).

This list is made by \`test/diagnostics.test.ts\` (\`npm run bless\` renews it).
`;
