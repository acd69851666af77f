import { describe, expect, it } from 'vitest';
import {
  componentNames,
  decodeComponent,
  decodeModule,
  decodeTree,
  definitionsOf,
  encodeModule,
  funcType,
  readProducers,
  wholeFile,
} from '../../component/index.js';
import { newComponent } from '../../wit-component/index.js';
import { canonSummary } from '../support/canon-summary.js';
import { coreModuleBytes } from '../support/core-module.js';
import { embedded } from '../support/embedded.js';
import { made, modulesIn, refusals, surface, world } from '../support/made-component.js';

const REALLOC = 'i32 i32 i32 i32 -> i32';

describe('what a module imports', () => {
  it('is lowered where the module is instantiated, if it needs nothing of it', () => {
    const module = embedded(world('import add: func(a: u32, b: u32) -> u32;'), {
      imports: { '$root add': 'i32 i32 -> i32' },
    });
    const component = made(module);
    expect(canonSummary(component)).toEqual(['lower add']);
    expect(modulesIn(component)).toBe(1);
  });

  it('goes through a shim, if it needs the memory of the module', () => {
    const module = embedded(world('import log: func(message: string);'), {
      imports: { '$root log': 'i32 i32 ->' },
      exportsMemories: ['memory'],
    });
    const component = made(module);
    expect(canonSummary(component)).toEqual(['lower log memory=module[0].memory utf8']);
    expect(modulesIn(component)).toBe(3);
  });

  it('needs a realloc function only for strings and lists that come in', () => {
    const module = embedded(world('import name: func(id: list<u8>) -> string;'), {
      imports: { '$root name': 'i32 i32 i32 ->' },
      exports: { cabi_realloc: REALLOC, cabi_import_realloc: REALLOC, cabi_export_realloc: REALLOC },
      exportsMemories: ['memory'],
    });
    expect(canonSummary(made(module))).toEqual([
      'lower name memory=module[0].memory realloc=module[0].cabi_import_realloc utf8',
    ]);
  });

  it('needs memory for a result that does not fit into one core value', () => {
    const module = embedded(world('import split: func() -> tuple<u32, u32>;'), {
      imports: { '$root split': 'i32 ->' },
      exportsMemories: ['memory'],
    });
    expect(canonSummary(made(module))).toEqual(['lower split memory=module[0].memory']);
  });

  it('is lowered async by its async name', () => {
    const module = embedded(world('import tick: async func();'), {
      imports: { '$root [async-lower]tick': '-> i32' },
    });
    expect(canonSummary(made(module))).toEqual(['lower tick async']);
  });

  it('may read a stream in two ways, each with a shim of its own', () => {
    // wasm-tools gives both the shim of the first, and so one of them the wrong way.
    const module = embedded(world('import numbers: func() -> stream<u32>;'), {
      imports: {
        '$root [stream-read-0]numbers': 'i32 i32 i32 -> i32',
        '$root [async-lower][stream-read-0]numbers': 'i32 i32 i32 -> i32',
      },
      exportsMemories: ['memory'],
    });
    const component = decodeComponent(wholeFile({ path: 'c.wasm', bytes: made(module) })).value;
    const reads = definitionsOf(component).flatMap((definition) =>
      definition.kind === 'canon' && definition.name === 'stream.read' ? [definition.options] : [],
    );
    expect(reads.map((options) => options.map(({ kind }) => kind))).toEqual([
      ['memory'],
      ['memory', 'async'],
    ]);
  });

  it('takes strings in the encoding that the module says', () => {
    const wit = world('import log: func(message: string);');
    const module = { imports: { '$root log': 'i32 i32 ->' }, exportsMemories: ['memory'] };
    expect(canonSummary(made(embedded(wit, module, 'utf16')))).toEqual([
      'lower log memory=module[0].memory utf16',
    ]);
  });

  it('may come twice, and is satisfied twice', () => {
    const add = { module: '$root', name: 'add', type: { kind: 'func', type: 0, exact: false } } as const;
    const types = [funcType(['i32', 'i32'], ['i32'])];
    const twice = encodeModule({ types, imports: [add, add] });
    const component = made(embedded(world('import add: func(a: u32, b: u32) -> u32;'), twice));
    const [main] = decodeTree(wholeFile({ path: 'c.wasm', bytes: component })).value.modules.values();
    expect(main?.imports.map(({ name }) => name)).toEqual(['add', 'add [v2]']);
    expect(canonSummary(component)).toEqual(['lower add', 'lower add']);
  });

  it('is imported under the same names, and nothing else is', () => {
    const wit = world('import a: func(); import b: func(); import i: interface { f: func(); g: func(); }');
    const module = embedded(wit, {
      imports: { '$root b': '->', 'i g': '->' },
    });
    const component = made(module);
    expect(surface(component)).toEqual(['import i', 'import b']);
    expect(canonSummary(component)).toEqual(['lower b', 'lower i#g']);
  });

  it('may be memory, which the component then has before the module', () => {
    const module = embedded(world('import log: func(message: string);'), {
      imports: { '$root log': 'i32 i32 ->' },
      importsMemory: true,
    });
    expect(canonSummary(made(module))).toEqual(['lower log memory=shim.$memory utf8']);
  });
});

