import { describe, expect, it } from 'vitest';
import {
  ComponentBuilder,
  decodeTree,
  encodeComponent,
  encodeModule,
  funcType,
  InstanceTypeBuilder,
  usesOf,
  wholeFile,
  type CoreExternType,
  type Uses,
} from '../../component/index.js';

const FUNC = { kind: 'func', type: 0, exact: false } as const satisfies CoreExternType;
const ONE_FUNC = {
  element: { nullable: true, heap: { kind: 'abstract', name: 'func', shared: false } },
  limits: { minimum: 1n, maximum: null, is64: false, shared: false },
} as const;

/** A module that imports functions, as `module name`, and exports others. */
function module(imports: readonly string[], exports: readonly string[] = []): Uint8Array {
  return encodeModule({
    types: [funcType([], [])],
    imports: imports.map((text) => {
      const [from = '', name = ''] = text.split(' ');
      return { module: from, name, type: FUNC };
    }),
    functions: exports.map(() => ({ type: 0, locals: [], body: Uint8Array.of(0x0b) })),
    exports: exports.map((name, index) => ({ name, kind: 'func', index: imports.length + index })),
  });
}

function withInterface(): { builder: ComponentBuilder; imported: number } {
  const builder = new ComponentBuilder();
  const type = new InstanceTypeBuilder();
  const func = type.type({ kind: 'func', async: false, params: [], result: null });
  type.export('go', { kind: 'func', type: func });
  type.export('stop', { kind: 'func', type: func });
  const imported = builder.import('a:b/c', { kind: 'instance', type: builder.type(type.finish()) });
  return { builder, imported };
}

function lowered(builder: ComponentBuilder, instance: number, name: string): number {
  const func = builder.aliasExport(instance, name, 'func');
  return builder.canon({ name: 'lower', func, options: [] });
}

function uses(builder: ComponentBuilder): Uses {
  const bytes = encodeComponent(builder.finish());
  return usesOf(decodeTree(wholeFile({ path: 'c.wasm', bytes })).value);
}

describe('who uses an import', () => {
  it('is the module that is given its functions, by their names', () => {
    const { builder, imported } = withInterface();
    const main = builder.coreModule(module(['x go']));
    const given = builder.coreExports([
      { name: 'go', sort: 'core func', index: lowered(builder, imported, 'go') },
    ]);
    builder.coreInstantiate(main, [{ name: 'x', instance: given }]);
    const [use] = uses(builder).imports;
    expect(use?.users).toEqual([{ kind: 'core module', index: main, as: 'x', items: ['go'] }]);
    expect(use?.bytes).toBeGreaterThan(20);
  });

  it('is nobody, where only its types are there', () => {
    const { builder } = withInterface();
    expect(uses(builder).imports[0]?.users).toEqual([]);
  });

  it('is a nested component that is given it, and an export that is it', () => {
    const { builder, imported } = withInterface();
    const nested = builder.component(new ComponentBuilder().finish());
    builder.instantiate(nested, [{ name: 'inner', sort: 'instance', index: imported }]);
    builder.export('out', 'instance', imported);
    expect(uses(builder).imports[0]?.users).toEqual([
      { kind: 'component', index: nested, as: 'inner', items: [] },
      { kind: 'export', index: 0, as: 'out', items: [] },
    ]);
  });

  it('is the caller behind a table, not the module that fills the table', () => {
    const { builder, imported } = withInterface();
    const main = builder.coreModule(module(['x go']));
    const shim = builder.coreModule(
      encodeModule({
        types: [funcType([], [])],
        functions: [{ type: 0, locals: [], body: Uint8Array.of(0x0b) }],
        tables: [{ type: ONE_FUNC, initial: null }],
        exports: [
          { name: '0', kind: 'func', index: 0 },
          { name: 'table', kind: 'table', index: 0 },
        ],
      }),
    );
    const fixup = builder.coreModule(
      encodeModule({
        types: [funcType([], [])],
        imports: [
          { module: 'f', name: '0', type: FUNC },
          { module: 'shim', name: 'table', type: { kind: 'table', table: ONE_FUNC } },
        ],
      }),
    );
    const shims = builder.coreInstantiate(shim, []);
    const call = builder.aliasCoreExport(shims, '0', 'core func');
    const given = builder.coreExports([{ name: 'go', sort: 'core func', index: call }]);
    builder.coreInstantiate(main, [{ name: 'x', instance: given }]);
    const filling = builder.coreExports([
      { name: '0', sort: 'core func', index: lowered(builder, imported, 'go') },
    ]);
    builder.coreInstantiate(fixup, [
      { name: 'f', instance: filling },
      { name: 'shim', instance: shims },
    ]);
    expect(uses(builder).imports[0]?.users).toEqual([
      { kind: 'core module', index: main, as: 'x', items: ['go'] },
    ]);
  });
});

describe('who uses a module', () => {
  it('is another module that calls it, and the export that is made of it', () => {
    const builder = new ComponentBuilder();
    const [base, main] = [
      builder.coreModule(module([], ['f'])),
      builder.coreModule(module(['base f'], ['g'])),
    ];
    const first = builder.coreInstantiate(base, []);
    const call = builder.aliasCoreExport(first, 'f', 'core func');
    const given = builder.coreExports([{ name: 'f', sort: 'core func', index: call }]);
    const second = builder.coreInstantiate(main, [{ name: 'base', instance: given }]);
    const coreFunc = builder.aliasCoreExport(second, 'g', 'core func');
    const type = builder.type({ kind: 'func', async: false, params: [], result: null });
    builder.export('g', 'func', builder.canon({ name: 'lift', coreFunc, options: [], type }));
    expect(uses(builder).modules).toEqual([
      { module: base, users: [{ kind: 'core module', index: main, as: 'base', items: ['f'] }] },
      { module: main, users: [{ kind: 'export', index: 0, as: 'g', items: ['g'] }] },
    ]);
  });
});

describe('following uses', () => {
  it('ends on instances that list each other many times over', () => {
    const { builder, imported } = withInterface();
    let list = imported;
    for (let depth = 0; depth < 40; depth++) {
      list = builder.instanceOf(
        ['a', 'b', 'c'].map((name) => ({
          name: { name, attributes: [], isLegacyForm: false },
          sort: 'instance' as const,
          index: list,
        })),
      );
    }
    builder.export('deep', 'instance', list);
    expect(uses(builder).imports[0]?.users).toHaveLength(1);
  });
});
