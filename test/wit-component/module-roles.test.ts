import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../base/index.js';
import {
  exportNamed,
  moduleRoles,
  reallocFor,
  type ImportRole,
  type ModuleRoles,
  type RoleOptions,
} from '../../wit-component/index.js';
import { externName, type World } from '../../wit-parser/index.js';
import { coreModule, type Outline } from '../support/core-module.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';

function worldOf(text: string): World {
  const [world] = resolveFilesOrThrow(new Map([['w.wit', text]]), 'w.wit').main.worlds.values();
  if (world === undefined) throw new Error('no world');
  return world;
}

const WORLD = worldOf(`
  package demo:app@1.2.3;

  interface files {
    resource file {
      constructor(path: string);
      size: func() -> u64;
      open: static func(path: string) -> file;
    }
    read: async func(source: borrow<file>) -> stream<u8>;
    copy: func(source: future<stream<u8>>, again: stream<u8>) -> future;
  }

  world app {
    import files;
    import log: func(line: string);
    resource token;
    export files;
    export run: async func(arguments: list<string>) -> result<string>;
  }
`);

/** All that world has to export, with legacy names. */
const EXPORTS = {
  run: 'i32 i32 -> i32',
  'demo:app/files@1.2.3#[constructor]file': 'i32 i32 -> i32',
  'demo:app/files@1.2.3#[method]file.size': 'i32 -> i64',
  'demo:app/files@1.2.3#[static]file.open': 'i32 i32 -> i32',
  'demo:app/files@1.2.3#read': 'i32 -> i32',
  'demo:app/files@1.2.3#copy': 'i32 i32 -> i32',
};

const NOTHING_REQUIRED: RoleOptions = { required: () => false };

function rolesOf(outline: Outline, options: RoleOptions = NOTHING_REQUIRED, world = WORLD): ModuleRoles {
  const { value, diagnostics } = moduleRoles(coreModule(outline), world, options);
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value;
}

function faultsOf(
  outline: Outline,
  options: RoleOptions = NOTHING_REQUIRED,
  world = WORLD,
): readonly Diagnostic[] {
  const { value, diagnostics } = moduleRoles(coreModule(outline), world, options);
  expect(value).toBeNull();
  return diagnostics;
}

/** The role of the one import of a module. */
function roleOf(name: string, type: string, world = WORLD): ImportRole {
  const [found] = rolesOf({ imports: { [name]: type } }, NOTHING_REQUIRED, world).imports;
  if (found === undefined) throw new Error('no import');
  return found.role;
}

/** A role in a few words. */
function words(role: ImportRole): string {
  const place = 'item' in role ? ` ${role.side} ${role.item === null ? '' : externName(role.item)}` : '';
  switch (role.kind) {
    case 'lower':
      return `${role.lowering} lower${place} ${role.func.name}`;
    case 'task.return':
      return `${role.kind}${place} ${role.func.name}`;
    case 'resource.drop':
    case 'resource.new':
    case 'resource.rep':
      return `${role.kind}${place} ${role.resource.name ?? ''}`;
    case 'future':
    case 'stream': {
      const { payload } = role;
      const which = payload.type === null ? 'unit' : `${payload.side} ${payload.func.name} ${payload.index}`;
      return `${role.async ? 'async ' : ''}${role.kind}.${role.operation} ${which}`;
    }
    case 'builtin':
      return role.name;
    default:
      return [
        role.kind,
        ...Object.entries(role).flatMap(([key, value]) => (key === 'kind' ? [] : [value])),
      ].join(' ');
  }
}

