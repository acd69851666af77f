import { describe, expect, it } from 'vitest';
import { renderText } from '../../base/index.js';
import { decodeComponent, decodeTree, wholeFile } from '../../component/index.js';
import { fault } from '../support/decode-hex.js';
import { bytesOfHex, component, coreModule, hexOf, name, section, vector } from '../support/hex.js';

const a = name('a');

describe('a malformed component is refused', () => {
  it.each([
    ['', 'expected the bytes `00 61 73 6d` at the start of a WebAssembly binary, found no bytes'],
    ['00 61', 'the file ends inside its first eight bytes'],
    ['28 63 6f', 'expected the bytes `00 61 73 6d` at the start of a WebAssembly binary, found `28`'],
    ['00 61 73 6d 0e 00 01 00', 'expected version `0x0d` of the component format, found version `0x0e`'],
    ['00 61 73 6d 01 00 00 00', 'expected a component, found a core module'],
    ['00 61 73 6d 0d 00 02 00', 'expected a component, found layer `0x02`'],
  ])('for its first bytes: %s', (bytes, message) => {
    expect(fault(bytesOfHex(bytes))?.message).toBe(message);
  });

  it.each([
    ['07', 'the file ends inside the head of a section'],
    ['07 05 01', 'the file ends inside the type section'],
    [section(7, '02 73'), 'expected 2 types, found 1 byte for them'],
    [section(7, '02 73 72'), 'the type section ends inside type 2 of 2'],
    [section(7, '01 73 00 00'), 'the type section has 2 bytes more than its content'],
    [section(9, '00'), 'the start section ends inside its content'],
    [section(0, '05 61 62'), 'the custom section ends inside its content'],
    [section(0, '02 c0 80'), 'expected a name in UTF-8, found the byte `0xc0` out of place'],
    ['07 80 80 80 80 80 00', 'expected a 32-bit integer in at most 5 bytes, found a longer one'],
    ['07 80 80 80 80 10', 'expected a 32-bit integer, found a larger one'],
    [section(7, '01 70 ff ff ff ff 5f'), 'expected a 33-bit integer, found a larger one'],
    ['0d 00', 'expected the id of a component section, 0 to 12, found 13'],
    [
      section(2, '01 02'),
      'expected `0x00` (instantiate) or `0x01` (exports) for a core instance, found `0x02`',
    ],
    [
      section(2, `01 00 00 01 ${a} 11 00`),
      'expected `0x12` (instance) for the sort of a core argument, found `0x11`',
    ],
    [section(6, '01 06'), 'expected `0x00` (core) to `0x05` (instance) for a sort, found `0x06`'],
    [
      section(6, '01 00 00 02 00 00'),
      'expected `core module`, `core type`, `type` or `component` for an outer alias, found the sort `core func`',
    ],
    [
      section(7, '01 70 40'),
      'expected a type index or the opcode of a primitive type for a value type, found `0x40`',
    ],
    [section(7, '01 6c 00'), 'found the opcode `0x6c` of unions, which are variants now'],
    [section(7, '01 40 00 01 01'), 'found named results of a function, which are a record or a tuple now'],
    [section(7, '01 42 01 03'), 'for a declaration in an instance type, found `0x03`'],
    [section(8, '01 0c 01'), 'found `cancellable` of `thread.yield`, which is gone: the byte must be `0x00`'],
    [section(8, '01 0c 02'), 'expected the reserved byte `0x00` in `thread.yield`, found `0x02`'],
    [section(8, '01 06 02'), 'for whether `subtask.cancel` is async, found `0x02`'],
    [
      section(8, '01 1c 01 0a'),
      'expected `0x00` (utf8) to `0x07` (callback) for a canonical option, found `0x0a`',
    ],
    [section(8, '01 30'), 'for a canonical definition, found `0x30`'],
    [section(8, '01 01 01 00 00'), 'expected `0x00` (func) for the sort behind `lower`, found `0x01`'],
    [
      section(10, `01 02 ${a} 02 00 00 00 00 03 01`),
      'expected one `implements` of a name, found a second one',
    ],
    [
      section(10, `01 03 ${a}`),
      'expected `0x00`, `0x01` or `0x02` (with attributes) for a name, found `0x03`',
    ],
    [section(11, `01 00 ${a} 03 00 02`), 'for whether an export has a type, found `0x02`'],
    [section(9, `00 00 ${hexOf([0xe9, 0x07])}`), '1001 results are more than the 1000'],
  ])('for a section: %s', (content, message) => {
    expect(fault(component(content))?.message).toContain(message);
  });
});

