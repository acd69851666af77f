import { describe, expect, it } from 'vitest';
import {
  defineDiagnostic,
  renderText,
  type Diagnostic,
  type Label,
  type SourceFile,
} from '../../base/index.js';
import { textSpan } from '../support/text-span.js';

const rule = defineDiagnostic('wit/rule', ({ text }: { text: string }) => text);
const warning = defineDiagnostic('wit/advice', ({ text }: { text: string }) => text, 'warning');

function file(path: string, text: string): SourceFile {
  return { path, text };
}

/** The `nth` place of `part` in `source`, with a label. */
function on(source: SourceFile, part: string, label = '', nth = 1): Label {
  let start = -1;
  for (let count = 0; count < nth; count++) start = source.text.indexOf(part, start + 1);
  if (start === -1) throw new Error(`\`${part}\` is not in ${source.path}`);
  return { at: { file: source, start, end: start + part.length }, label };
}

function finding(primary: Label, details: Partial<Diagnostic> = {}): Diagnostic {
  return { ...rule.at(primary.at, { text: 'something is wrong' }, { label: primary.label }), ...details };
}

/** The drawing without the first line and the summary, which have tests of their own. */
function frame(diagnostic: Diagnostic): string {
  const [block = ''] = renderText([diagnostic]).split('\n\n');
  return block.split('\n').slice(1).join('\n');
}

const source = file('wit/a.wit', 'package a:b;\n\ninterface i {\n  f: func(x: u32, x: u32) -> strng;\n}\n');

describe('the first line', () => {
  it('has the form that editors and CI match', () => {
    const [first] = renderText([finding(on(source, 'strng'))]).split('\n');
    expect(first).toBe('wit/a.wit:4:30: error: something is wrong [wit/rule]');
    expect(first).toMatch(/^(.*?):(\d+):(\d*):?\s+(?:fatal\s+)?(warning|error):\s+(.*)$/);
  });

  it('has no place for a finding that has none', () => {
    const drawn = renderText([
      rule.at(null, { text: '`x` does not exist' }, { help: ['did you mean `y`?'] }),
    ]);
    expect(drawn).toBe(
      'error: `x` does not exist [wit/rule]\n  = help: did you mean `y`?\n\nTo learn more: witwright explain wit/rule\n',
    );
  });
});

describe('a frame', () => {
  it('shows the line, the place and what is said about it', () => {
    const help = ['did you mean `string`?'];
    expect(frame(finding(on(source, 'strng', 'not found in this scope'), { help }))).toBe(
      [
        '  |',
        '4 |   f: func(x: u32, x: u32) -> strng;',
        '  |                              ^^^^^ not found in this scope',
        '  |',
        '  = help: did you mean `string`?',
      ].join('\n'),
    );
  });

  it('aligns further lines of a remark, and lists fixes', () => {
    const drawn = frame(
      finding(on(source, 'strng'), {
        notes: ['one\ntwo'],
        fixes: [{ title: 'replace it by `string`', applicability: 'safe', edits: [] }],
      }),
    );
    expect(drawn).toContain('  = note: one\n          two\n  = fix: replace it by `string`');
  });

  it('does not repeat as a fix what the help says', () => {
    const at = textSpan(on(source, 'strng').at);
    const fix = { title: 'change it', applicability: 'maybe', edits: [{ at, text: 'string' }] } as const;
    const drawn = frame(finding({ at, label: '' }, { help: ['did you mean `string`?'], fixes: [fix] }));
    expect(drawn).not.toContain('fix');
  });

  it('hangs the labels of one line below each other', () => {
    const secondary = [on(source, 'x', 'first here'), on(source, 'u32', 'a type')];
    expect(frame(finding(on(source, 'x', 'declared twice', 2), { secondary }))).toBe(
      [
        '  |',
        '4 |   f: func(x: u32, x: u32) -> strng;',
        '  |           -  ---  ^ declared twice',
        '  |           |  |',
        '  |           |  a type',
        '  |           first here',
      ].join('\n'),
    );
  });

  it('draws the primary place over a secondary one, and no label beside a longer mark', () => {
    const secondary = [on(source, 'func(x: u32, x: u32)', 'in this function')];
    expect(frame(finding(on(source, 'x', 'here', 2), { secondary }))).toBe(
      [
        '  |',
        '4 |   f: func(x: u32, x: u32) -> strng;',
        '  |      -------------^------',
        '  |      |            |',
        '  |      |            here',
        '  |      in this function',
      ].join('\n'),
    );
  });

  it('leaves out far lines, and shows a single one between two', () => {
    const secondary = [on(source, 'package', 'package'), on(source, 'i', 'interface')];
    const near = frame(finding(on(source, 'strng', 'type'), { secondary: secondary.slice(0, 1) }));
    expect(near).toBe(
      [
        '  |',
        '1 | package a:b;',
        '  | ------- package',
        '...',
        '4 |   f: func(x: u32, x: u32) -> strng;',
        '  |                              ^^^^^ type',
      ].join('\n'),
    );
    const between = frame(finding(on(source, 'interface i'), { secondary: [on(source, 'a:b')] }));
    expect(between).toContain('\n2 |\n3 | interface i {');
  });

  it('follows to other files', () => {
    const other = file('deps/x.wit', 'package x:y;\n'.padStart(100 + 13, '\n'));
    const secondary = [on(other, 'x:y', 'defined here'), on(source, 'a:b', 'used here')];
    expect(frame(finding(on(source, 'strng', 'differs'), { secondary }))).toBe(
      [
        '    |',
        '  1 | package a:b;',
        '    |         --- used here',
        '...',
        '  4 |   f: func(x: u32, x: u32) -> strng;',
        '    |                              ^^^^^ differs',
        '    |',
        '   ::: deps/x.wit:101:9',
        '    |',
        '101 | package x:y;',
        '    |         --- defined here',
      ].join('\n'),
    );
  });

  it('counts places beyond the sixteenth', () => {
    const secondary = Array.from({ length: 20 }, () => on(source, 'a:b'));
    expect(frame(finding(on(source, 'strng'), { secondary }))).toContain('  = note: and 5 more places');
  });
});

