import { describe, expect, it } from 'vitest';
import { wholeFile } from '../../component/index.js';
import { loadFiles, resolveProject } from '../../node/index.js';
import { decodeWit, encodePackage } from '../../wit-component/index.js';
import { print } from '../../wit-parser/index.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

/** The package in `text`, with all its gates open, as a binary. */
function binaryOf(text: string): Buffer {
  const model = resolveFilesOrThrow(new Map([['p.wit', text]]), 'p.wit', { allFeatures: true });
  return Buffer.from(encodePackage(model));
}

const IO = `package demo:io@1.0.0;

interface poll { resource pollable { ready: func() -> bool; } }
interface streams {
  use poll.{pollable};
  read: func() -> pollable;
  @unstable(feature = peeking)
  peek: func();
}
`;

const APP = `package demo:app;
world app { import demo:io/streams@1.0.0; }
`;

async function project(
  files: Record<string, string | Buffer>,
  path = 'wit',
): Promise<{ text: string; codes: string[] }> {
  const cwd = temporaryDirectory(files);
  const { value, diagnostics } = await resolveProject([path], { cwd });
  return {
    text: value.resolve === null ? '' : print(value.resolve),
    codes: diagnostics.map(({ code }) => code),
  };
}

describe('a WIT package in wasm', () => {
  it('is loaded by its first bytes, whatever its name', () => {
    const cwd = temporaryDirectory({
      'wit/a.wit': APP,
      'wit/deps/io.wasm': binaryOf(IO),
      'lib.bin': binaryOf(IO),
    });
    expect([...(loadFiles('wit', { cwd }).value?.binaries.keys() ?? [])]).toEqual(['wit/deps/io.wasm']);
    expect([...(loadFiles('lib.bin', { cwd }).value?.binaries.keys() ?? [])]).toEqual(['lib.bin']);
    expect([...(loadFiles('-', { stdin: binaryOf(IO) }).value?.binaries.keys() ?? [])]).toEqual(['<stdin>']);
  });

  it('is a dependency like its text, with all that it holds', async () => {
    const fromText = await project({ 'wit/a.wit': APP, 'wit/deps/io.wit': IO });
    const fromWasm = await project({ 'wit/a.wit': APP, 'wit/deps/io.wasm': binaryOf(IO) });
    expect(fromWasm.codes).toEqual([]);
    expect(fromWasm.text).toContain('peek: func()');
    expect(fromText.text).not.toContain('peek: func()');
  });

  it('is read as a project, too', async () => {
    const found = await project({ 'io.wasm': binaryOf(IO) }, 'io.wasm');
    expect(found.codes).toEqual([]);
    expect(found.text).toMatch(/^package demo:io@1\.0\.0;/);
  });

  it('gives way to the text of the same package', async () => {
    const found = await project({
      'wit/a.wit': APP,
      'wit/deps/io.wasm': binaryOf(IO),
      'wit/deps/io.wit': 'package demo:io@1.0.0;\ninterface streams { text: func(); }\n',
    });
    expect(found.codes).toEqual([]);
    expect(found.text).toContain('text: func()');
  });

  it('holds parts of others, which are put together', async () => {
    const user = (name: string, used: string): Buffer =>
      binaryOf(`package demo:${name};
interface api { use demo:io/${used}@1.0.0.{${used}}; f: func() -> ${used}; }

package demo:io@1.0.0 {
  interface pollable { resource pollable; }
  interface error { resource error; }
}
`);
    const found = await project({
      'wit/a.wit': 'package demo:app;\nworld app { import demo:x/api; import demo:y/api; }\n',
      'wit/deps/x.wasm': user('x', 'pollable'),
      'wit/deps/y.wasm': user('y', 'error'),
    });
    expect(found.codes).toEqual([]);
    expect(found.text).toMatch(/interface pollable \{[^}]*\}\s*interface error/);
  });

  it('is refused where it is faulty', async () => {
    const cut = binaryOf(IO).subarray(0, 40);
    const found = await project({ 'wit/a.wit': APP, 'wit/deps/io.wasm': Buffer.from(cut) });
    expect(found.codes).toEqual(['component/unexpected-end']);
  });
});

describe('a component in wasm', () => {
  it('decodes to a world without a name', () => {
    const bytes = Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0);
    const decoded = decodeWit(wholeFile({ path: 'c.wasm', bytes }));
    expect(decoded.value === null ? null : print(decoded.value.resolve)).toBe(
      'package root:component;\n\nworld root {\n}\n',
    );
  });
});
