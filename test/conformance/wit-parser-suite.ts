import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { toJson } from '../../wit-parser/index.js';
import { decodeFiles } from '../support/decode-files.js';
import { readFileMap } from '../support/file-map.js';
import type { NativeTools } from '../support/native.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';
import { textDifference } from '../support/text-difference.js';
import { rejectedCases } from './rejected-cases.js';
import type { Case, Failure, Suite } from './suite.js';

/** The feature that the accepted and the rejected cases are read with; they hold items of two others, which are off. */
export const CORPUS_OPTIONS = { features: ['active'] } as const;

/** `tests/ui` of wit-parser: 78 packages with their JSON, 183 that are refused. */
export const witParserSuite: Suite = {
  folder: 'wit-parser/ui',
  needsNative: 'packages in the text format of WebAssembly, which has to be assembled',
  cases: (folder, native) => [
    ...acceptedCases(folder, native),
    ...rejectedCases(path.join(folder, 'parse-fail')),
  ],
};

function acceptedCases(folder: string, native: NativeTools | null): readonly Case[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.wit.json'))
    .map((name) => {
      const stem = name.slice(0, -'.wit.json'.length);
      return { name: stem, run: () => compareJson(folder, stem, native) };
    });
}

async function compareJson(folder: string, stem: string, native: NativeTools | null): Promise<Failure> {
  const root = [`${stem}.wit`, `${stem}.wat`, stem].find((name) => existsSync(path.join(folder, name)));
  if (root === undefined) return 'the input is neither WIT nor a binary';
  const binaries = await decodeFiles(folder, root, native);
  if (binaries === null) return null;
  const resolve =
    binaries.get(root) ?? resolveFilesOrThrow(readFileMap(folder, root), root, CORPUS_OPTIONS, binaries);
  return textDifference(toJson(resolve), readFileSync(path.join(folder, `${stem}.wit.json`), 'utf8'));
}