describe('a legacy name of an import', () => {
  it.each([
    ['$root log', 'i32 i32', 'sync lower import log log'],
    ['$root [async-lower]log', 'i32 i32 -> i32', 'async lower import log log'],
    ['$root [resource-drop]token', 'i32', 'resource.drop import  token'],
    ['demo:app/files@1.2.3 [constructor]file', 'i32 i32 -> i32', 'sync lower import demo:app/files@1.2.3 [constructor]file'],
    ['demo:app/files@1.2.3 [method]file.size', 'i32 -> i64', 'sync lower import demo:app/files@1.2.3 [method]file.size'],
    ['demo:app/files@1.2.3 [async-lower]read', 'i32 i32 -> i32', 'async lower import demo:app/files@1.2.3 read'],
    ['demo:app/files@1.2.3 [resource-drop]file', 'i32', 'resource.drop import demo:app/files@1.2.3 file'],
    ['[export]demo:app/files@1.2.3 [resource-drop]file', 'i32', 'resource.drop export demo:app/files@1.2.3 file'],
    ['[export]demo:app/files@1.2.3 [resource-new]file', 'i32 -> i32', 'resource.new export demo:app/files@1.2.3 file'],
    ['[export]demo:app/files@1.2.3 [resource-rep]file', 'i32 -> i32', 'resource.rep export demo:app/files@1.2.3 file'],
    ['[export]demo:app/files@1.2.3 [task-return]read', 'i32', 'task.return export demo:app/files@1.2.3 read'],
    ['[export]$root [task-return]run', 'i32 i32 i32', 'task.return export run run'],
    ['[export]$root [task-cancel]', '', 'task.cancel'],
    ['[export]demo:app/files@1.2.3 [task-cancel]', '', 'task.cancel'],
  ])('%s is %3$s', (name, type, expected) => {
    expect(words(roleOf(name, type))).toBe(expected);
  }); // prettier-ignore

  it.each([
    ['[backpressure-inc]', '', 'backpressure.inc'],
    ['[backpressure-dec]', '', 'backpressure.dec'],
    ['[waitable-set-new]', '-> i32', 'waitable-set.new'],
    ['[waitable-set-wait]', 'i32 i32 -> i32', 'waitable-set.wait i32'],
    ['[waitable-set-wait-i32]', 'i32 i32 -> i32', 'waitable-set.wait i32'],
    ['[waitable-set-poll-i64]', 'i32 i64 -> i32', 'waitable-set.poll i64'],
    ['[waitable-set-drop]', 'i32', 'waitable-set.drop'],
    ['[waitable-join]', 'i32 i32', 'waitable.join'],
    ['[subtask-drop]', 'i32', 'subtask.drop'],
    ['[subtask-cancel]', 'i32 -> i32', 'subtask.cancel false'],
    ['[async-lower][subtask-cancel]', 'i32 -> i32', 'subtask.cancel true'],
    ['[error-context-new-utf8]', 'i32 i32 -> i32', 'error-context.new utf8'],
    ['[error-context-debug-message-latin1+utf16]', 'i32 i32', 'error-context.debug-message latin1+utf16'],
    ['[error-context-drop]', 'i32', 'error-context.drop'],
    ['[context-get-0]', '-> i32', 'context.get i32 0'],
    ['[context-set-i64-7]', 'i64', 'context.set i64 7'],
    ['[context-get-i32-1]', '-> i32', 'context.get i32 1'],
    ['[thread-index]', '-> i32', 'thread.index'],
    ['[thread-new-indirect-v0]', 'i32 i32 -> i32', 'thread.new-indirect'],
    ['[thread-resume-later]', 'i32', 'thread.resume-later'],
    ['[thread-suspend]', '-> i32', 'thread.suspend'],
    ['[thread-yield]', '-> i32', 'thread.yield'],
    ['[thread-suspend-then-resume]', 'i32 -> i32', 'thread.suspend-then-resume'],
    ['[thread-yield-then-resume]', 'i32 -> i32', 'thread.yield-then-resume'],
    ['[thread-suspend-then-promote]', 'i32 -> i32', 'thread.suspend-then-promote'],
    ['[thread-yield-then-promote]', 'i32 -> i32', 'thread.yield-then-promote'],
  ])('$root %s is the built-in %3$s', (name, type, expected) => {
    expect(words(roleOf(`$root ${name}`, type))).toBe(expected);
  });

  it('numbers futures and streams through the parameters and the result, inner ones first, repeats included', () => {
    const files = 'demo:app/files@1.2.3';
    expect(words(roleOf(`${files} [stream-new-0]copy`, '-> i64'))).toBe('stream.new import copy 0');
    expect(words(roleOf(`${files} [future-forward-1]copy`, 'i32 i32'))).toBe('future.forward import copy 1');
    expect(words(roleOf(`${files} [async-lower][stream-read-2]copy`, 'i32 i32 i32 -> i32'))).toBe(
      'async stream.read import copy 2',
    );
    expect(words(roleOf(`[export]${files} [future-cancel-write-3]copy`, 'i32 -> i32'))).toBe(
      'future.cancel-write export copy 3',
    );
    expect(faultsOf({ imports: { [`${files} [stream-new-4]copy`]: '-> i64' } })[0]?.code).toBe(
      'module/unknown-import',
    );
    expect(faultsOf({ imports: { [`${files} [stream-new-1]copy`]: '-> i64' } })[0]?.code).toBe(
      'module/unknown-import',
    );
  });

  it('needs no function for futures and streams without a payload', () => {
    expect(words(roleOf('$root [stream-write-unit]', 'i32 i32 i32 -> i32'))).toBe('stream.write unit');
    expect(words(roleOf('$root [async-lower][future-read-unit]whatever', 'i32 i32 -> i32'))).toBe(
      'async future.read unit',
    );
    const fault = faultsOf({ imports: { '$root [async-lower][future-new-unit]': '-> i64' } });
    expect(fault[0]?.code).toBe('module/unknown-import');
  });

  it('finds the first interface of the world on the same track where there is none of that version', () => {
    for (const version of ['1.0.0', '1.9.9']) {
      const role = roleOf(`demo:app/files@${version} read`, 'i32 -> i32');
      expect(words(role)).toBe('sync lower import demo:app/files@1.2.3 read');
    }
  });
});

