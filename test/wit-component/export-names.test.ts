import { describe, expect, it } from 'vitest';
import { exportNamed, reallocFor, type RoleOptions } from '../../wit-component/index.js';
import { externName } from '../../wit-parser/index.js';
import { EXPORTS, rolesOf } from '../support/module-roles.js';

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