describe('the place of a fault', () => {
  it('is the byte that is wrong, counted from the start of the file', () => {
    expect(fault(component(section(7, '02 73 62')))).toMatchObject({ at: '12-13' });
  });

  it('is the end where bytes are missing', () => {
    expect(fault(component('07 05 01'))).toMatchObject({ at: '11-11' });
  });

  it('names the nested component, and is drawn as a row of bytes', () => {
    const bytes = component(
      section(4, hexOf(component(section(1, hexOf(coreModule(section(6, '01 7f 00 20'))))))),
    );
    const { diagnostics } = decodeTree(wholeFile({ path: 'app.wasm', bytes }));
    expect(renderText(diagnostics).split('\n').slice(0, 4)).toEqual([
      'app.wasm: component[0] › module[0] +0x21: error: expected the opcode of a constant instruction for ' +
        'a constant expression, found `0x20` [component/bad-leading-byte]',
      '     |',
      '0x20 | 00 20',
      '     |    ^^',
    ]);
  });
});

describe('a fault', () => {
  it('ends the component that it stands in, and leaves what was read before', () => {
    const bytes = component(section(7, '01 73'), section(7, '01 62'), section(7, '01 73'));
    const { value } = decodeComponent(wholeFile({ path: 'test.wasm', bytes }));
    expect(value.sections).toHaveLength(1);
  });

  it('does not touch the components around and beside it', () => {
    const broken = section(4, hexOf(component(section(7, '01 62'))));
    const whole = section(4, hexOf(component(section(7, '01 73'))));
    const tree = decodeTree(
      wholeFile({ path: 'test.wasm', bytes: component(broken, whole, broken, section(7, '01 73')) }),
    );
    expect(tree.diagnostics.map(({ primary }) => primary?.at)).toMatchObject([
      { component: 'component[0]' },
      { component: 'component[2]' },
    ]);
    expect(tree.value.component.sections).toHaveLength(4);
    const nested = [...tree.value.components.values()];
    expect(nested.map(({ component: { sections } }) => sections.length)).toEqual([0, 1, 0]);
  });
});

describe('names', () => {
  it('are UTF-8 as a strict decoder reads it', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const sequences = [
      '', '61', 'c3 a9', 'e2 82 ac', 'f0 9f 98 80', 'ef bb bf', 'ed 9f bf', 'f4 8f bf bf', '00', // well-formed
      '80', 'c1 81', 'c3', 'e0 9f bf', 'ed a0 80', 'e2 82', 'f0 8f bf bf', 'f4 90 80 80', 'f5 80 80 80', 'ff', 'c3 28',
    ]; // prettier-ignore
    for (const sequence of sequences) {
      const bytes = bytesOfHex(sequence);
      const expected = attempt(() => decoder.decode(bytes));
      const content = section(0, hexOf([bytes.length]), sequence);
      const { value } = decodeComponent(wholeFile({ path: 'test.wasm', bytes: component(content) }));
      const [found] = value.sections;
      expect([sequence, found?.id === 0 ? found.name : null]).toEqual([sequence, expected]);
    }
  });
});

describe('what could exhaust memory or stack', () => {
  it('is refused: components nested more than a hundred deep', () => {
    let bytes = component();
    for (let depth = 0; depth < 150; depth++) bytes = component(section(4, hexOf(bytes)));
    const { diagnostics } = decodeTree(wholeFile({ path: 'test.wasm', bytes }));
    expect(diagnostics.map(({ code }) => code)).toEqual(['component/nesting-too-deep']);
  });

  it('is refused: more nested modules than engines take', () => {
    const modules = Array.from({ length: 1001 }, () => section(1, ''));
    expect(fault(component(...modules))?.message).toBe(
      '1001 core modules are more than the 1000 that implementations accept',
    );
  });

  it('is refused: more list items than a file may have, over all that is nested', () => {
    const million = new Uint8Array(1_000_000).fill(0x73);
    const types = Buffer.concat([bytesOfHex('07 c3 84 3d c0 84 3d'), million]);
    const bytes = Buffer.concat([component(), types, types, bytesOfHex(section(7, '01 73'))]);
    expect(fault(bytes)?.message).toContain('items are more than the 2000000');
  });

  it('is refused: longer lists than engines take', () => {
    const params = `${hexOf([0xe9, 0x07])} ${'00 73 '.repeat(1001)}`;
    expect(fault(component(section(7, `01 40 ${params} 01 00`)))?.message).toBe(
      '1001 parameters are more than the 1000 that implementations accept',
    );
  });

  it('stops after a hundred findings', () => {
    const broken = Array.from({ length: 500 }, () => section(4, ''));
    const { diagnostics } = decodeTree(wholeFile({ path: 'test.wasm', bytes: component(...broken) }));
    expect(diagnostics).toHaveLength(100);
  });

  it('announces a long list, but takes no memory for it', () => {
    expect(fault(component(section(7, 'ff ff ff ff 0f 73')))?.message).toContain('more than the');
    expect(fault(component(section(10, vector(`00 ff ff ff ff 0f`))))?.message).toContain(
      'more than the 100000',
    );
  });
});

function attempt(run: () => string): string | null {
  try {
    return run();
  } catch {
    return null;
  }
}
