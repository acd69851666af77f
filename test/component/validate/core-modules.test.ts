import { describe, expect, it } from 'vitest';
import {
  InstructionWriter,
  encodeModule,
  funcType,
  parseFeatures,
  validate,
  wholeFile,
  type CoreExternType,
  type CoreValType,
  type ModuleParts,
  type ModuleType,
} from '../../../component/index.js';
import { codesIn, findingsIn } from '../../support/validated.js';

const located = { start: 0, end: 0 };

function moduleType(exports: Readonly<Record<string, CoreExternType>>): ModuleType {
  const declarations = Object.entries(exports).map(([name, type]) => ({
    kind: 'export' as const,
    name,
    type,
    ...located,
  }));
  return { kind: 'module', declarations: [{ kind: 'type', type: funcType([], []), ...located }, ...declarations] };
} // prettier-ignore

const memory = (minimum: bigint, maximum: bigint | null, shared = false): CoreExternType => ({
  kind: 'memory',
  memory: { limits: { minimum, maximum, is64: false, shared }, pageSizeLog2: null },
});

const global = (type: CoreValType, mutable = false): CoreExternType => ({
  kind: 'global',
  global: { type, mutable, shared: false },
});

const abstract = (name: 'func' | 'extern' | 'any' | 'eq' | 'none' | 'nofunc', nullable = true): CoreValType => ({
  nullable,
  heap: { kind: 'abstract', name, shared: false },
}); // prettier-ignore

/** What is found where a module that exports `found` is given for one that is to export `expected`. */
function given(found: CoreExternType, expected: CoreExternType): readonly string[] {
  return findingsIn((component) => {
    const module = component.import('m', {
      kind: 'core module',
      type: component.coreType(moduleType({ x: found })),
    });
    component.export('m2', 'core module', module, {
      kind: 'core module',
      type: component.coreType(moduleType({ x: expected })),
    });
  });
}

describe('a core export', () => {
  it('may have more than is asked for, and no less', () => {
    expect(given(memory(2n, 3n), memory(1n, null))).toEqual([]);
    expect(given(memory(1n, null), memory(1n, 3n))).toEqual([
      'component/core-type-mismatch: in the type of the export `m2`, the export `x`, the maximum: expected `memory 1 3`, found `memory 1`',
    ]);
    expect(given(memory(1n, 3n), memory(2n, 3n))).toHaveLength(1);
  });

  it('must be of the kind that is asked for', () => {
    expect(given({ kind: 'func', type: 0, exact: false }, memory(1n, null))).toEqual([
      'component/sort-mismatch: in the type of the export `m2`, the export `x`: expected memory, found func',
    ]);
  });

  it('that is a global may have a subtype where it cannot be written', () => {
    expect(given(global(abstract('eq')), global(abstract('any')))).toEqual([]);
    expect(given(global(abstract('eq'), true), global(abstract('any'), true))).toHaveLength(1);
    expect(given(global(abstract('none')), global(abstract('eq')))).toEqual([]);
    expect(given(global(abstract('nofunc')), global(abstract('eq')))).toHaveLength(1);
    expect(given(global(abstract('func', false)), global(abstract('func')))).toEqual([]);
    expect(given(global(abstract('func')), global(abstract('func', false)))).toHaveLength(1);
  });
});

describe('the type of a core module', () => {
  it('has limits that a memory can have', () => {
    const type = (extern: CoreExternType): readonly string[] =>
      findingsIn((component) => void component.coreType(moduleType({ m: extern })));
    expect(type(memory(65_536n, null))).toEqual([]);
    expect(type(memory(65_537n, null))).toEqual([
      'component/core-limit-too-large: expected at most 65536 for the pages of a memory, found 65537',
    ]);
    expect(type(memory(2n, 1n))).toEqual([
      'component/core-limits-reversed: the minimum of the pages of a memory, 2, is more than its maximum, 1',
    ]);
    expect(type(memory(1n, null, true))).toEqual([
      'component/shared-memory-without-maximum: expected a maximum for a shared memory, found none',
    ]);
  });

  it('is of features that may be switched off', () => {
    const tag: CoreExternType = { kind: 'tag', type: 0 };
    const found = findingsIn(
      (component) => void component.coreType(moduleType({ t: tag })),
      parseFeatures('-exceptions').value,
    );
    expect(found).toEqual(['component/feature-disabled: a tag needs the feature `exceptions`, which is off']);
  });
});

