import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  addMetadata,
  ComponentBuilder,
  ComponentTypeBuilder,
  decodeTree,
  encodeComponent,
  encodeModule,
  funcType,
  InstructionWriter,
  layerOf,
  metadataJson,
  moduleNameData,
  printComponent,
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

describe('unbundling', () => {
  const I32 = funcType(['i32'], []);
  const imported = { module: 'a', name: 'f', type: { kind: 'func', type: 1, exact: false } } as const;
  const large = encodeModule({
    types: [funcType([], []), I32],
    imports: [imported],
    functions: [{ type: 0, locals: [], body: new InstructionWriter().finish() }],
    exports: [
      { name: 'f', kind: 'func', index: 0 },
      { name: 'g', kind: 'func', index: 1 },
    ],
    customSections: [{ name: 'x', data: new Uint8Array(200) }],
  });
  const small = encodeModule({});

  /** Uses core types and modules in every way that has an index. */
  function everyUse(): Uint8Array {
    const inner = new ComponentBuilder();
    inner.coreModule(large, 'in');
    inner.coreModule(small);
    inner.aliasOuter(1, 0, 'core module');
    inner.aliasOuter(1, 0, 'core type');
    inner.coreInstantiate(1, []);
    const builder = new ComponentBuilder();
    builder.coreType(I32, 'i32');
    builder.coreModule(large, 'large');
    builder.coreModule(small, 'small');
    builder.coreType({
      kind: 'module',
      declarations: [
        { kind: 'outer alias', count: 1, index: 0, start: 0, end: 0 },
        {
          kind: 'import',
          module: 'a',
          name: 'f',
          type: { kind: 'func', type: 0, exact: false },
          start: 0,
          end: 0,
        },
      ],
    });
    builder.component(inner.finish(), 'inner');
    const type = new ComponentTypeBuilder();
    const outer = type.aliasOuter(1, 1, 'core type');
    type.export('m', { kind: 'core module', type: outer });
    builder.type(type.finish());
    builder.import('n', { kind: 'core module', type: 1 });
    builder.coreInstantiate(1, []);
    builder.instanceOf([
      { name: { name: 'e', attributes: [], isLegacyForm: false }, sort: 'core module', index: 1 },
    ]);
    builder.export('e', 'core module', 1);
    builder.export('x', 'core module', 0, { kind: 'core module', type: 1 });
    builder.names();
    return encodeComponent(builder.finish());
  }

  it('makes imports of large modules, and moves what comes behind them', () => {
    const { value, diagnostics } = unbundle(sliceOf(everyUse()), { threshold: 200 });
    expect(diagnostics).toEqual([]);
    expect(value?.modules.map(({ name: file, bytes }) => [file, isSame(large, bytes)])).toEqual([
      ['unbundled-module0', true],
      ['unbundled-module1', true],
    ]);
    const tree = decodeTree(sliceOf(value?.component ?? new Uint8Array()));
    expect(tree.diagnostics).toEqual([]);
    expect(printComponent(tree.value)).toMatchInlineSnapshot(`
      ";; core modules are skeletons: their code, segments and initial values are left out
      (component
        (core type (;0;) (func (param i32)))
        (core type (;1;) (func))
        (core type (;2;)
          (module
            (alias outer 1 0 (type (;0;)))
            (import "a" "f" (func (type 0)))
            (export "f" (func (type 0)))
            (alias outer 1 1 (type (;1;)))
            (export "g" (func (type 1)))
          )
        )
        (core type (;3;)
          (module
            (alias outer 1 0 (type (;0;)))
            (import "a" "f" (func (type 0)))
            (export "f" (func (type 0)))
            (alias outer 1 1 (type (;1;)))
            (export "g" (func (type 1)))
          )
        )
        (import "unbundled-module0" (core module (;0;) (type 2)))
        (import "unbundled-module1" (core module (;1;) (type 3)))
        (core type $i32 (;4;) (func (param i32)))
        (alias outer 0 0 (core module $large (;2;)))
        (core module $small (;3;))
        (core type (;5;)
          (module
            (alias outer 1 4 (type (;0;)))
            (import "a" "f" (func (type 0)))
          )
        )
        (component $inner (;0;)
          (alias outer 1 1 (core module (;0;)))
          (core module (;1;))
          (alias outer 1 2 (core module (;2;)))
          (alias outer 1 4 (core type (;0;)))
          (core instance (;0;) (instantiate 1))
        )
        (type (;0;)
          (component
            (alias outer 1 5 (core type (;0;)))
            (export (;0;) "m" (core module (type 0)))
          )
        )
        (import "n" (core module $n (;4;) (type 5)))
        (core instance (;0;) (instantiate $small))
        (instance (;0;)
          (export "e" (core module $small))
        )
        (export $e (;5;) "e" (core module $small))
        (export $x (;6;) "x" (core module $large) (core module (type 5)))
      )
      "
    `);
  });

  it('leaves alone what has no large module', () => {
    const bytes = everyUse();
    expect(unbundle(sliceOf(bytes)).value).toEqual({ component: bytes, modules: [] });
    expect(unbundle(sliceOf(large), { threshold: 1 }).value).toEqual({ component: large, modules: [] });
  });

  it('refuses a module whose type a component cannot write', () => {
    const group = { kind: 'rec', isGroup: true, types: [...I32.types, ...I32.types] } as const;
    const bytes = encodeModule({ types: [group], imports: [imported] });
    const builder = new ComponentBuilder();
    builder.coreModule(bytes);
    const { value, diagnostics } = unbundle(sliceOf(encodeComponent(builder.finish())), { threshold: 1 });
    expect(value).toBeNull();
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'unbundle/type-not-supported: expected plain function types for what a core module imports and exports, found type 1, which is another one',
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
  const { binaries } = await assembleCorpus(root ?? '', program ?? '');
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
