import { describe, expect, it } from 'vitest';
import { bytesOf, encodeComponent, type Component, type Slice } from '../../component/index.js';
import { decoded, definitionOf, keepsItsBytes, itemOf } from '../support/decode-hex.js';
import { component, coreModule, hexOf, name, section, vector } from '../support/hex.js';

const a = name('a');

describe('instances', () => {
  it('are made of a component and arguments', () => {
    expect(itemOf(5, `00 02 ${vector(`${a} 01 03`, `${a} 00 11 04`)}`)).toMatchObject({
      kind: 'instance',
      form: 'instantiate',
      component: 2,
      arguments: [
        { name: 'a', sort: 'func', index: 3 },
        { name: 'a', sort: 'core module', index: 4 },
      ],
    });
  });

  it('are made of exports', () => {
    expect(itemOf(5, `01 ${vector(`00 ${a} 05 03`)}`)).toMatchObject({
      form: 'exports',
      exports: [{ name: { name: 'a', attributes: [], isLegacyForm: false }, sort: 'instance', index: 3 }],
    });
  });

  it('are core instances too', () => {
    expect(itemOf(2, `00 02 ${vector(`${a} 12 03`)}`)).toMatchObject({
      kind: 'core instance', form: 'instantiate', module: 2, arguments: [{ name: 'a', instance: 3 }],
    }); // prettier-ignore
    expect(itemOf(2, `01 ${vector(`${a} 00 03`, `${a} 04 05`)}`)).toMatchObject({
      form: 'exports',
      exports: [
        { name: 'a', sort: 'core func', index: 3 },
        { name: 'a', sort: 'core tag', index: 5 },
      ],
    });
  });
});

describe('aliases', () => {
  it.each([
    ['01', 'func'], ['02', 'value'], ['03', 'type'], ['04', 'component'], ['05', 'instance'],
    ['00 11', 'core module'],
  ])('of an export of the sort %s, %s', (bytes, sort) => {
    expect(itemOf(6, `${bytes} 00 07 ${a}`)).toMatchObject({
      kind: 'alias', sort, target: 'export', instance: 7, name: 'a',
    });
  }); // prettier-ignore

  it.each([
    ['00', 'core func'], ['01', 'core table'], ['02', 'core memory'], ['03', 'core global'], ['04', 'core tag'],
  ])('of a core export of the sort %s, %s', (bytes, sort) => {
    expect(itemOf(6, `00 ${bytes} 01 07 ${a}`)).toMatchObject({ sort, target: 'core export', instance: 7 });
  }); // prettier-ignore

  it.each([
    ['00 10', 'core type'], ['00 11', 'core module'], ['03', 'type'], ['04', 'component'],
  ])('of an enclosing scope, of the sort %s, %s', (bytes, sort) => {
    expect(itemOf(6, `${bytes} 02 01 07`)).toMatchObject({ sort, target: 'outer', count: 1, index: 7 });
  }); // prettier-ignore
});

describe('imports and exports', () => {
  it('have names in three forms', () => {
    expect(itemOf(10, `00 ${a} 01 02`)).toMatchObject({
      kind: 'import', name: { name: 'a', attributes: [], isLegacyForm: false }, type: { kind: 'func', type: 2 },
    }); // prettier-ignore
    expect(itemOf(10, `01 ${a} 01 02`)).toMatchObject({ name: { name: 'a', isLegacyForm: true } });
    const attributes = vector(`00 ${name('a:b/c')}`, `01 ${name('.1')}`, `02 ${name('id')}`);
    expect(itemOf(10, `02 ${a} ${attributes} 05 02`)).toMatchObject({
      name: {
        name: 'a',
        attributes: [
          { kind: 'implements', value: 'a:b/c' },
          { kind: 'version-suffix', value: '.1' },
          { kind: 'external-id', value: 'id' },
        ],
      },
    });
  });

  it('export a definition, perhaps as another type', () => {
    expect(itemOf(11, `00 ${a} 01 02 00`)).toMatchObject({
      kind: 'export', name: { name: 'a' }, sort: 'func', index: 2, type: null,
    }); // prettier-ignore
    expect(itemOf(11, `00 ${a} 00 11 02 01 00 11 03`)).toMatchObject({
      sort: 'core module', index: 2, type: { kind: 'core module', type: 3 },
    }); // prettier-ignore
  });
});

describe('values', () => {
  it('are kept as their encoding, which only the type can read', () => {
    const value = itemOf(12, '73 03 02 68 69');
    expect(value).toMatchObject({ kind: 'value', type: 'string' });
    expect(value.kind === 'value' ? hexOf(value.data) : '').toBe('02 68 69');
  });

  it('are passed to and got from a start function', () => {
    expect(definitionOf(9, '01 02 03 04 05')).toMatchObject({
      kind: 'start', func: 1, arguments: [3, 4], results: 5,
    }); // prettier-ignore
  });
});

describe('what is nested', () => {
  const inner = component(section(7, '01 73'));
  const outer = component(
    section(10, vector(`00 ${a} 00 11 00`)),
    section(1, hexOf(coreModule())),
    section(4, hexOf(inner)),
    section(4, hexOf(component())),
    section(0, name('note'), '2a'),
  );

  it('is a slice of the file, named by its index and never copied', () => {
    const value = decoded(outer);
    const slices = slicesOf(value);
    // Module 0 is imported.
    expect(slices.map(({ path }) => path)).toEqual(['module[1]', 'component[0]', 'component[1]']);
    expect(slices.map(({ depth }) => depth)).toEqual([1, 1, 1]);
    expect(slices.every((slice) => bytesOf(slice).buffer === outer.buffer)).toBe(true);
    expect(keepsItsBytes(value)).toBe(true);
  });

  it('keeps its place among the sections, as do custom sections', () => {
    const value = decoded(outer);
    expect(value.sections.map(({ id }) => id)).toEqual([10, 1, 4, 4, 0]);
    const custom = value.sections.at(-1);
    expect(custom).toMatchObject({ id: 0, name: 'note', start: outer.length - 6, end: outer.length });
  });

  it('can be a component that a tool has built', () => {
    const nowhere = { start: 0, end: 0 };
    const built: Component = {
      kind: 'component',
      source: null,
      isCanonical: true,
      sections: [
        { id: 4, ...nowhere, definitions: [{ kind: 'component', ...nowhere, content: decoded(inner) }] },
      ],
    };
    expect(hexOf(encodeComponent(built))).toBe(hexOf(component(section(4, hexOf(inner)))));
  });

  it('has a longer size where its content is longer', () => {
    const filler = 'x'.repeat(20_000);
    expect(keepsItsBytes(decoded(component(section(0, name(filler)), section(4, hexOf(inner)))))).toBe(true);
  });
});

function slicesOf({ sections }: Component): Slice[] {
  return sections.flatMap((item) =>
    item.id === 1 || item.id === 4
      ? item.definitions.flatMap(({ content }) => ('sections' in content ? [] : [content]))
      : [],
  );
}
