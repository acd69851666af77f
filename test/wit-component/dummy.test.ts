import { describe, expect, it } from 'vitest';
import { decodeModule, wholeFile, type CoreModule } from '../../component/index.js';
import { dummyModule, moduleRoles, type DummyForm } from '../../wit-component/index.js';
import type { World } from '../../wit-parser/index.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';

const FORMS: readonly DummyForm[] = ['standard32', 'legacy', 'async-callback', 'async-stackful'];

function worldOf(body: string): World {
  const text = `package demo:app@1.2.3;\n\n${body}`;
  const [world] = resolveFilesOrThrow(new Map([['w.wit', text]]), 'w.wit').main.worlds.values();
  if (world === undefined) throw new Error('no world');
  return world;
}

function dummy(world: World, form: DummyForm): CoreModule {
  const bytes = dummyModule(world, form);
  expect(WebAssembly.validate(new Uint8Array(bytes))).toBe(true);
  const { value, diagnostics } = decodeModule(wholeFile({ path: 'dummy.wasm', bytes }));
  expect(diagnostics).toEqual([]);
  return value;
}

const SMALL = worldOf(`
  interface counters {
    resource counter {
      constructor(start: u32);
      next: async func() -> stream<string>;
    }
  }
  world app {
    import counters;
    export counters;
    export run: func() -> string;
  }
`);

describe('a dummy module', () => {
  it('has standard names', () => {
    const { imports, exports } = dummy(SMALL, 'standard32');
    expect(imports.map(({ module, name }) => `${module} ${name}`)).toEqual([
      'cm32p2|demo:app/counters@1 [constructor]counter',
      'cm32p2|demo:app/counters@1 [method]counter.next',
      'cm32p2|demo:app/counters@1 counter_drop',
      'cm32p2|_ex_demo:app/counters@1 counter_drop',
      'cm32p2|_ex_demo:app/counters@1 counter_new',
      'cm32p2|_ex_demo:app/counters@1 counter_rep',
    ]);
    expect(exports.map(({ name }) => name)).toEqual([
      'cm32p2||run',
      'cm32p2||run_post',
      'cm32p2|demo:app/counters@1|[constructor]counter',
      'cm32p2|demo:app/counters@1|[constructor]counter_post',
      'cm32p2|demo:app/counters@1|[method]counter.next',
      'cm32p2|demo:app/counters@1|[method]counter.next_post',
      'cm32p2|demo:app/counters@1|counter_dtor',
      'cm32p2_memory',
      'cm32p2_realloc',
      'cm32p2_initialize',
    ]);
  });

  it('calls functions async where they are, and in the way that is asked for', () => {
    const callback = dummy(SMALL, 'async-callback').exports.map(({ name }) => name);
    expect(callback).toContain('[async-lift]demo:app/counters@1.2.3#[method]counter.next');
    expect(callback).toContain('[callback][async-lift]demo:app/counters@1.2.3#[method]counter.next');
    expect(callback).toContain('cabi_post_run');
    const stackful = dummy(SMALL, 'async-stackful');
    const names = stackful.exports.map(({ name }) => name);
    expect(names).toContain('[async-lift-stackful]demo:app/counters@1.2.3#[method]counter.next');
    expect(names.filter((name) => name.startsWith('[callback]'))).toEqual([]);
    const fields = stackful.imports.map(({ name }) => name);
    expect(fields).toContain('[async-lower][method]counter.next');
    expect(fields).toContain('[task-return][method]counter.next');
    expect(fields.filter((name) => name.startsWith('[stream-new-0]'))).toHaveLength(2);
  });

  it('has a function type once', () => {
    const { types } = dummy(SMALL, 'legacy');
    const texts = types.map((type) => JSON.stringify(type));
    expect(new Set(texts).size).toBe(texts.length);
  });

  it.each(FORMS)('of an empty world has memory, realloc and an initializer alone (%s)', (form) => {
    const { imports, exports } = dummy(worldOf('world empty {}'), form);
    expect(exports.map(({ kind }) => kind)).toEqual(['memory', 'func', 'func']);
    expect(imports.length > 0).toBe(form.startsWith('async'));
  });

  it.each(FORMS)('plays a role in every import and export (%s)', (form) => {
    const module = dummy(SMALL, form);
    const { value, diagnostics } = moduleRoles(module, SMALL);
    expect(diagnostics).toEqual([]);
    expect(value?.imports).toHaveLength(module.imports.length);
    expect(value?.exports.size).toBe(module.exports.length);
    expect(value?.lifts.map(({ func }) => func.name)).toEqual([
      'run',
      '[constructor]counter',
      '[method]counter.next',
    ]);
  });
});
