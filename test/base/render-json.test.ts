import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defineDiagnostic, renderJson, toJsonDiagnostics } from '../../base/index.js';
import { schemaErrors } from '../support/json-schema.js';
import { inRepository } from '../support/repository.js';

const rule = defineDiagnostic('wit/rule', () => 'something is wrong');
const schema = JSON.parse(readFileSync(inRepository('docs/diagnostics.schema.json'), 'utf8')) as Record<
  string,
  unknown
>;

const file = { path: 'wit/a.wit', text: 'package a:b;\r\n// 👩 日本 x\n' };
const start = file.text.indexOf('x');

describe('diagnostics as JSON', () => {
  it('name every place by line and column, in UTF-16 units from 1, the end exclusive', () => {
    const at = { file, start, end: start + 1 };
    const diagnostic = rule.at(at, {}, {
      label: 'here',
      secondary: [{ at: { file, start: 0, end: 14 }, label: 'the first line' }],
      notes: ['a fact'],
      help: ['a way out'],
      fixes: [{ title: 'remove it', applicability: 'safe', edits: [{ at, text: '' }] }],
    }); // prettier-ignore
    const place = { file: 'wit/a.wit', line: 2, column: 10, endLine: 2, endColumn: 11 };
    expect(JSON.parse(renderJson([diagnostic]))).toEqual({
      version: 1,
      diagnostics: [
        {
          code: 'wit/rule',
          severity: 'error',
          message: 'something is wrong',
          ...place,
          label: 'here',
          secondary: [
            { file: 'wit/a.wit', line: 1, column: 1, endLine: 2, endColumn: 1, label: 'the first line' },
          ],
          notes: ['a fact'],
          help: ['a way out'],
          fixes: [{ title: 'remove it', applicability: 'safe', edits: [{ ...place, text: '' }] }],
          url: 'https://witwright.dev/diagnostics/wit/rule',
        },
      ],
      omitted: 0,
    });
    expect(schemaErrors(schema, toJsonDiagnostics([diagnostic]))).toEqual([]);
  });

  it('have null for the place of a finding without one', () => {
    const json = toJsonDiagnostics([rule.at(null, {})]);
    expect(json.diagnostics[0]).toMatchObject({ file: null, line: null, column: null, endLine: null });
    expect(schemaErrors(schema, json)).toEqual([]);
  });

  it('are a document also when there are none', () => {
    expect(JSON.parse(renderJson([]))).toEqual({ version: 1, diagnostics: [], omitted: 0 });
  });

  it('say how many are left out', () => {
    const text = { path: 'long.wit', text: 'x'.repeat(120) };
    const many = Array.from({ length: 120 }, (_, at) => rule.at({ file: text, start: at, end: at + 1 }, {}));
    const json = toJsonDiagnostics(many);
    expect([json.diagnostics.length, json.omitted]).toEqual([100, 20]);
    expect(schemaErrors(schema, json)).toEqual([]);
  });
});

describe('the schema', () => {
  it('refuses what is not of the form', () => {
    const { diagnostics } = toJsonDiagnostics([rule.at({ file, start, end: start + 1 }, {})]);
    const wrong = { version: 2, diagnostics: [{ ...diagnostics[0], line: 0, severity: 'fatal', extra: 1 }] };
    expect(schemaErrors(schema, wrong)).toEqual([
      '$: no omitted',
      '$.version: not 1',
      '$.diagnostics[0].severity: not one of the values',
      '$.diagnostics[0].line: too small',
      '$.diagnostics[0]: unknown extra',
    ]);
  });
});