describe('a place over several lines', () => {
  it('has a bar from its first to its last character', () => {
    expect(frame(finding(on(source, 'i {\n  f: func(x: u32, x: u32) -> strng;\n}', 'this body')))).toBe(
      [
        '  |',
        '3 |   interface i {',
        '  |  ___________^',
        '4 | |   f: func(x: u32, x: u32) -> strng;',
        '5 | | }',
        '  | |_^ this body',
      ].join('\n'),
    );
  });

  it('that begins its line has no row for the beginning, and leaves out its middle', () => {
    expect(frame(finding(on(source, source.text.trimEnd(), 'all of it')))).toBe(
      [
        '  |', //
        '1 | / package a:b;',
        '... |',
        '5 | | }',
        '  | |_^ all of it',
      ].join('\n'),
    );
  });

  it('ends with the line before when it takes in the line break', () => {
    expect(frame(finding(on(source, 'package a:b;\n', 'one line')))).toContain('  | ^^^^^^^^^^^^ one line');
  });

  it('runs beside others in a lane of its own', () => {
    const inner = on(source, 'func(x: u32, x: u32) -> strng;\n}', 'inner');
    expect(frame(finding(on(source, source.text.slice(14, -1), 'outer'), { secondary: [inner] }))).toBe(
      [
        '  |',
        '3 | /  interface i {',
        '4 | |    f: func(x: u32, x: u32) -> strng;',
        '  | | ______-',
        '5 | || }',
        '  | ||_^ outer',
        '  |  |_- inner',
      ].join('\n'),
    );
  });
});

