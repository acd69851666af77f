import { mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFiles } from '../../node/index.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

/** What loading `target` in a directory with `files` gives: the paths it read, and the messages. */
function load(files: Record<string, string | Buffer>, target: string) {
  const cwd = temporaryDirectory(files);
  const { value, diagnostics } = loadFiles(target, { cwd });
  return {
    root: value?.root ?? null,
    files: value === null ? null : [...value.files.keys()],
    messages: diagnostics.map(({ code, message, help }) => [code, message, ...help]),
  };
}

describe('a path', () => {
  it('to a file is that file alone', () => {
    expect(load({ 'a.wit': 'package a:b;', 'b.wit': '', 'deps/c.wit': '' }, './a.wit')).toEqual({
      root: 'a.wit',
      files: ['a.wit'],
      messages: [],
    });
  });

  it('to a directory is its WIT files and its dependencies, by name, and nothing else', () => {
    const files = {
      'wit/b.wit': '',
      'wit/a.wit': '',
      'wit/README.md': '',
      'wit/deeper/no.wit': '',
      'wit/deps/z/world.wit': '',
      'wit/deps/z/deps/no.wit': '',
      'wit/deps/z/deeper/no.wit': '',
      'wit/deps/io.wit': '',
      'wit/deps/.DS_Store': '',
      'other/no.wit': '',
    };
    const expected = ['wit/a.wit', 'wit/b.wit', 'wit/deps/io.wit', 'wit/deps/z/world.wit'];
    for (const target of ['wit', './wit/', 'other/../wit']) {
      expect(load(files, target)).toEqual({ root: 'wit', files: expected, messages: [] });
    }
  });

  it('may be the current directory, or an absolute one', () => {
    expect(load({ 'a.wit': '', 'deps/c.wit': '' }, '.')).toMatchObject({
      root: '.',
      files: ['a.wit', 'deps/c.wit'],
    });
    const cwd = temporaryDirectory({ 'a.wit': '' });
    const loaded = loadFiles(cwd, { cwd: '/' });
    expect([...(loaded.value?.files.keys() ?? [])]).toEqual([`${cwd}/a.wit`]);
  });

  it('may lead over symbolic links, a broken one aside', () => {
    const cwd = temporaryDirectory({ 'shared/io/io.wit': '', 'wit/a.wit': '' });
    mkdirSync(path.join(cwd, 'wit/deps'));
    symlinkSync(path.join(cwd, 'shared/io'), path.join(cwd, 'wit/deps/io'));
    symlinkSync(path.join(cwd, 'nowhere'), path.join(cwd, 'wit/deps/broken'));
    const { value, diagnostics } = loadFiles('wit', { cwd });
    expect([...(value?.files.keys() ?? [])]).toEqual(['wit/a.wit', 'wit/deps/io/io.wit']);
    expect(diagnostics).toEqual([]);
  });

  it('`-` is the standard input', () => {
    const { value } = loadFiles('-', { stdin: Buffer.from('package a:b;') });
    expect(value).toEqual({
      root: '<stdin>',
      files: new Map([['<stdin>', 'package a:b;']]),
      binaries: new Map(),
    });
  });

  it('keeps a byte order mark, line ends and every character', () => {
    const text = '\ufeff// 日本 👩\r\n';
    const cwd = temporaryDirectory({ 'a.wit': text });
    expect(loadFiles('a.wit', { cwd }).value?.files.get('a.wit')).toBe(text);
  });
});

describe('what cannot be read', () => {
  it('is answered with the nearest name when it does not exist', () => {
    expect(load({ 'wit/world.wit': '' }, 'wit/wrld.wit')).toEqual({
      root: null,
      files: null,
      messages: [['project/not-found', '`wit/wrld.wit` does not exist', 'did you mean `wit/world.wit`?']],
    });
    expect(load({}, 'nothing/near.wit').messages).toEqual([
      ['project/not-found', '`nothing/near.wit` does not exist'],
    ]);
  });

  it('is a directory without WIT', () => {
    expect(load({ 'src/a.ts': '', 'src/wit/a.wit': '' }, 'src').messages).toEqual([
      ['project/no-wit-files', 'the directory `src` holds no `.wit` file', 'did you mean `src/wit`?'],
    ]);
  });

  it('is a dependency without WIT', () => {
    expect(load({ 'wit/a.wit': '', 'wit/deps/io/README.md': '' }, 'wit').messages).toEqual([
      ['project/no-wit-files', 'the directory `wit/deps/io` holds no `.wit` file'],
    ]);
  });

  it('is a WebAssembly file under the name of a text', () => {
    const wasm = Buffer.from('\0asm\x0d\0\x01\0');
    expect(load({ 'wit/a.wit': '', 'wit/deps/c.wit': wasm }, 'wit').messages).toEqual([
      [
        'project/binary-input',
        '`wit/deps/c.wit` is a WebAssembly file where WIT text is expected',
        'a package in binary form is read from a file that is called `.wasm`',
      ],
    ]);
  });

  it.each([
    ['a stray byte', Buffer.from([0x61, 0x62, 0x80, 0x63]), 2],
    ['a character cut off at the end', Buffer.from([0x61, 0xe3, 0x81]), 1],
    ['a stray byte after U+FFFD itself', Buffer.from([0xef, 0xbf, 0xbd, 0x61, 0xff]), 4],
    ['an overlong form', Buffer.from([0xc0, 0x80]), 0],
  ])('is %s, named by its offset', (_name, bytes, offset) => {
    expect(load({ 'a.wit': bytes }, 'a.wit').messages).toEqual([
      ['project/not-utf8', `\`a.wit\` is not UTF-8 text: the byte at offset ${offset} fits no character`],
    ]);
  });

  it('is UTF-16, which is recognised', () => {
    const [message = []] = load({ 'a.wit': Buffer.from('\ufeffpackage', 'utf16le') }, 'a.wit').messages;
    expect(message.at(-1)).toBe('it begins like UTF-16: save it as UTF-8');
  });

  it('is a file that goes round in links', () => {
    const cwd = temporaryDirectory();
    symlinkSync(path.join(cwd, 'a.wit'), path.join(cwd, 'a.wit'));
    const [diagnostic] = loadFiles('a.wit', { cwd }).diagnostics;
    expect(diagnostic).toMatchObject({
      code: 'project/unreadable',
      message: '`a.wit` cannot be read: its symbolic links go round in a circle',
    });
  });

  it('is more than 256 MiB in all, which is known before reading', () => {
    const cwd = temporaryDirectory({ 'a.wit': 'package a:b;', 'b.wit': '' });
    // Sparse: takes no room on the disk.
    truncateSync(path.join(cwd, 'b.wit'), 257 * 2 ** 20);
    const { value, diagnostics } = loadFiles('.', { cwd });
    expect([...(value?.files.keys() ?? [])]).toEqual(['a.wit']);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      '`b.wit` makes the input larger than 256 MiB, the most that is read',
    ]);
  });
});
