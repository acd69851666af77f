import { describe, expect, it } from 'vitest';
import { moduleRoles } from '../../wit-component/index.js';
import { coreModule, type Outline } from '../support/core-module.js';
import { EXPORTS, faultsOf, NOTHING_REQUIRED, WORLD, worldOf } from '../support/module-roles.js';

describe('a fault', () => {
  const wasi = worldOf(`
    package demo:cli@0.2.3;
    interface environment { get: func() -> u32; }
    interface handler { handle: func(); }
    world command { import environment; import plain: interface { get-all: func(); } }
  `);

  it.each<[string, Outline, string, RegExp]>([
    ['module/import-type-mismatch', { imports: { '$root log': 'i32' } }, 'expected the core type `(i32, i32) -> ()`, found `(i32) -> ()`', /generated from the WIT/],
    ['module/export-type-mismatch', { exports: { cabi_realloc: '' } }, 'expected the core type `(i32, i32, i32, i32) -> i32`, found `() -> ()`', /^$/],
    ['module/stray-env-import', { imports: { 'env malloc': 'i32 -> i32' } }, '`malloc`', /link what defines `malloc`/],
    ['module/unknown-import', { imports: { '$root lag': 'i32 i32' } }, '`lag`', /did you mean `log`\?/],
    ['module/unknown-import-module', { imports: { 'files read': 'i32 -> i32' } }, '`files`', /did you mean `demo:app\/files@1.2.3`\?/],
    ['module/not-an-exported-resource', { imports: { '$root [resource-rep]token': 'i32 -> i32' } }, '`token`', /no representation/],
    ['module/incompatible-import-version', { imports: { 'demo:app/files@2.0.0 read': 'i32 -> i32' } }, '`demo:app/files@1.2.3`', /bindings for the version/],
    ['module/malformed-import-version', { imports: { 'demo:app/files@1 read': 'i32 -> i32' } }, 'found `1`', /`demo:app\/files@1.2.3` would be found/],
    ['module/unshortened-version', { imports: { 'cm32p2|demo:app/files@1.2.3 read': 'i32 -> i32' } }, '`demo:app/files@1.2.3`', /`cm32p2\|demo:app\/files@1` would be found/],
    ['module/unversioned-import', { imports: { '[export]demo:app/files [resource-new]file': 'i32 -> i32' } }, '`demo:app/files@1.2.3`', /`\[export\]demo:app\/files@1.2.3` would be found/],
    ['module/several-memories', { exportsMemories: ['memory', 'cm32p2_memory'] }, '`cm32p2_memory`', /^$/],
  ])('%s says what was expected, what was found and what may help', (code, outline, message, help) => {
    const faults = faultsOf(outline);
    expect(faults.map((fault) => fault.code)).toEqual([code]);
    expect(faults[0]?.message).toContain(message);
    expect(faults[0]?.help.join('\n')).toMatch(help);
  }); // prettier-ignore

  it.each([
    [
      '[stream-new-1]copy',
      'in the signature of `copy`, 0 is a stream, 1 is a future, 2 is a stream, 3 is a future',
    ],
    ['[future-new-0]coppy', 'there is no function `coppy` to take the type from: did you mean `copy`?'],
    [
      '[future-new-0][method]file.size',
      'there are no futures and streams in the signature of `[method]file.size`',
    ],
  ])('about %s says what there is', (name, help) => {
    const [fault] = faultsOf({ imports: { [`demo:app/files@1.2.3 ${name}`]: '-> i64' } });
    expect(fault?.code).toBe('module/unknown-import');
    expect(fault?.help).toEqual([help]);
  });

  it('names the published adapter for what a module of WASI preview 1 is', () => {
    const imports = {
      'wasi_snapshot_preview1 fd_write': 'i32 i32 i32 i32 -> i32',
      'wasi_snapshot_preview1 proc_exit': 'i32',
    };
    const [reactor, ...others] = faultsOf({ imports }, NOTHING_REQUIRED, wasi);
    expect(others).toEqual([]);
    expect(reactor?.code).toBe('module/missing-adapter');
    expect(reactor?.help[0]).toContain('--adapt wasi_snapshot_preview1=wasi_snapshot_preview1.reactor.wasm');
    expect(reactor?.notes).toEqual(['it imports 2 items from there: `fd_write`, `proc_exit`']);
    const [command] = faultsOf({ imports, exports: { _start: '' } }, NOTHING_REQUIRED, wasi);
    expect(command?.help[0]).toContain('wasi_snapshot_preview1.command.wasm');
    const http = worldOf(
      'package wasi:http@0.2.3; interface incoming-handler {} world w { export incoming-handler; }',
    );
    const [proxy] = faultsOf({ imports }, NOTHING_REQUIRED, http);
    expect(proxy?.help[0]).toContain('wasi_snapshot_preview1.proxy.wasm');
  });

  it('is told once of a module that nothing stands for', () => {
    const faults = faultsOf(
      { imports: { 'demo:cli/environment get': '-> i32', 'demo:cli/environment set': '' } },
      NOTHING_REQUIRED,
      wasi,
    );
    expect(faults.map(({ code }) => code)).toEqual(['module/unversioned-import']);
  });

  it('is a missing export, with what comes near it', () => {
    const { run: _, ...others } = EXPORTS;
    const [fault, ...more] = faultsOf({ exports: { ...others, ran: 'i32 i32 -> i32' } }, {});
    expect(more).toEqual([]);
    expect(fault?.code).toBe('module/missing-export');
    expect(fault?.message).toContain('`run`');
    expect(fault?.help).toEqual(['the module exports `ran`']);
  });

  it('is a missing callback', () => {
    const { run, ...others } = EXPORTS;
    const [fault] = faultsOf({ exports: { ...others, '[async-lift]run': run } }, {});
    expect(fault?.code).toBe('module/missing-callback');
    expect(fault?.message).toContain('`[callback][async-lift]run`');
  });

  it('is one function in two forms, with both places', () => {
    const [fault] = faultsOf({ exports: { ...EXPORTS, 'cm32p2||run': 'i32 i32 -> i32' } }, {});
    expect(fault?.code).toBe('module/several-lifts');
    expect(fault?.secondary).toHaveLength(1);
  });

  it('is an import of what a component does not give to a module', () => {
    const memories = coreModule({ importsMemory: true });
    const [first] = memories.imports;
    if (first === undefined) throw new Error('no import');
    const other = { ...first, module: 'elsewhere' };
    const codes = (imports: (typeof first)[]): readonly string[] =>
      moduleRoles({ ...memories, imports }, WORLD, NOTHING_REQUIRED).diagnostics.map(({ code }) => code);
    expect(codes([other])).toEqual(['module/import-not-a-function']);
    expect(codes([first, first])).toEqual(['module/several-memory-imports']);
  });

  it('comes a hundred times at most', () => {
    const imports = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`m${index} f`, '']));
    expect(faultsOf({ imports })).toHaveLength(100);
  });
});
