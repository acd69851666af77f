import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  defineDiagnostic,
  renderText,
  toJsonDiagnostics,
  type BinaryFile,
  type ByteSpan,
  type DiagnosticDetails,
} from '../../base/index.js';
import { schemaErrors } from '../support/json-schema.js';
import { inRepository } from '../support/repository.js';

const rule = defineDiagnostic('component/rule', () => 'something is wrong');
const schema = JSON.parse(readFileSync(inRepository('docs/diagnostics.schema.json'), 'utf8')) as Record<
  string,
  unknown
>;

const file: BinaryFile = { path: 'app.wasm', bytes: Uint8Array.from({ length: 0x64 }, (_, index) => index) };

function bytes(start: number, end: number, component = ''): ByteSpan {
  return { file, component, start, end };
}

function drawn(at: ByteSpan, details: DiagnosticDetails = {}): string[] {
  const [block = ''] = renderText([rule.at(at, {}, details)]).split('\n\n');
  return block.split('\n');
}

describe('a place in a binary, as text', () => {
  it('is the file, the nested component or module, and the offset in the file', () => {
    const at = bytes(0x1d, 0x1e, 'component[1] › module[0]');
    expect(drawn(at)[0]).toBe(
      'app.wasm: component[1] › module[0] +0x1d: error: something is wrong [component/rule]',
    );
    expect(drawn(bytes(8, 9))[0]).toBe('app.wasm: +0x8: error: something is wrong [component/rule]');
  });

  it('is drawn in a row of a hex dump', () => {
    expect(drawn(bytes(0x12, 0x14), { label: 'these two', help: ['a way out'] }).slice(1)).toEqual([
      '     |',
      '0x10 | 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f',
      '     |       ^^^^^ these two',
      '     |',
      '     = help: a way out',
    ]);
  });

  it('is drawn behind the last byte where the file ends too soon', () => {
    expect(drawn(bytes(0x64, 0x64), { label: 'the end' }).slice(1)).toEqual([
      '     |',
      '0x60 | 60 61 62 63',
      '     |             ^^ the end',
    ]);
  });

  it('is marked in its first row only, and shares the frame with other places', () => {
    const details = { label: 'again', secondary: [{ at: bytes(0, 2), label: 'first' }] };
    expect(drawn(bytes(0x4e, 0x62), details).slice(1)).toEqual([
      '     |',
      ' 0x0 | 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f',
      '     | ----- first',
      '...',
      '0x40 | 40 41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 4f',
      '     |                                           ^^^^^ again',
    ]);
  });

  it('can stand beside a place in a text', () => {
    const text = { path: 'a.wit', text: 'interface i {}\n' };
    const secondary = [{ at: { file: text, start: 10, end: 11 }, label: 'declared here' }];
    expect(drawn(bytes(0x10, 0x11), { secondary }).slice(4)).toEqual([
      '     |',
      '    ::: a.wit:1:11',
      '     |',
      '   1 | interface i {}',
      '     |           - declared here',
    ]);
  });

  it('cannot steer the terminal by the name of the file', () => {
    const hostile = { ...bytes(0, 1), file: { ...file, path: 'a\u001b[2Jb.wasm' } };
    expect(drawn(hostile)[0]).not.toContain('\u001b');
  });
});

describe('a place in a binary, as JSON', () => {
  it('has offsets instead of lines', () => {
    const at = bytes(0x12, 0x14, 'component[1]');
    const json = toJsonDiagnostics([rule.at(at, {}, { secondary: [{ at: bytes(0, 2), label: 'first' }] })]);
    expect(json.diagnostics[0]).toMatchObject({
      file: 'app.wasm',
      line: null,
      endColumn: null,
      component: 'component[1]',
      offset: 0x12,
      endOffset: 0x14,
      secondary: [{ file: 'app.wasm', component: '', offset: 0, endOffset: 2, label: 'first' }],
    });
    expect(schemaErrors(schema, json)).toEqual([]);
  });
});
