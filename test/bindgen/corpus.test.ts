import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateTypes, type OutputFile } from '../../bindgen/index.js';
import { readFileMap } from '../support/file-map.js';
import { conformanceDir, requireOrSkip } from '../support/oracles.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { SIDES, tsc } from './support.js';
import { wasiWorlds, witBindgenWorlds, type NamedWorld } from './witness/corpora.js';

const conformance = conformanceDir();

describe.skipIf(requireOrSkip(conformance, 'conformance'))('the worlds of other projects', () => {
  it.each(SIDES)(
    'have declarations for the %s that tsc accepts',
    async (side) => {
      const folder = temporaryDirectory();
      const worlds = allWorlds(conformance ?? '').map(({ resolve, world }, index) => {
        const files = generateTypes(resolve, world, { side }).value;
        const place = path.join(folder, String(index));
        writeFiles(place, files);
        return { place, modules: ambientModules(files) };
      });
      expect(worlds.length).toBeGreaterThan(200);
      expect(await tsc(folder, groupsWithoutClashes(worlds))).toBe('');
    },
    180_000,
  );
});

function allWorlds(root: string): readonly NamedWorld[] {
  return [
    ...wasiWorlds(path.join(root, 'wasi')),
    ...witBindgenWorlds(path.join(root, 'wit-bindgen', 'codegen')),
    ...acceptedWorlds(path.join(root, 'wit-parser', 'ui')),
  ];
}

/** The worlds of wit-parser's own cases that are to be accepted, as far as they are text. */
function acceptedWorlds(folder: string): readonly NamedWorld[] {
  const isAccepted = (entry: string): boolean =>
    existsSync(path.join(folder, `${path.parse(entry).name}.wit.json`));
  return readdirSync(folder)
    .filter((entry) => !entry.includes('.wit.') && isAccepted(entry) && isText(path.join(folder, entry)))
    .sort()
    .flatMap((entry) => {
      const resolve = resolveFilesOrThrow(readFileMap(folder, entry), entry, { features: ['active'] });
      const worlds = resolve.packages.flatMap((pkg) => [...pkg.worlds.values()]);
      return worlds.map((world) => ({ name: `${entry}/${world.name}`, resolve, world }));
    });
}

function isText(entry: string): boolean {
  const files = statSync(entry).isDirectory() ? readdirSync(entry, { recursive: true }).map(String) : [entry];
  return !files.some((file) => /\.wa(?:t|sm)$/.test(file));
}

function writeFiles(folder: string, files: readonly OutputFile[]): void {
  for (const { path: name, text } of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

function ambientModules(files: readonly OutputFile[]): readonly string[] {
  return files.flatMap(({ text }) =>
    [...text.matchAll(/^declare module '(.*)'/gm)].map(([, name]) => name ?? ''),
  );
}

/** Folders that may share a program: an ambient module is global, so no two of them may declare the same. */
function groupsWithoutClashes(
  worlds: readonly { readonly place: string; readonly modules: readonly string[] }[],
): readonly (readonly string[])[] {
  const groups: { readonly places: string[]; readonly modules: Set<string> }[] = [];
  for (const { place, modules } of worlds) {
    let group = groups.find((candidate) => !modules.some((name) => candidate.modules.has(name)));
    if (group === undefined) groups.push((group = { places: [], modules: new Set() }));
    group.places.push(place);
    for (const name of modules) group.modules.add(name);
  }
  return groups.map((group) => group.places);
}
