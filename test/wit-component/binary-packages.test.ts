import { describe, expect, it } from 'vitest';
import {
  ComponentBuilder,
  decodeComponent,
  encodeComponent,
  InstanceTypeBuilder,
  wholeFile,
} from '../../component/index.js';
import {
  decodeWit,
  decodeWorldMetadata,
  embed,
  encodePackage,
  encodeWorldMetadata,
} from '../../wit-component/index.js';
import { assertValid, print, worldId, type Resolve } from '../../wit-parser/index.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';

const TEXT = `/// The application.
package demo:app@0.2.3;

/// What it does.
@since(version = 0.2.1)
interface api {
  use demo:io/streams@1.0.0.{input};
  /// In pixels.
  record point {
    /// To the right.
    x: u32,
    y: u32,
  }
  @unstable(feature = drawing)
  @external-id("plot")
  draw: func(at: point, source: input) -> result<list<point>>;
}

/// Everything.
world app {
  /// Where it reads from.
  import demo:io/streams@1.0.0;
  /// Runs it.
  export run: func();
  export main: api;
}

/// Input and output.
package demo:io@1.0.0 {
  /// Bytes, one after the other.
  @since(version = 1.0.0)
  interface streams {
    /// Something to read from.
    resource input {
      /// As much as there is.
      read: func() -> list<u8>;
    }
  }
}
`;

function model(text = TEXT): Resolve {
  return resolveFilesOrThrow(new Map([['a.wit', text]]), 'a.wit', { allFeatures: true });
}

function decoded(bytes: Uint8Array): Resolve {
  const { value, diagnostics } = decodeWit(wholeFile({ path: 'a.wasm', bytes }));
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  assertValid(value.resolve);
  return value.resolve;
}

function sectionNames(bytes: Uint8Array): readonly string[] {
  const { value } = decodeComponent(wholeFile({ path: 'a.wasm', bytes }));
  return value.sections.flatMap((section) => (section.id === 0 ? [section.name] : []));
}

describe('a WIT package in wasm', () => {
  it('gives back what it was made of, docs and gates of dependencies included', () => {
    expect(print(decoded(encodePackage(model())))).toBe(print(model()));
  });

  it('can leave out the docs of dependencies, as wasm-tools does', () => {
    const bytes = encodePackage(model(), { extraDocs: false });
    expect(sectionNames(bytes)).toEqual(['package-docs']);
    expect(sectionNames(encodePackage(model()))).toEqual(['package-docs', 'witwright:dependency-docs']);
    const text = print(decoded(bytes));
    expect(text).toContain('/// The application.');
    expect(text).not.toContain('/// Bytes, one after the other.');
  });

  it('has versions whole, or as a track and the rest', () => {
    const canonical = encodePackage(model(), { canonicalNames: true });
    expect(Buffer.from(canonical).includes('demo:io/streams@1\u0001\u0001')).toBe(true);
    expect(print(decoded(canonical))).toBe(print(decoded(encodePackage(model()))));
  });

  it('may hold another package of the model than the main one', () => {
    const resolve = model();
    const io = resolve.packages.find(({ name }) => name.name === 'io');
    if (io === undefined) throw new Error('no package `demo:io`');
    const text = print(decoded(encodePackage(resolve, { package: io })));
    expect(text).toMatch(/^\/\/\/ Input and output\.\npackage demo:io@1\.0\.0;/);
  });

  it('says who made it on demand', () => {
    const producers = new Map([['processed-by', [{ name: 'witwright', version: '1' }]]]);
    expect(sectionNames(encodePackage(model(), { producers })).at(-1)).toBe('producers');
  });
});