describe('a standard name of an import', () => {
  it.each([
    ['cm32p2 log', 'i32 i32', 'sync lower import log log'],
    ['cm32p2 token_drop', 'i32', 'resource.drop import  token'],
    ['cm32p2|demo:app/files@1 [method]file.size', 'i32 -> i64', 'sync lower import demo:app/files@1.2.3 [method]file.size'],
    ['cm32p2|demo:app/files@1 read', 'i32 -> i32', 'sync lower import demo:app/files@1.2.3 read'],
    ['cm32p2|demo:app/files@1 file_drop', 'i32', 'resource.drop import demo:app/files@1.2.3 file'],
    ['cm32p2|_ex_demo:app/files@1 file_drop', 'i32', 'resource.drop export demo:app/files@1.2.3 file'],
    ['cm32p2|_ex_demo:app/files@1 file_new', 'i32 -> i32', 'resource.new export demo:app/files@1.2.3 file'],
    ['cm32p2|_ex_demo:app/files@1 file_rep', 'i32 -> i32', 'resource.rep export demo:app/files@1.2.3 file'],
  ])('%s is %3$s', (name, type, expected) => {
    expect(words(roleOf(name, type))).toBe(expected);
  }); // prettier-ignore

  it('is the only one that counts where legacy names are rejected', () => {
    const options = { ...NOTHING_REQUIRED, rejectLegacyNames: true };
    expect(rolesOf({ imports: { 'cm32p2 log': 'i32 i32' } }, options).imports).toHaveLength(1);
    const [fault] = faultsOf({ imports: { '$root log': 'i32 i32' } }, options);
    expect(fault?.code).toBe('module/legacy-name');
  });
});

describe('an import that the world has no say in', () => {
  it('is the memory of the main module, or what an adapter exports', () => {
    const adapters = new Set(['demo:app/files@1.2.3']);
    const outline = { imports: { 'demo:app/files@1.2.3 anything': 'f32' }, importsMemory: true };
    const { imports } = rolesOf(outline, { ...NOTHING_REQUIRED, adapters });
    expect(imports.map(({ role }) => role)).toEqual([
      { kind: 'adapter', adapter: 'demo:app/files@1.2.3', name: 'anything' },
      { kind: 'memory' },
    ]);
  });

  it('is for an adapter what the main module exports', () => {
    const outline = { imports: { '__main_module__ cabi_realloc': 'i32 i32 i32 i32 -> i32' } };
    const { imports } = rolesOf(outline, { ...NOTHING_REQUIRED, isAdapter: true });
    expect(imports[0]?.role).toEqual({ kind: 'main module', name: 'cabi_realloc' });
    expect(faultsOf(outline)[0]?.code).toBe('module/import-from-main-module');
  });

  it('is a helper that wasm-ld asks for', () => {
    const imports = {
      'env __wasm_get_stack_pointer': '-> i32',
      'env __wasm_set_stack_pointer': 'i64',
      'env __wasm_get_tls_base': '-> i64',
      'env __wasm_set_tls_base': 'i32',
    };
    expect(rolesOf({ imports }).imports.map(({ role }) => words(role))).toEqual([
      'context.get i32 0',
      'context.set i64 0',
      'tls-base.get i64',
      'tls-base.set i32',
    ]);
  });
});