describe('core types', () => {
  const struct = { kind: 'struct', fields: [{ type: 'i32', mutable: false }] } as const;
  const plain = { isFinal: true, supertypes: [], shared: false, describes: null, descriptor: null } as const;

  it('are equal if their recursion groups are', () => {
    const lifted = (isGroup: boolean): readonly string[] =>
      codesIn((component) => {
        const composite = { kind: 'func', params: [], results: [] } as const;
        const group = [{ ...plain, composite }, ...(isGroup ? [{ ...plain, composite: struct }] : [])];
        component.coreType({ kind: 'rec', isGroup: true, types: group });
        const declarations = [
          { kind: 'outer alias', count: 1, index: 0, ...located },
          { kind: 'export', name: 'f', type: { kind: 'func', type: 0, exact: false }, ...located },
        ] as const;
        const type = component.coreType({ kind: 'module', declarations });
        const instance = component.coreInstantiate(component.import('m', { kind: 'core module', type }), []);
        const coreFunc = component.aliasCoreExport(instance, 'f', 'core func');
        const func = component.type({ kind: 'func', async: false, params: [], result: null });
        component.canon({ name: 'lift', coreFunc, options: [], type: func });
      });
    expect(lifted(false)).toEqual([]);
    expect(lifted(true)).toEqual(['component/wrong-core-signature']);
  });

  it('have supertypes that are open, and that they match', () => {
    const below = (isFinal: boolean, composite: typeof struct | { readonly kind: 'struct'; readonly fields: [] }): readonly string[] =>
      findingsIn((component) => {
        component.coreType({ kind: 'rec', isGroup: false, types: [{ ...plain, isFinal, composite: struct }] });
        component.coreType({ kind: 'rec', isGroup: false, types: [{ ...plain, supertypes: [0], composite }] });
      }); // prettier-ignore
    expect(below(false, struct)).toEqual([]);
    expect(below(true, struct)).toEqual([
      'component/bad-core-supertype: expected a supertype that the core type matches, found a final type',
    ]);
    expect(below(false, { kind: 'struct', fields: [] })).toHaveLength(1);
  });

  it('cannot be their own supertypes', () => {
    const found = codesIn((component) => {
      component.coreType({
        kind: 'rec',
        isGroup: true,
        types: [{ ...plain, isFinal: false, supertypes: [0], composite: struct }],
      });
    });
    expect(found).toEqual(['component/index-out-of-bounds']);
  });
});

describe('a core module', () => {
  const body = (write: (code: InstructionWriter) => InstructionWriter): ModuleParts => ({
    types: [funcType([], [])],
    functions: [{ type: 0, locals: [], body: write(new InstructionWriter()).finish() }],
  });
  const findings = (parts: ModuleParts, features = 'all'): readonly string[] =>
    findingsIn((component) => void component.coreModule(encodeModule(parts)), parseFeatures(features).value);

  it('is validated with its code, and its fault is shown where the engine sees it', () => {
    expect(findings(body((code) => code.op('i32.const', 1).op('drop')))).toEqual([]);
    const bytes = encodeModule(body((code) => code.op('i64.const', 1n).op('i32.eqz').op('drop')));
    const { diagnostics } = validate(wholeFile({ path: 'm.wasm', bytes }));
    expect(diagnostics.map(({ code }) => code)).toEqual(['component/invalid-core-module']);
    expect(diagnostics[0]?.message).toContain('i32.eqz');
    expect(diagnostics[0]?.primary?.at.start).toBe(bytes.indexOf(0x42, 20));
  });

  it('may use what the engine lacks, and is then not called invalid', () => {
    const parts: ModuleParts = {
      globals: [
        {
          type: { type: 'i32', mutable: false, shared: true },
          initial: new InstructionWriter().op('i32.const', 0).finish(),
        },
      ],
    };
    expect(findings(parts)).toEqual([
      'component/core-module-not-validated: the core module is not validated here: it needs `shared-everything-threads`, which this engine lacks',
    ]);
    expect(findings({ ...parts, exports: [{ name: 'f', kind: 'func', index: 7 }] })).toEqual([
      'component/index-out-of-bounds: there is no core func here yet, so none with index 7',
      'component/core-module-not-validated: the core module is not validated here: it needs `shared-everything-threads`, which this engine lacks',
    ]);
  });

  it('uses nothing that is switched off, not in its code either', () => {
    const copy = body((code) => code.op('i32.const', 0).op('i32.extend8_s').op('drop'));
    expect(findings(copy, '-sign-extension')).toEqual([
      'component/feature-disabled: `i32.extend8_s` needs the feature `sign-extension`, which is off',
    ]);
  });

  it('has imports of different names where a component is around it', () => {
    const type = { kind: 'func', type: 0, exact: false } as const;
    const twice = { module: 'm', name: 'n', type };
    const parts = { types: [funcType([], [])], imports: [twice, twice] };
    expect(findings(parts)).toEqual([
      'component/duplicate-core-import: expected each import of a core module once, found `n` of `m` again',
    ]);
    const alone = validate(wholeFile({ path: 'm.wasm', bytes: encodeModule(parts) }));
    expect(alone.diagnostics).toEqual([]);
  });
});
