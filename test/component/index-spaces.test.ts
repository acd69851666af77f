import { describe, expect, it } from 'vitest';
import { definitionsOf, indexSpaces, type Sort } from '../../component/index.js';
import { decoded } from '../support/decode-hex.js';
import { component, coreModule, hexOf, name, section, vector } from '../support/hex.js';

/** What stands in the index spaces of a component, by kind, empty ones left out. */
function spacesOf(...sections: readonly string[]): Partial<Record<Sort, readonly string[]>> {
  const spaces = indexSpaces(definitionsOf(decoded(component(...sections))));
  return Object.fromEntries(
    Object.entries(spaces)
      .filter(([, entries]) => entries.length > 0)
      .map(([sort, entries]) => [sort, entries.map(({ definition }) => definition.kind)]),
  );
}

const a = name('a');

describe('index spaces', () => {
  it('are thirteen', () => {
    expect(Object.keys(indexSpaces([]))).toHaveLength(13);
  });

  it('have what is defined, imported and aliased, in order', () => {
    const spaces = spacesOf(
      section(7, '01 73'),
      section(10, vector(`00 ${a} 03 01`, `00 ${a} 05 00`)),
      section(6, vector(`03 00 00 ${a}`, `00 02 01 00 ${a}`)),
      section(7, '01 73'),
    );
    expect(spaces).toEqual({
      type: ['type', 'import', 'alias', 'type'],
      instance: ['import'],
      'core memory': ['alias'],
    });
  });

  it('have an entry for each export too', () => {
    expect(spacesOf(section(7, '01 73'), section(11, vector(`00 ${a} 03 00 00`)))).toEqual({
      type: ['type', 'export'],
    });
  });

  it('tell lifted functions from core functions', () => {
    expect(spacesOf(section(8, vector('01 00 00 00', '00 00 00 00 00', '24')))).toEqual({
      'core func': ['canon', 'canon'],
      func: ['canon'],
    });
  });

  it('have modules, components and instances of both layers', () => {
    const spaces = spacesOf(
      section(1, hexOf(coreModule())),
      section(2, '01 00 00 00'),
      section(4, hexOf(component())),
      section(5, '01 00 00 00'),
      section(12, '01 7d 01 05'),
    );
    expect(spaces).toEqual({
      'core module': ['core module'],
      'core instance': ['core instance'],
      component: ['component'],
      instance: ['instance'],
      value: ['value'],
    });
  });

  it('have several entries for a group of types and for the results of a start', () => {
    const value = decoded(component(section(3, '01 4e 02 60 00 00 5f 00'), section(9, '00 00 03')));
    const spaces = indexSpaces(definitionsOf(value));
    expect(spaces['core type'].map(({ member }) => member)).toEqual([0, 1]);
    expect(spaces.value.map(({ member }) => member)).toEqual([0, 1, 2]);
  });

  it('are those of a component or instance type as well', () => {
    const value = decoded(
      component(section(7, `01 42 ${vector('01 73', `04 00 ${a} 03 00 00`, `04 00 ${a} 01 01`)}`)),
    );
    const [definition] = definitionsOf(value);
    if (definition?.kind !== 'type' || definition.type.kind !== 'instance')
      throw new Error('no instance type');
    const spaces = indexSpaces(definition.type.declarations);
    expect(spaces.type.map(({ definition: { kind } }) => kind)).toEqual(['type', 'export declaration']);
    expect(spaces.func).toHaveLength(1);
  });
});
