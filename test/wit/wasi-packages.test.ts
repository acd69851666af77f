import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatWit } from '../../format/index.js';
import { toJson } from '../../wit-parser/index.js';
import { readFileMap } from '../support/file-map.js';
import { nativeTools } from '../support/native.js';
import { conformanceDir, requireOrSkip, wasmTools } from '../support/oracles.js';
import { inRepository } from '../support/repository.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';

/** Where each built-in track lies, and the published packages that it stands for. */
const TRACKS = [
  { track: '0.2', version: '0.2.12' },
  { track: '0.3', version: '0.3.2' },
];

const published = conformanceDir();
const program = wasmTools();
const withoutPublished = requireOrSkip(published, 'conformance');
const withoutNative = requireOrSkip(program, 'wasmTools');

/** A package that says nothing, with all packages of a folder in its `deps/`: one root from which all are read. */
function workspaceOf(base: string, folder: string): Map<string, string> {
  const files = new Map([['root/all.wit', 'package local:all;\n']]);
  for (const [name, text] of readFileMap(path.join(base, folder), '.')) {
    files.set(`root/deps/${name.replace(/^\.\//, '')}`, text);
  }
  return files;
}

const builtin = (track: string) => workspaceOf(inRepository('wit', 'packages', 'wasi'), track);
const upstream = (version: string) => workspaceOf(path.join(published ?? '', 'wasi'), version);

function ownJson(files: ReadonlyMap<string, string>): string {
  return toJson(resolveFilesOrThrow(files, 'root', { allFeatures: true }));
}

/** The JSON of a model with the docs left out. */
function withoutDocs(json: string): unknown {
  return JSON.parse(json, (key, value: unknown) => (key === 'docs' ? undefined : value));
}

describe.each(TRACKS)('the built-in WASI $track', ({ track, version }) => {
  const native = program === null ? null : nativeTools(program);
  afterAll(() => native?.dispose());

  const jsonOf = async (files: ReadonlyMap<string, string>): Promise<string> => {
    if (native === null) throw new Error('no wasm-tools');
    const { ok, stdout, stderr } = await native.json(path.join(native.onDisk(files), 'root'), [
      '--all-features',
    ]);
    if (!ok) throw new Error(stderr);
    return stdout;
  };

  it.skipIf(withoutPublished || withoutNative)(
    `is WASI ${version} in all but the docs, gates and order of items included`,
    async () => {
      expect(withoutDocs(await jsonOf(builtin(track)))).toEqual(withoutDocs(await jsonOf(upstream(version))));
    },
  );

  it.skipIf(withoutPublished)(`is WASI ${version} to our own resolver too`, () => {
    expect(withoutDocs(ownJson(builtin(track)))).toEqual(withoutDocs(ownJson(upstream(version))));
  });

  it('is formatted', () => {
    for (const [file, text] of builtin(track)) expect(formatWit({ path: file, text }).value).toBe(text);
  });

  it.skipIf(withoutPublished)('has no doc text of the published packages: no six words in a row', () => {
    const theirs = new Set([...upstream(version).values()].flatMap((text) => sequences(docText(text), 6)));
    expect(theirs.size).toBeGreaterThan(1000);
    const ours = [...builtin(track).values()].flatMap((text) => sequences(docText(text), 6));
    expect(ours.filter((words) => theirs.has(words))).toEqual([]);
  });

  it('documents every item in one line', () => {
    const bare = [...builtin(track)].flatMap(([file, text]) => itemsWithDocs(file, text));
    expect(bare.length).toBeGreaterThan(300);
    expect(bare.filter(({ docs }) => docs !== 1)).toEqual([]);
  });
});

/** The doc comments of a file, one text for each item. */
function docText(text: string): readonly string[] {
  const docs: string[] = [];
  let previous = false;
  for (const line of text.split('\n')) {
    const comment = /^\s*\/\/\/?(.*)$/.exec(line)?.[1];
    if (comment !== undefined) docs.push(previous ? `${docs.pop() ?? ''} ${comment}` : comment);
    previous = comment !== undefined;
  }
  return docs;
}

/** Every run of `length` words, folded to lower case and without punctuation. */
function sequences(texts: readonly string[], length: number): readonly string[] {
  return texts.flatMap((text) => {
    const words = text.toLowerCase().match(/[\w'-]+/g) ?? [];
    return words.slice(length - 1).map((_, start) => words.slice(start, start + length).join(' '));
  });
}

/** Each line that begins an item, with the number of doc lines above it and its gates. */
function itemsWithDocs(file: string, text: string): readonly { item: string; docs: number }[] {
  const ITEM =
    /^\s*(?:interface|world|type|record|variant|enum|flags|resource|constructor|%?[\w-]+:|%?[\w-]+(?:\(.*\))?,$)/;
  let docs = 0;
  let parameters = false;
  const items: { item: string; docs: number }[] = [];
  for (const line of text.split('\n')) {
    if (parameters) parameters = !/^\s*\)/.test(line);
    else if (/^\s*\/\/\//.test(line)) docs += 1;
    else if (!/^\s*@/.test(line)) {
      if (ITEM.test(line)) items.push({ item: `${file}: ${line.trim()}`, docs });
      parameters = line.endsWith('(');
      docs = 0;
    }
  }
  return items;
}