describe('text that is hard to draw', () => {
  it.each([
    ['CJK', '日本語 x', '日本語 ', 7],
    ['emoji', '👩‍👩‍👧 x', '👩‍👩‍👧 ', 3],
    ['combining marks', 'e\u0301e\u0301 x', 'e\u0301e\u0301 ', 3],
  ])('puts the mark below %s at the right column', (_name, text, before, columns) => {
    const wide = file('wide.wit', text);
    expect(frame(finding(on(wide, 'x')))).toBe(`  |\n1 | ${before}x\n  | ${' '.repeat(columns)}^`);
  });

  it('underlines wide characters over their whole width', () => {
    expect(frame(finding(on(file('wide.wit', '日本語'), '本語')))).toBe('  |\n1 | 日本語\n  |   ^^^^');
  });

  it('expands tabs to columns of four', () => {
    const tabs = file('tabs.wit', '\ta\tb\n');
    expect(frame(finding(on(tabs, 'b')))).toBe('  |\n1 |     a   b\n  |         ^');
  });

  it('leaves out the carriage return of CRLF', () => {
    const crlf = file('crlf.wit', 'a\r\nb\r\n');
    expect(frame(finding(on(crlf, 'a\r\n')))).toBe('  |\n1 | a\n  | ^');
  });

  it('shows controls and direction marks instead of obeying them', () => {
    const hostile = file('a\u001b[2J.wit', 'x \u001b[31m \u202e y\n');
    const drawn = renderText([finding(on(hostile, 'y', 'here\u0007'))]);
    expect(drawn).toContain('a␛[2J.wit:1:');
    expect(drawn).toContain('1 | x ␛[31m \ufffd y');
    expect(drawn).toContain('^ here␇');
    // oxlint-disable-next-line no-control-regex
    expect(drawn).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it('gives a place without width one sign', () => {
    const at = { file: source, start: 8, end: 8 };
    expect(frame(finding({ at, label: 'expected a name' }))).toContain(
      '1 | package a:b;\n  |         ^ expected a name',
    );
  });

  it('points behind the last character', () => {
    const text = 'interface i {';
    const at = { file: file('eof.wit', text), start: text.length, end: text.length };
    expect(frame(finding({ at, label: 'expected `}`' }))).toBe(
      '  |\n1 | interface i {\n  |              ^ expected `}`',
    );
  });

  it.each(['', '\ufeff'])('points into an empty file %j', (text) => {
    const at = { file: file('empty.wit', text), start: text.length, end: text.length };
    expect(frame(finding({ at, label: 'expected a package' }))).toContain('^ expected a package');
  });

  it('draws a very long line as windows around its places', () => {
    const text = `${'x'.repeat(65_542)}foo${'y'.repeat(500)}bar`;
    const long = file('long.wit', text);
    const drawn = renderText([finding(on(long, 'foo', 'here'), { secondary: [on(long, 'bar', 'there')] })]);
    expect(drawn).toMatch(/^long\.wit:1:65543: error:/);
    const [, , first = '', below = '', second = '', belowSecond = ''] = drawn.split('\n');
    expect(first).toBe(`1 | ...${'x'.repeat(40)}foo${'y'.repeat(57)}...`);
    expect(below).toBe(`  | ${' '.repeat(43)}^^^ here`);
    expect(second).toBe(`1 | ...${'y'.repeat(97)}bar`);
    expect(belowSecond).toBe(`  | ${' '.repeat(100)}--- there`);
  });

  it('draws a line of megabytes at once', () => {
    const huge = file('huge.wit', 'x'.repeat(20_000_000));
    const at = { file: huge, start: 10_000_000, end: 15_000_000 };
    expect(renderText([finding({ at, label: 'too long' })]).length).toBeLessThan(1000);
  });
});

describe('the whole report', () => {
  it('is empty without findings', () => {
    expect(renderText([])).toBe('');
  });

  it('is sorted by file and position, without repeats, and ends with the counts', () => {
    const other = file('a.wit', 'x y');
    const drawn = renderText([
      finding(on(source, 'strng')),
      finding(on(other, 'y')),
      finding(on(source, 'package')),
      finding(on(other, 'y')),
      warning.at(on(other, 'x').at, { text: 'better not' }),
    ]);
    const heads = drawn.split('\n').filter((line) => /^\S+:\d/.test(line));
    expect(heads).toEqual([
      'a.wit:1:1: warning: better not [wit/advice]',
      'a.wit:1:3: error: something is wrong [wit/rule]',
      'wit/a.wit:1:1: error: something is wrong [wit/rule]',
      'wit/a.wit:4:30: error: something is wrong [wit/rule]',
    ]);
    expect(drawn.split('\n\n').at(-1)).toBe(
      '3 errors, 1 warning in 2 files\nTo learn more: witwright explain wit/advice\n',
    );
  });

  it('stops after a hundred and says how many more there are; no warning displaces an error', () => {
    const text = 'x'.repeat(200);
    const many = file('many.wit', text);
    const at = (start: number) => ({ file: many, start, end: start + 1 });
    const warnings = Array.from({ length: 150 }, (_, start) => warning.at(at(start), { text: 'better not' }));
    const drawn = renderText([...warnings, finding({ at: at(199), label: '' })]);
    expect(drawn.match(/^many\.wit/gm)).toHaveLength(100);
    expect(drawn).toContain('many.wit:1:200: error:');
    expect(drawn).toContain('1 error, 150 warnings in 1 file; the first 100 are shown, 51 more are not');
  });

  it('is coloured by what is injected, and is the same text without it', () => {
    const secondary = [on(source, 'a:b', 'here')];
    const diagnostic = finding(on(source, 'strng', 'wrong'), { secondary, help: ['help'] });
    const painted = renderText([diagnostic], { paint: (tone, text) => `<${tone}>${text}</${tone}>` });
    expect(painted).toContain('<error>^^^^^ wrong</error>');
    expect(painted).toContain('<secondary>--- here</secondary>');
    expect(painted.replace(/<\/?[a-z]+>/g, '')).toBe(renderText([diagnostic]));
  });
});
