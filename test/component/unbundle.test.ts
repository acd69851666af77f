import { describe, expect, it } from 'vitest';
import {
  ComponentBuilder,
  ComponentTypeBuilder,
  decodeTree,
  encodeComponent,
  encodeModule,
  funcType,
  InstructionWriter,
  printComponent,
  unbundle,
  wholeFile,
  type Slice,
} from '../../component/index.js';

function sliceOf(bytes: Uint8Array): Slice {
  return wholeFile({ path: 'test.wasm', bytes });
}

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
    expect(value?.modules.map(({ name: file, bytes }) => [file, Buffer.compare(large, bytes) === 0])).toEqual(
      [
        ['unbundled-module0', true],
        ['unbundled-module1', true],
      ],
    );
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
