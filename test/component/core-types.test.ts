import { describe, expect, it } from 'vitest';
import { decoded, keepsItsBytes, itemOf } from '../support/decode-hex.js';
import { component, name, section, vector } from '../support/hex.js';

const plain = { isFinal: true, supertypes: [], shared: false, describes: null, descriptor: null };
const abstract = (heap: string, nullable = true, shared = false): object => ({
  nullable,
  heap: { kind: 'abstract', name: heap, shared },
});

/** A group of the one type that `composite` is. */
function single(composite: object, form: object = {}): object {
  return { kind: 'rec', isGroup: false, types: [{ ...plain, ...form, composite }] };
}

function coreTypeOf(bytes: string): unknown {
  const definition = itemOf(3, bytes);
  return definition.kind === 'core type' ? definition.type : definition;
}

const NO_FUNC = { kind: 'func', params: [], results: [] };

describe('core types of a component', () => {
  it('are functions with numbers and references', () => {
    const params = ['i32', 'i64', 'f32', 'f64', 'v128', abstract('func'), abstract('extern')];
    const results = [abstract('any', false), { nullable: true, heap: { kind: 'index', type: 64 } }];
    expect(coreTypeOf('60 07 7f 7e 7d 7c 7b 70 6f 02 64 6e 63 c0 00')).toEqual(
      single({ kind: 'func', params, results }),
    );
  });

  it.each([
    ['75', 'nocont'], ['74', 'noexn'], ['73', 'nofunc'], ['72', 'noextern'], ['71', 'none'], ['6d', 'eq'],
    ['6c', 'i31'], ['6b', 'struct'], ['6a', 'array'], ['69', 'exn'], ['68', 'cont'],
  ])('know the heap type %s as %s', (opcode, heap) => {
    const params = [abstract(heap), abstract(heap, true, true), abstract(heap, false)];
    expect(coreTypeOf(`60 03 ${opcode} 65 ${opcode} 64 ${opcode} 00`)).toEqual(
      single({ kind: 'func', params, results: [] }),
    );
  }); // prettier-ignore

  it('are structs and arrays with packed and mutable fields', () => {
    expect(coreTypeOf('5f 03 78 00 77 01 7f 01')).toEqual(
      single({
        kind: 'struct',
        fields: [
          { type: 'i8', mutable: false },
          { type: 'i16', mutable: true },
          { type: 'i32', mutable: true },
        ],
      }),
    );
    expect(coreTypeOf('5e 6e 01')).toEqual(
      single({ kind: 'array', field: { type: abstract('any'), mutable: true } }),
    );
  });

  it('are groups whose types refer to each other', () => {
    expect(coreTypeOf('4e 02 50 00 60 00 00 4f 01 00 60 00 00')).toEqual({
      kind: 'rec',
      isGroup: true,
      types: [
        { ...plain, isFinal: false, composite: NO_FUNC },
        { ...plain, supertypes: [0], composite: NO_FUNC },
      ],
    });
  });

  it('have a prefix before an open sub type, as 0x50 alone is a module type', () => {
    expect(coreTypeOf('00 50 01 07 60 00 00')).toEqual(single(NO_FUNC, { isFinal: false, supertypes: [7] }));
  });

  it('may be shared, or of proposals', () => {
    expect(coreTypeOf('65 60 00 00')).toEqual(single(NO_FUNC, { shared: true }));
    expect(coreTypeOf('5d c0 00')).toEqual(single({ kind: 'cont', type: 64 }));
    expect(coreTypeOf('4c 01 4d 02 5f 00')).toEqual(
      single({ kind: 'struct', fields: [] }, { describes: 1, descriptor: 2 }),
    );
    const params = [{ nullable: false, heap: { kind: 'exact', type: 3 } }];
    expect(coreTypeOf('60 01 64 62 03 00')).toEqual(single({ kind: 'func', params, results: [] }));
  });
});

describe('core module types', () => {
  it('declare imports, types, aliases and exports', () => {
    const [module, field] = [name('env'), name('f')];
    const limits = { minimum: 1n, maximum: null, is64: false, shared: false };
    const type = coreTypeOf(
      `50 ${vector(
        `00 ${module} ${field} 00 00`,
        `00 ${module} ${field} 01 70 01 01 02`,
        '01 60 00 00',
        '02 10 01 01 05',
        `03 ${field} 02 00 01`,
        `03 ${field} 03 7f 01`,
        `03 ${field} 04 00 02`,
        `03 ${field} 20 02`,
      )}`,
    );
    expect(type).toMatchObject({
      kind: 'module',
      declarations: [
        { kind: 'import', module: 'env', name: 'f', type: { kind: 'func', type: 0, exact: false } },
        { kind: 'import', type: { kind: 'table', table: { limits: { ...limits, maximum: 2n } } } },
        { kind: 'type', type: single(NO_FUNC) },
        { kind: 'outer alias', count: 1, index: 5 },
        { kind: 'export', name: 'f', type: { kind: 'memory', memory: { limits, pageSizeLog2: null } } },
        { kind: 'export', type: { kind: 'global', global: { type: 'i32', mutable: true, shared: false } } },
        { kind: 'export', type: { kind: 'tag', type: 2 } },
        { kind: 'export', type: { kind: 'func', type: 2, exact: true } },
      ],
    });
  });

  it('have memories of 64 bits, shared ones, and pages of another size', () => {
    const memory = (bytes: string): unknown => {
      const type = coreTypeOf(`50 01 03 ${name('m')} 02 ${bytes}`);
      return (type as { declarations: { type: { memory: unknown } }[] }).declarations[0]?.type.memory;
    };
    expect(memory('07 01 ff ff ff ff ff ff ff ff ff 01')).toEqual({
      limits: { minimum: 1n, maximum: 0xffff_ffff_ffff_ffffn, is64: true, shared: true },
      pageSizeLog2: null,
    });
    expect(memory('08 01 00')).toMatchObject({ pageSizeLog2: 0 });
  });
});

describe('what is longer than it need be', () => {
  it.each([
    ['a padded index', section(7, '01 70 81 00')],
    ['a padded count', section(7, '81 00 73')],
    ['a padded size', '07 82 00 01 73'],
    ['a final type that says so', section(3, '01 4f 00 60 00 00')],
    ['`ref null func` in two bytes', section(3, '01 60 01 63 70 00')],
    ['a name with an empty list of attributes', section(10, `01 02 ${name('a')} 00 03 01`)],
  ])('is read, and not canonical: %s', (_, content) => {
    const value = decoded(component(content));
    expect(value.isCanonical).toBe(false);
    expect(keepsItsBytes(value)).toBe(false);
  });
});