describe('docs in a binary', () => {
  const withDocs = (content: string): Uint8Array => {
    const { value } = decodeComponent(
      wholeFile({
        path: 'a.wasm',
        bytes: encodePackage(model('package a:b; interface i { f: func(); type %constructor = u8; }')),
      }),
    );
    const data = Uint8Array.from(Buffer.from(content));
    const sections = value.sections.map((section) => (section.id === 0 ? { ...section, data } : section));
    return encodeComponent({ ...value, sections });
  };
  const problems = (content: string): readonly string[] =>
    decodeWit(wholeFile({ path: 'a.wasm', bytes: withDocs(content) })).diagnostics.map(
      ({ message }) => message,
    );

  it('may be of version 0, where functions have strings', () => {
    const bytes = withDocs('\0{"interfaces":{"i":{"funcs":{"f":"Old."}}}}');
    expect(print(decoded(bytes))).toContain('/// Old.');
  });

  it('are looked up by own names only', () => {
    expect(print(decoded(withDocs('\u0001{"interfaces":{"i":{"types":{}}}}')))).not.toContain('///');
  });

  it('are refused with the place of what is wrong', () => {
    expect(problems('\u0002{}')).toEqual([
      'the `package-docs` section expects version 0 or 1, found version 2',
    ]);
    expect(problems('\u0001{')).toEqual(['the `package-docs` section is no JSON']);
    expect(problems('\u0001{"interfaces":{"i":{"types":{"t":{"items":{"x":1}}}}}}')).toEqual([
      'the `package-docs` section expects a string at `interfaces.i.types.t.items.x`, found a number',
    ]);
    expect(problems('\u0001{"interfaces":{"i":{"stability":{"stable":{}}}}}')).toEqual([
      'the `package-docs` section expects `stable.since` or `unstable.feature` at `interfaces.i.stability`',
    ]);
    expect(problems('\u0001{"worlds":{"w":{"color":"red"}}}')).toEqual([
      'the `package-docs` section has a field `worlds.w.color`, which is unknown',
    ]);
  });
});

describe('the metadata of a core module', () => {
  const world = [...model().main.worlds.values()][0];
  if (world === undefined) throw new Error('no world');

  it.each(['utf8', 'utf16', 'latin1+utf16'] as const)('says the world and %s', (encoding) => {
    const bytes = encodeWorldMetadata(world, { encoding });
    const { value } = decodeWorldMetadata(wholeFile({ path: 'metadata', bytes }));
    expect(value?.encoding).toBe(encoding);
    expect(value === null ? null : worldId(value.world)).toBe('demo:app/app@0.2.3');
  });

  it('is read in its older version, too', () => {
    const head = Uint8Array.of(3, 1, 3, 0x61, 0x70, 0x70);
    const bytes = Uint8Array.from([...head, ...encodePackage(model())]);
    const { value } = decodeWorldMetadata(wholeFile({ path: 'metadata', bytes }));
    expect([value?.encoding, value?.world.name]).toEqual(['utf16', 'app']);
  });

  it('makes a core module one that WIT can be read from', () => {
    const module = wholeFile({ path: 'm.wasm', bytes: Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0) });
    const bytes = embed(module, world, { encoding: 'utf8' }).value ?? new Uint8Array();
    const { value } = decodeWit(wholeFile({ path: 'm.wasm', bytes }));
    expect(value?.kind).toBe('module');
    expect(value === null ? '' : print(value.resolve)).toMatch(/^package root:root;\s+world root \{/);
  });
});

it('a binary that WIT cannot say is refused at the import or export that leads there', () => {
  const builder = new ComponentBuilder();
  builder.export('t', 'type', builder.type({ kind: 'list', element: 'u8' }));
  const { value, diagnostics } = decodeWit(
    wholeFile({ path: 'a.wasm', bytes: encodeComponent(builder.finish()) }),
  );
  expect(value).toBeNull();
  expect(diagnostics.map(({ code, primary }) => [code, primary?.at.start])).toEqual([
    ['wit-component/not-a-world-item', 16],
  ]);
});

it('an interface that is imported and exported is the same both times', () => {
  const builder = new ComponentBuilder();
  const taking = (type: 'u8' | 'u16') =>
    ({ kind: 'func', async: false, params: [{ label: 'x', type }], result: null }) as const;
  const api = new InstanceTypeBuilder();
  api.export('f', { kind: 'func', type: api.type(taking('u8')) });
  builder.import('demo:app/api', { kind: 'instance', type: builder.type(api.finish()) });
  const other = builder.import('g', { kind: 'func', type: builder.type(taking('u16')) });
  const name = { name: 'f', attributes: [], isLegacyForm: false };
  builder.export('demo:app/api', 'instance', builder.instanceOf([{ name, sort: 'func', index: other }]));
  const bytes = encodeComponent(builder.finish());
  const { diagnostics } = decodeWit(wholeFile({ path: 'a.wasm', bytes }));
  expect(diagnostics.map(({ code }) => code)).toEqual(['wit-component/other-definition']);
});
