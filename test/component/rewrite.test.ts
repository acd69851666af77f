import { readFileSync } from 'node:fs';
import path from 'node:path';
import { constants, deflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import {
  addMetadata,
  ComponentBuilder,
  encodeComponent,
  encodeModule,
  layerOf,
  metadataJson,
  moduleNameData,
  producersData,
  readMetadata,
  stripCustom,
  unbundle,
  wholeFile,
  type NewMetadata,
  type Slice,
  type StripOptions,
} from '../../component/index.js';
import { assembleCorpus } from '../support/component-corpus.js';
import { component, coreModule, name, section } from '../support/hex.js';
import { mapParallel, nativeTools, type NativeTools } from '../support/native.js';
import { conformanceDir, requireOrSkip, wasmTools } from '../support/oracles.js';

function sliceOf(bytes: Uint8Array): Slice {
  return wholeFile({ path: 'test.wasm', bytes });
}

function stripped(bytes: Uint8Array, options: StripOptions = {}): Uint8Array | null {
  const { value, diagnostics } = stripCustom(sliceOf(bytes), options);
  expect(diagnostics).toEqual([]);
  return value;
}

function withMetadata(bytes: Uint8Array, fields: NewMetadata): Uint8Array {
  const { value, diagnostics } = addMetadata(sliceOf(bytes), fields);
  expect(diagnostics).toEqual([]);
  return value ?? new Uint8Array();
}

function shown(bytes: Uint8Array): unknown {
  const { value, diagnostics } = readMetadata(sliceOf(bytes));
  expect(diagnostics).toEqual([]);
  return metadataJson(value);
}

const custom = (text: string): string => section(0, name(text), '01 02');

describe('stripping', () => {
  const nested = (...names: readonly string[]): string =>
    section(
      1,
      Array.from(coreModule(...names.map(custom)), (byte) => byte.toString(16).padStart(2, '0')).join(' '),
    );
  const bytes = component(
    custom('a'),
    nested('name', 'component-type:x', 'component-type', 'dylink.0', 'a'),
    custom('name'),
  );

  it('leaves what means something to other tools, at every depth', () => {
    expect(stripped(bytes)).toEqual(
      component(nested('name', 'component-type:x', 'dylink.0'), custom('name')),
    );
  });

  it('takes away everything when asked to', () => {
    expect(stripped(bytes, { all: true })).toEqual(component(nested()));
  });

  it('takes away what a pattern matches, and nothing else', () => {
    const options = { delete: [/^component-type$/, /link/g] };
    expect(stripped(bytes, options)).toEqual(
      component(custom('a'), nested('name', 'component-type:x', 'a'), custom('name')),
    );
  });

  it('refuses what is malformed, also inside', () => {
    const { value, diagnostics } = stripCustom(sliceOf(component(nested('a'), section(1, '00 61 73 6d'))));
    expect(value).toBeNull();
    expect(diagnostics.map(({ code }) => code)).toEqual(['component/unexpected-end']);
  });
});

describe('metadata', () => {
  const MODULE = coreModule();

  it('is added, and read back', () => {
    const bytes = withMetadata(MODULE, {
      name: 'n',
      language: [{ name: 'C', version: '17' }],
      sdk: [{ name: 'wasi', version: '' }],
      authors: 'somebody',
      licenses: '(MIT OR Apache-2.0 WITH LLVM-exception) AND LicenseRef-x',
      homepage: 'https://example.com/',
    });
    expect(shown(bytes)).toEqual({
      module: {
        name: 'n',
        producers: [
          ['language', { C: '17' }],
          ['sdk', { wasi: '' }],
        ],
        authors: 'somebody',
        description: null,
        licenses: '(MIT OR Apache-2.0 WITH LLVM-exception) AND LicenseRef-x',
        source: null,
        homepage: 'https://example.com/',
        revision: null,
        version: null,
        range: { start: 0, end: bytes.length },
        dependencies: null,
      },
    });
  });

  it('takes the place of what was said before, and of nothing else', () => {
    const first = withMetadata(MODULE, {
      name: 'a',
      authors: 'a',
      version: '1',
      sdk: [{ name: 's', version: '1' }],
    });
    const second = withMetadata(first, {
      name: 'b',
      authors: 'b',
      sdk: [
        { name: 't', version: '2' },
        { name: 's', version: '3' },
      ],
    });
    expect(shown(second)).toMatchObject({
      module: { name: 'b', authors: 'b', version: '1', producers: [['sdk', { s: '3', t: '2' }]] },
    });
    expect(withMetadata(second, { authors: null, version: null, name: null })).toEqual(
      coreModule(
        section(0, name('name')),
        section(0, name('producers'), '01', name('sdk'), '02', name('s'), name('3'), name('t'), name('2')),
      ),
    );
  });

  it('keeps the other names of a name section', () => {
    const names = moduleNameData({ module: 'old', functions: new Map([[0, 'f']]) });
    const bytes = encodeModule({ customSections: [{ name: 'name', data: names }] });
    const expected = moduleNameData({ module: 'new', functions: new Map([[0, 'f']]) });
    expect(withMetadata(bytes, { name: 'new' })).toEqual(
      encodeModule({ customSections: [{ name: 'name', data: expected }] }),
    );
  });

  const dependencies = (data: Uint8Array): Uint8Array =>
    encodeModule({ customSections: [{ name: '.dep-v0', data }] });

  it.each([
    ['stored', { level: 0 }],
    ['with fixed codes', { strategy: constants.Z_FIXED }],
    ['with codes of its own', { level: 9 }],
  ])('has the packages that cargo-auditable writes, %s', (_, options) => {
    const packages = Array.from({ length: 300 }, (__, index) => ({
      name: `p${index}`,
      version: `${index}.${index * 7}`,
    }));
    const json = JSON.stringify({ packages });
    const bytes = dependencies(deflateSync(json, options));
    expect(shown(bytes)).toMatchObject({ module: { dependencies: json } });
  });

  it.each([
    ['that is cut off', deflateSync('{"packages":[]}').subarray(0, 12)],
    ['that is no list of packages', deflateSync('{"package":[]}')],
    ['that is not compressed', Buffer.from('{"packages":[]}')],
    ['that grows too long', deflateSync(`{"packages":[${' '.repeat(3_000_000)}]}`)],
  ])('is refused with a list of packages %s', (_, data) => {
    expect(readMetadata(sliceOf(dependencies(data))).diagnostics.map(({ message }) => message)).toEqual([
      'expected a compressed list of packages in the custom section `.dep-v0`, found malformed bytes',
    ]);
  });

  it.each([
    [{ source: 'example.com' }, 'expected a URL with its scheme for `source`, found `example.com`'],
    [
      { licenses: 'MIT OR' },
      'expected an SPDX license expression, found `MIT OR`, where a license is expected at the end',
    ],
    [
      { licenses: 'MIT Apache-2.0' },
      'expected an SPDX license expression, found `MIT Apache-2.0`, where `AND` or `OR` is expected at `Apache-2.0`',
    ],
    [
      { licenses: '(MIT' },
      'expected an SPDX license expression, found `(MIT`, where `)` is expected at the end',
    ],
    [
      { licenses: '(MIT) WITH x' },
      'expected an SPDX license expression, found `(MIT) WITH x`, where `AND` or `OR` is expected at `WITH`',
    ],
    [
      { licenses: 'a/b' },
      'expected an SPDX license expression, found `a/b`, where `AND` or `OR` is expected at `/`',
    ],
    [{ licenses: '('.repeat(120) }, 'where an expression that is less deep is expected at `(`'],
  ])('is refused where a text has not the form of its field: %o', (fields, message) => {
    const { value, diagnostics } = addMetadata(sliceOf(MODULE), fields);
    expect(value).toBeNull();
    expect(diagnostics[0]?.message).toContain(message);
  });

  it('is reported where it is malformed', () => {
    const bytes = coreModule(section(0, name('producers'), 'ff'), section(0, name('version'), 'c0'));
    expect(readMetadata(sliceOf(bytes)).diagnostics.map(({ message }) => message)).toEqual([
      'expected a list of tools in the custom section `producers`, found malformed bytes',
      'expected a text in UTF-8 in the custom section `version`, found malformed bytes',
    ]);
    expect(addMetadata(sliceOf(bytes), {}).diagnostics.map(({ code }) => code)).toEqual([
      'metadata/malformed-section',
    ]);
  });
});

/** Its name section is malformed, which the oracle's `metadata` refuses: it means nothing to an engine. */
const BAD_NAMES = 'component-model/binary/binary.wast:35';

const root = conformanceDir();
const program = wasmTools();
const isSkipped = requireOrSkip(root, 'conformance') || requireOrSkip(program, 'wasmTools');

describe.skipIf(isSkipped)('the conformance data, rewritten as by the oracle', async () => {
  const native = nativeTools(program ?? '');
  afterAll(() => native.dispose());
  const { binaries } = await assembleCorpus(root, program);
  const slices = binaries
    .filter((binary) => binary.verdict === 'valid' && binary.name !== BAD_NAMES)
    .map((binary) => wholeFile({ path: binary.name, bytes: binary.bytes }));
  const bytes = oneOfAll(slices);

  it.each([
    ['by default', {}, []],
    ['of everything', { all: true }, ['--all']],
    ['of what two patterns match', { delete: [/^x/, /name/] }, ['-d', '^x', '-d', 'name']],
  ])('has the same bytes when it is stripped %s', async (_, options, flags) => {
    expect(isSame(stripped(bytes, options), await output(native, ['strip', ...flags], bytes))).toBe(true);
  });

  it('has the same metadata, as JSON', async () => {
    const folder = native.onDisk(new Map([['in.wasm', bytes]]));
    const { stdout } = await native.run(['metadata', 'show', '--json', path.join(folder, 'in.wasm')]);
    expect(stdout.length).toBeGreaterThan(100_000);
    expect(JSON.stringify(shown(bytes)) === stdout).toBe(true);
  });

  it.each<[NewMetadata, string[]]>([
    [{ name: 'n' }, ['--name', 'n']],
    [{ name: null, version: '1.2' }, ['--clear-name', '--version', '1.2']],
    [
      {
        language: [{ name: 'C', version: '' }],
        'processed-by': [{ name: 'wit-component', version: 'x' }],
        description: 'd',
        homepage: 'https://a.b/',
      },
      [
        '--language',
        'C=',
        '--processed-by',
        'wit-component=x',
        '--description',
        'd',
        '--homepage',
        'https://a.b/',
      ],
    ],
  ])('has the same bytes when metadata is added: %o', async (fields, flags) => {
    // The oracle shortens the padded lengths of what is nested, also where nothing changes.
    const shortened = stripped(bytes, { delete: [/^$/] }) ?? bytes;
    expect(
      isSame(withMetadata(shortened, fields), await output(native, ['metadata', 'add', ...flags], shortened)),
    ).toBe(true);
  });

  it('has the same bytes and modules when modules are taken out', async () => {
    const flags = ['component', 'unbundle', '--threshold', '60', '--module-dir'];
    const verdicts = await mapParallel(slices, 2, async (slice) => {
      const { value } = unbundle(slice, { threshold: 60 });
      if (value === null || value.modules.length === 0) return 'untouched';
      const folder = native.onDisk(new Map([['in.wasm', slice.file.bytes]]));
      const out = path.join(folder, 'out.wasm');
      const { ok } = await native.run([...flags, folder, path.join(folder, 'in.wasm'), '-o', out]);
      // It validates the modules, with fewer proposals than we read.
      if (!ok) return 'refused';
      const isEqual =
        isSame(value.component, readFileSync(out)) &&
        value.modules.every(({ name: file, bytes: module }) =>
          isSame(module, readFileSync(path.join(folder, `${file}.wasm`))),
        );
      return isEqual ? 'same' : `different: ${slice.file.path}`;
    });
    expect(verdicts.filter((verdict) => verdict.startsWith('different'))).toEqual([]);
    expect(verdicts.filter((verdict) => verdict === 'same').length).toBeGreaterThan(200);
  });
});

/** One component with all of `slices` in it, and with custom sections around them. */
function oneOfAll(slices: readonly Slice[]): Uint8Array {
  const builder = new ComponentBuilder();
  builder.custom('xyz', new Uint8Array([1]));
  slices.forEach((slice, index) => {
    if (layerOf(slice) === 'core module') builder.coreModule(slice, `m${index}`);
    else builder.component(slice, `c${index}`);
  });
  const producers = new Map([
    [
      'processed-by',
      [
        { name: 'wit-component', version: '0' },
        { name: 'b', version: '' },
      ],
    ],
  ]);
  builder.custom('producers', producersData(producers));
  const packages = [{ name: 'adler', version: '0.2.3', source: 'registry' }];
  builder.custom('.dep-v0', deflateSync(JSON.stringify({ packages })));
  builder.names();
  return encodeComponent(builder.finish());
}

/** What the oracle makes of `bytes`. */
async function output(native: NativeTools, args: readonly string[], bytes: Uint8Array): Promise<Uint8Array> {
  const folder = native.onDisk(new Map([['in.wasm', bytes]]));
  const file = path.join(folder, 'out.wasm');
  const { stderr } = await native.run([...args, path.join(folder, 'in.wasm'), '-o', file]);
  expect(stderr).toBe('');
  return readFileSync(file);
}

/** Compared at once: a difference in megabytes is nothing to show. */
function isSame(a: Uint8Array | null, b: Uint8Array): boolean {
  return a !== null && Buffer.compare(a, b) === 0;
}