describe('exports', () => {
  const { run, ...ofFiles } = EXPORTS;

  it('are the functions of the world, in its order, each with its parts', () => {
    const { lifts } = rolesOf(
      {
        exports: {
          '[callback][async-lift]run': 'i32 i32 i32 -> i32',
          '[async-lift]run': run,
          'cabi_post_demo:app/files@1.2.3#[constructor]file': 'i32',
          ...ofFiles,
        },
      },
      {},
    );
    expect(lifts.map(({ func, name, lifting }) => [func.name, name === func.name, lifting])).toEqual([
      ['run', false, 'callback'],
      ['[constructor]file', false, 'sync'],
      ['[method]file.size', false, 'sync'],
      ['[static]file.open', false, 'sync'],
      ['read', false, 'sync'],
      ['copy', false, 'sync'],
    ]);
    expect(lifts.map(({ callback, postReturn }) => callback ?? postReturn)).toEqual([
      '[callback][async-lift]run',
      'cabi_post_demo:app/files@1.2.3#[constructor]file',
      null,
      null,
      null,
      null,
    ]);
  });

  it('have standard names as well', () => {
    const standard = Object.entries(EXPORTS).map(([name, type]) => {
      const [first = '', second] = name.split('#');
      return [second === undefined ? `cm32p2||${first}` : `cm32p2|demo:app/files@1|${second}`, type];
    });
    const more = {
      'cm32p2|demo:app/files@1|file_dtor': 'i32',
      'cm32p2||run_post': 'i32',
      cm32p2_initialize: '',
    };
    const roles = rolesOf({ exports: { ...Object.fromEntries(standard), ...more } }, {});
    expect(roles.lifts.map(({ name }) => name)).toContain('cm32p2|demo:app/files@1|[method]file.size');
    expect(roles.lifts.find(({ func }) => func.name === 'run')?.postReturn).toBe('cm32p2||run_post');
    expect(exportNamed(roles, ({ kind }) => kind === 'destructor')).toBe('cm32p2|demo:app/files@1|file_dtor');
    expect(exportNamed(roles, ({ kind }) => kind === 'initialize')).toBe('cm32p2_initialize');
  });

  it('may carry a way of calling even for destructors', () => {
    for (const prefix of ['', '[async-lift]', '[async-lift-stackful]']) {
      const name = `${prefix}demo:app/files@1.2.3#[dtor]file`;
      const roles = rolesOf({ exports: { ...EXPORTS, [name]: 'i32' } }, {});
      expect(exportNamed(roles, ({ kind }) => kind === 'destructor')).toBe(name);
    }
  });

  it('give a realloc function for a use of its own before the general one', () => {
    const type = 'i32 i32 i32 i32 -> i32';
    const roles = rolesOf({ exports: { cabi_realloc: type, cabi_import_realloc: type } });
    expect(reallocFor(roles, 'import')).toBe('cabi_import_realloc');
    expect(reallocFor(roles, 'export')).toBe('cabi_realloc');
    expect(reallocFor(rolesOf({}), 'any')).toBeNull();
  });

  it('mean nothing where the world does not know them', () => {
    const { exports } = rolesOf({ exports: { _start: '', 'demo:app/files@1.2.4#read': 'f64', memory: '' } });
    expect([...exports.keys()]).toEqual([]);
  });

  it('are only asked for as far as the module is to give them', () => {
    const required: RoleOptions = { required: (item) => externName(item) === 'run' };
    const { lifts, exports } = rolesOf({ exports: { run, 'demo:app/files@1.2.3#read': 'f64' } }, required);
    expect(lifts.map(({ name }) => name)).toEqual(['run']);
    expect([...exports.keys()]).toEqual(['run']);
  });
});

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
