import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkEncodable, resolve, sourcesFrom, toJson } from '../../wit-parser/index.js';
import { builtinPackage } from '../../wit/index.js';
import { chromium, requireOrSkip } from '../support/oracles.js';
import { servedPage, type ServedPage } from './served-page.js';

const program = chromium();

type FileEntries = readonly (readonly [string, string])[];

const COMMAND: FileEntries = [
  [
    'app/app.wit',
    'package my:app@1.0.0;\n\nworld app {\n  include wasi:cli/command@0.2.12;\n  import store;\n}\n',
  ],
  [
    'app/store.wit',
    'package my:app@1.0.0;\n\ninterface store {\n  get: func(key: string) -> option<list<u8>>;\n}\n',
  ],
];

const BROKEN: FileEntries = [
  ['broken.wit', 'package my:broken;\n\ninterface i {\n  f: func(a: nobody) -> u33;\n  g: func(\n}\n'],
];

describe.skipIf(requireOrSkip(program, 'chromium'))('the built package in Chromium', () => {
  let served: ServedPage;

  beforeAll(async () => {
    served = await servedPage(program ?? '', '/test/browser/page.html');
    await served.page.waitForFunction('typeof check === "function"');
  });

  afterAll(() => served?.close());

  it('accepts a package that imports WASI, with the JSON that Node gives', async () => {
    const seen = await checkInPage(COMMAND, 'app');
    expect(seen.diagnostics.filter(({ code }) => code !== 'wit/builtin-package')).toEqual([]);
    expect(seen.json).toBe(checkInNode(COMMAND, 'app').json);
  });

  it('finds in a broken one what Node finds', async () => {
    const seen = await checkInPage(BROKEN, 'broken.wit');
    expect(seen.diagnostics.length).toBeGreaterThan(1);
    expect(seen).toEqual(checkInNode(BROKEN, 'broken.wit'));
  });

  it('throws nothing into the page', () => {
    expect(served.errors).toEqual([]);
  });

  async function checkInPage(files: FileEntries, root: string): Promise<Checked> {
    return (await served.page.evaluate(
      `check(${JSON.stringify(files)}, ${JSON.stringify(root)})`,
    )) as Checked;
  }
});

/** What `check` of page.js gives. */
interface Checked {
  readonly diagnostics: readonly {
    readonly code: string;
    readonly message: string;
    readonly path?: string;
    readonly start?: number;
  }[];
  readonly json: string | null;
}

/** The same as page.js, here and from the sources. */
function checkInNode(files: FileEntries, root: string): Checked {
  const sources = sourcesFrom(new Map(files), root);
  const resolved = sources.value === null ? null : resolve(sources.value, { builtin: builtinPackage });
  const found = [...sources.diagnostics, ...(resolved?.diagnostics ?? [])];
  const model = found.some(({ severity }) => severity === 'error') ? null : (resolved?.value ?? null);
  const diagnostics = [...found, ...(model === null ? [] : checkEncodable(model))].map(
    ({ code, message, primary }) => ({
      code,
      message,
      ...(primary === null ? {} : { path: primary.at.file.path, start: primary.at.start }),
    }),
  );
  return { diagnostics, json: model === null ? null : toJson(model) };
}
