import { describe, expect, it } from 'vitest';
import type { ImportRole } from '../../wit-component/index.js';
import { externName } from '../../wit-parser/index.js';
import { faultsOf, NOTHING_REQUIRED, rolesOf, WORLD } from '../support/module-roles.js';

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