describe('what a module exports', () => {
  it('is lifted with what its type needs', () => {
    const wit = world('export run: func(args: list<string>) -> string; export id: func(n: u8) -> u8;');
    const module = embedded(wit, {
      exports: { run: 'i32 i32 -> i32', cabi_post_run: 'i32 ->', id: 'i32 -> i32', cabi_realloc: REALLOC },
      exportsMemories: ['memory'],
    });
    const component = made(module);
    const run = 'lift module[0].run memory=module[0].memory realloc=module[0].cabi_realloc utf8';
    expect(canonSummary(component)).toEqual([
      'lift module[0].id',
      `${run} post-return=module[0].cabi_post_run`,
    ]);
    expect(surface(component)).toEqual(['export run', 'export id']);
    expect(modulesIn(component)).toBe(1);
  });

  it('is found by its standard name', () => {
    const module = embedded(world('export run: func() -> string;'), {
      exports: { 'cm32p2||run': '-> i32', 'cm32p2||run_post': 'i32 ->' },
      exportsMemories: ['cm32p2_memory'],
    });
    expect(canonSummary(made(module))).toEqual([
      'lift module[0].cm32p2||run memory=module[0].cm32p2_memory utf8 post-return=module[0].cm32p2||run_post',
    ]);
  });

  it('may return to a callback', () => {
    const module = embedded(world('export run: async func();'), {
      exports: { '[async-lift]run': '-> i32', '[callback][async-lift]run': 'i32 i32 i32 -> i32' },
    });
    expect(canonSummary(made(module))).toEqual([
      'lift module[0].[async-lift]run async callback=module[0].[callback][async-lift]run',
    ]);
  });

  it('may be an interface with resources, whose destructors go through shims', () => {
    const wit = world('export files: interface { resource file { constructor(); size: func() -> u64; } }');
    const module = embedded(wit, {
      imports: { '[export]files [resource-new]file': 'i32 -> i32' },
      exports: {
        'files#[constructor]file': '-> i32',
        'files#[method]file.size': 'i32 -> i64',
        'files#[dtor]file': 'i32 ->',
      },
    });
    const component = made(module);
    expect(canonSummary(component)).toEqual([
      'lift module[0].files#[constructor]file',
      'lift module[0].files#[method]file.size',
    ]);
    expect(modulesIn(component)).toBe(3);
  });

  it('is initialized when all is there', () => {
    const module = embedded(world('export run: func();'), { exports: { _initialize: '->', run: '->' } });
    const { modules } = decodeTree(wholeFile({ path: 'c.wasm', bytes: made(module) })).value;
    const [, fixup] = [...modules.values()];
    expect(fixup?.imports.map((item) => `${item.module} ${item.name}`)).toEqual(['main _initialize']);
    expect(fixup?.start).toBe(0);
  });

  it('tells the task hook when it is called', () => {
    const module = embedded(world('export run: func();'), {
      exports: { __wasm_task_hook: 'i32 ->', run: '->' },
    });
    expect(canonSummary(made(module))).toEqual(['lift fixup.hook0']);
  });
});

describe('the options of `new`', () => {
  const imports = { 'wasi:io/poll@0.2.0 poll': '->' };
  const old = 'package local:app;\npackage wasi:io@0.2.0 { interface poll { poll: func(); } }\n';
  const wit = `${old}world app { import wasi:io/poll@0.2.0; }\n`;

  it('give imports new names', () => {
    const importNames = new Map([['wasi:io/poll@0.2.0', 'my:own/poll']]);
    expect(surface(made(embedded(wit, { imports }), { importNames }))).toEqual(['import my:own/poll']);
  });

  it('write versions as tracks', () => {
    const component = made(embedded(wit, { imports }), { emitCanonicalNames: true });
    expect(surface(component)).toEqual(['import wasi:io/poll@0.2 version-suffix=.0']);
  });

  it('leave only the newest version of an import', () => {
    const both = `package local:app;
      package wasi:io@0.2.0 { interface poll { poll: func(); } }
      package wasi:io@0.2.3 { interface poll { poll: func(); more: func(); } }
      world app { import wasi:io/poll@0.2.0; import wasi:io/poll@0.2.3; }`;
    const module = embedded(both, {
      imports: { ...imports, 'wasi:io/poll@0.2.3 more': '->' },
    });
    expect(surface(made(module))).toEqual(['import wasi:io/poll@0.2.3']);
    expect(surface(made(module, { mergeImports: false }))).toEqual([
      'import wasi:io/poll@0.2.0',
      'import wasi:io/poll@0.2.3',
    ]);
  });

  it('refuse all but standard names', () => {
    expect(refusals(embedded(wit, { imports }), { rejectLegacyNames: true })).toEqual([
      expect.stringMatching(/^module\/legacy-name: /),
    ]);
  });

  it('leave names for debuggers out', () => {
    const module = embedded(wit, { imports });
    const names = (bytes: Uint8Array): number =>
      componentNames(decodeComponent(wholeFile({ path: 'c.wasm', bytes })).value).definitions.size;
    expect(names(made(module))).toBeGreaterThan(0);
    expect(names(made(module, { debugNames: false }))).toBe(0);
  });

  it('let shims jump through typed globals', () => {
    const module = embedded(world('import log: func(message: string);'), {
      imports: { '$root log': 'i32 i32 ->' },
      exportsMemories: ['memory'],
    });
    const component = made(module, { returnCallRef: true });
    const [, shim] = decodeTree(wholeFile({ path: 'c.wasm', bytes: component })).value.modules.values();
    expect(shim?.tables).toEqual([]);
    expect(shim?.globals.length).toBe(1);
  });

  it('say who made it', () => {
    const producers = new Map([['processed-by', [{ name: 'witwright', version: '1' }]]]);
    const bytes = made(embedded(wit, { imports }), { producers });
    const { sections } = decodeComponent(wholeFile({ path: 'c.wasm', bytes })).value;
    const found = sections.flatMap((section) =>
      section.id === 0 && section.name === 'producers' ? [section] : [],
    );
    expect(found.map(({ data }) => readProducers(data))).toEqual([producers]);
  });
});

