import { describe, expect, it } from 'vitest';
import type { Type } from '../../component/index.js';
import { name, vector } from '../support/hex.js';
import { itemOf } from '../support/decode-hex.js';

/** The type that `bytes` define in a type section. */
function typeOf(bytes: string): Type {
  const definition = itemOf(7, bytes);
  if (definition.kind !== 'type') throw new Error(definition.kind);
  return definition.type;
}

const label = name('a-label');

describe('value types', () => {
  it.each([
    ['7f', 'bool'], ['7e', 's8'], ['7d', 'u8'], ['7c', 's16'], ['7b', 'u16'], ['7a', 's32'], ['79', 'u32'],
    ['78', 's64'], ['77', 'u64'], ['76', 'f32'], ['75', 'f64'], ['74', 'char'], ['73', 'string'],
    ['64', 'error-context'],
  ])('%s is %s', (opcode, primitive) => {
    expect(typeOf(opcode)).toEqual({ kind: 'primitive', primitive });
    expect(typeOf(`70 ${opcode}`)).toEqual({ kind: 'list', element: primitive });
  }); // prettier-ignore

  it.each<[string, string, Type]>([
    ['record', `72 ${vector(`${label} 73`)}`, { kind: 'record', fields: [{ label: 'a-label', type: 'string' }] }],
    [
      'variant',
      `71 ${vector(`${label} 00 00`, `${name('b')} 01 7d 00`)}`,
      { kind: 'variant', cases: [{ label: 'a-label', type: null }, { label: 'b', type: 'u8' }] },
    ],
    ['list of an indexed type', '70 05', { kind: 'list', element: 5 }],
    ['fixed-length list', '67 7d 80 08', { kind: 'fixed-length list', element: 'u8', length: 1024 }],
    ['tuple', '6f 02 7d 03', { kind: 'tuple', types: ['u8', 3] }],
    ['flags', `6e ${vector(label, name('b'))}`, { kind: 'flags', labels: ['a-label', 'b'] }],
    ['enum', `6d ${vector(label)}`, { kind: 'enum', labels: ['a-label'] }],
    ['option', '6b 73', { kind: 'option', type: 'string' }],
    ['result', '6a 00 00', { kind: 'result', ok: null, error: null }],
    ['result of two', '6a 01 7d 01 02', { kind: 'result', ok: 'u8', error: 2 }],
    ['own', '69 07', { kind: 'own', resource: 7 }],
    ['borrow', '68 07', { kind: 'borrow', resource: 7 }],
    ['stream', '66 01 7d', { kind: 'stream', element: 'u8' }],
    ['stream of nothing', '66 00', { kind: 'stream', element: null }],
    ['future', '65 01 05', { kind: 'future', element: 5 }],
    ['map', '63 73 05', { kind: 'map', key: 'string', value: 5 }],
  ])('%s', (_, bytes, type) => {
    expect(typeOf(bytes)).toEqual(type);
  }); // prettier-ignore

  it('has indexes in signed LEB128, so that 64 takes two bytes', () => {
    expect(typeOf('70 3f')).toEqual({ kind: 'list', element: 63 });
    expect(typeOf('70 c0 00')).toEqual({ kind: 'list', element: 64 });
    expect(typeOf('70 ff ff ff ff 0f')).toEqual({ kind: 'list', element: 0xffff_ffff });
  });
});

describe('function types', () => {
  it('have labelled parameters and at most one result', () => {
    const params = [{ label: 'a-label', type: 'u8' }, { label: 'b', type: 4 }]; // prettier-ignore
    const bytes = vector(`${label} 7d`, `${name('b')} 04`);
    expect(typeOf(`40 ${bytes} 01 00`)).toEqual({ kind: 'func', async: false, params, result: null });
    expect(typeOf(`40 00 00 73`)).toEqual({ kind: 'func', async: false, params: [], result: 'string' });
  });

  it('can be async', () => {
    expect(typeOf('43 00 01 00')).toEqual({ kind: 'func', async: true, params: [], result: null });
  });
});

describe('resource types', () => {
  it('have a representation and perhaps a destructor', () => {
    expect(typeOf('3f 7f 00')).toEqual({ kind: 'resource', representation: 'i32', destructor: null });
    expect(typeOf('3f 7e 01 09')).toEqual({ kind: 'resource', representation: 'i64', destructor: 9 });
  });
});

describe('component and instance types', () => {
  it('are lists of declarations', () => {
    const type = typeOf(
      `41 ${vector('00 60 00 00', '01 73', '02 03 02 01 00', `03 00 ${label} 03 01`, `04 00 ${label} 01 02`)}`,
    );
    expect(type).toMatchObject({
      kind: 'component',
      declarations: [
        { kind: 'core type', type: { kind: 'rec' } },
        { kind: 'type', type: { kind: 'primitive' } },
        { kind: 'alias', sort: 'type', target: 'outer', count: 1, index: 0 },
        {
          kind: 'import',
          name: { name: 'a-label' },
          type: { kind: 'type', bound: { kind: 'sub resource' } },
        },
        { kind: 'export declaration', name: { name: 'a-label' }, type: { kind: 'func', type: 2 } },
      ],
    });
  });

  it('know where each declaration stands in the file', () => {
    // Behind the preamble, the head of the section, the count, the opcode and the count of declarations: at 13.
    expect(typeOf(`42 ${vector('01 73', `04 00 ${label} 03 00 00`)}`)).toMatchObject({
      declarations: [{ start: 13, end: 15 }, { start: 15, end: 28 }],
    }); // prettier-ignore
  });

  it('nest', () => {
    expect(typeOf('42 01 01 41 01 01 42 00')).toMatchObject({
      declarations: [
        { type: { kind: 'component', declarations: [{ type: { kind: 'instance', declarations: [] } }] } },
      ],
    });
  });
});

describe('the type of an import or export', () => {
  it.each([
    ['00 11 03', { kind: 'core module', type: 3 }],
    ['01 03', { kind: 'func', type: 3 }],
    ['02 00 03', { kind: 'value', bound: { kind: 'eq', value: 3 } }],
    ['02 01 73', { kind: 'value', bound: { kind: 'type', type: 'string', isBare: false } }],
    ['02 01 03', { kind: 'value', bound: { kind: 'type', type: 3, isBare: false } }],
    ['03 00 03', { kind: 'type', bound: { kind: 'eq', type: 3 } }],
    ['03 01', { kind: 'type', bound: { kind: 'sub resource' } }],
    ['04 03', { kind: 'component', type: 3 }],
    ['05 03', { kind: 'instance', type: 3 }],
  ])('%s', (bytes, type) => {
    expect(itemOf(10, `00 ${label} ${bytes}`)).toMatchObject({ kind: 'import', type });
  });

  it('may be a value without the byte that wasm-tools leaves out', () => {
    const bound = { kind: 'type', type: 'string', isBare: true };
    expect(itemOf(10, `00 ${label} 02 73`)).toMatchObject({ type: { kind: 'value', bound } });
  });
});
