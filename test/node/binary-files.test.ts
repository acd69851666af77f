import path from 'node:path';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBinary, writeFile } from '../../node/index.js';
import { contentsOf, temporaryDirectory } from '../support/temporary-directory.js';

const EMPTY_COMPONENT = '\0asm\x0d\0\x01\0';

function read(content: string, name = 'app.wasm') {
  const cwd = temporaryDirectory({ [name]: content });
  const { value, diagnostics } = readBinary(name, { cwd });
  return { value, messages: diagnostics.map(({ code, message }) => `${code}: ${message}`) };
}

function write(cwd: string, name: string, content: string | Uint8Array, force = false): string[] {
  return writeFile(name, content, { cwd, force }).map(({ code, message }) => `${code}: ${message}`);
}

describe('reading a binary', () => {
  it('gives its bytes under the name that the user typed', () => {
    const { value, messages } = read(EMPTY_COMPONENT);
    expect(messages).toEqual([]);
    expect(value?.path).toBe('app.wasm');
    expect(Buffer.from(value?.bytes ?? []).toString('latin1')).toBe(EMPTY_COMPONENT);
  });

  it('reads the standard input for `-`', () => {
    expect(readBinary('-', { stdin: Buffer.from(EMPTY_COMPONENT) }).value?.path).toBe('<stdin>');
  });

  it.each([
    ['(component)', 'app.wat', 'WebAssembly text'],
    [';; a comment\n(module $m)', 'app.wat', 'WebAssembly text'],
    ['package a:b;', 'app.wit', 'WIT text'],
    ['// A licence.\npackage a:b;', 'text', 'WIT text'],
    ['', 'app.wasm', 'empty'],
    ['\x7fELF', 'app', 'another kind of file'],
  ])('says what %j is', (content, name, found) => {
    expect(read(content, name)).toEqual({
      value: null,
      messages: [`project/not-binary: \`${name}\` is ${found} where a WebAssembly file is expected`],
    });
  });

  it('tells of a file that is not there', () => {
    const { diagnostics } = readBinary('ap.wasm', { cwd: temporaryDirectory({ 'app.wasm': '' }) });
    expect(diagnostics).toMatchObject([{ code: 'project/not-found', help: ['did you mean `app.wasm`?'] }]);
  });
});

describe('writing one file', () => {
  const binary = Buffer.from(EMPTY_COMPONENT);

  it('makes it, also outside the current directory', () => {
    const cwd = temporaryDirectory({ 'sub/x': '' });
    expect(write(path.join(cwd, 'sub'), '../app.wasm', binary)).toEqual([]);
    expect(readFileSync(path.join(cwd, 'app.wasm')).equals(binary)).toBe(true);
  });

  it('replaces a binary by a binary', () => {
    const cwd = temporaryDirectory({ 'app.wasm': `${EMPTY_COMPONENT}more` });
    expect(write(cwd, 'app.wasm', binary)).toEqual([]);
    expect(contentsOf(cwd)).toEqual({ 'app.wasm': EMPTY_COMPONENT });
  });

  it('never replaces another file by a binary, unless forced', () => {
    const cwd = temporaryDirectory({ 'notes.txt': 'Remember the milk.' });
    expect(write(cwd, 'notes.txt', binary)).toEqual([
      'output/not-wasm: `notes.txt` exists and is no WebAssembly file',
    ]);
    expect(contentsOf(cwd)).toEqual({ 'notes.txt': 'Remember the milk.' });
    expect(write(cwd, 'notes.txt', binary, true)).toEqual([]);
    expect(contentsOf(cwd)).toEqual({ 'notes.txt': EMPTY_COMPONENT });
  });

  it('gives the bytes to a device', () => {
    expect(write('/', '/dev/null', binary)).toEqual([]);
  });
});