describe('a module that cannot become a component', () => {
  it('may lack a memory or a realloc function, which is said once', () => {
    const wit = world('import a: func(s: string); import b: func(s: string) -> string;');
    const imports = { '$root a': 'i32 i32 ->', '$root b': 'i32 i32 i32 ->' };
    expect(refusals(embedded(wit, { imports }))).toEqual([
      'new/missing-memory: `$root::a` works on memory: expected the main module to export one as `memory`, found none',
      'new/missing-realloc: `$root::b` needs room for strings or lists: expected the module `main` to export `cabi_realloc`, found nothing like it',
    ]);
  });

  it('may be a dynamic library', () => {
    const data = new Uint8Array([1, 4, 0, 0, 0, 0]);
    const bytes = encodeModule({ customSections: [{ name: 'dylink.0', data }] });
    expect(refusals(wholeFile({ path: 'lib.wasm', bytes }))).toEqual([
      'new/dynamic-linking: `main` is a dynamic library (it has a `dylink.0` section), and linking those is not supported',
    ]);
  });

  it('may be made for worlds that do not agree', () => {
    const one = embedded('package local:one; world one { import log: func(code: u32); }', {});
    const wit = 'package local:two; world two { import log: func(code: u64); }';
    expect(refusals(embedded(wit, one.file.bytes))).toEqual([
      expect.stringMatching(
        /^new\/world-conflict: world `local:two\/two` and another one of the same component both/,
      ),
    ]);
  });

  it('may say twice how it takes strings, and differently', () => {
    const wit = world('import log: func(message: string);');
    const once = embedded(wit, { imports: { '$root log': 'i32 i32 ->' }, exportsMemories: ['memory'] });
    expect(refusals(embedded(wit, once.file.bytes, 'utf16'))).toEqual([
      'new/encoding-conflict: the module says that `log` takes strings in utf8, and also that it takes them in utf16',
    ]);
  });

  it('is no component already', () => {
    const bytes = made(embedded(world(''), {}));
    expect(refusals(wholeFile({ path: 'c.wasm', bytes }))).toEqual([
      expect.stringMatching(/^component\/wrong-layer: /),
    ]);
  });
});

describe('a module without metadata', () => {
  it('becomes a component without imports and exports, with a warning', () => {
    const bytes = coreModuleBytes({ exports: { run: '->' } });
    const { value, diagnostics } = newComponent(wholeFile({ path: 'm.wasm', bytes }));
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'warning new/no-metadata',
    ]);
    expect(surface(value ?? new Uint8Array())).toEqual([]);
  });
});

describe('the main module in the component', () => {
  it('has no metadata left, and names the tools that had a part in it', () => {
    const [main] = decodeTree(
      wholeFile({ path: 'c.wasm', bytes: made(embedded(world(''), { exports: { x: '->' } })) }),
    ).value.modules.values();
    expect(main?.customSections).toEqual([]);
    expect(main?.exports.map(({ name }) => name)).toEqual(['x']);
  });

  it('is otherwise the same bytes', () => {
    const bytes = coreModuleBytes({ exports: { x: '->' } });
    const before = decodeModule(wholeFile({ path: 'm.wasm', bytes })).value;
    const component = made(embedded(world(''), bytes));
    const [main] = decodeTree(wholeFile({ path: 'c.wasm', bytes: component })).value.modules.values();
    const { start = 0, end = 0 } = main?.source ?? {};
    expect(component.subarray(start, end)).toEqual(bytes);
    expect(before.sections.length).toBe(main?.sections.length);
  });
});
