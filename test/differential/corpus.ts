import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { codegenRoots } from '../conformance/wit-bindgen-suite.js';
import { readFileMap } from '../support/file-map.js';
import type { WitPackage } from './random-packages.js';

/** The valid packages of the conformance data, to change a token in. */
export function corpusPackages(folder: string): readonly WitPackage[] {
  return [
    ...acceptedPackages(`${folder}/wit-parser/ui`),
    ...wasiPackages(`${folder}/wasi`),
    ...codegen(`${folder}/wit-bindgen/codegen`),
  ];
}

/** Those of wit-parser's accepted cases that are text. */
function acceptedPackages(folder: string): readonly WitPackage[] {
  const stems = readdirSync(folder).flatMap((name) =>
    name.endsWith('.wit.json') ? name.slice(0, -'.wit.json'.length) : [],
  );
  return stems.flatMap((stem) => {
    const root = [`${stem}.wit`, stem].find((name) => existsSync(path.join(folder, name)));
    if (root === undefined || stem === 'kinds-of-deps') return [];
    return { name: stem, files: readFileMap(folder, root), root };
  });
}

function wasiPackages(folder: string): readonly WitPackage[] {
  return readdirSync(folder).map((version) => {
    const deps = [...readFileMap(folder, version)].map(([key, text]): [string, string] => [
      key.replace(version, 'root/deps'),
      text,
    ]);
    return {
      name: `wasi-${version}`,
      files: new Map([['root/root.wit', 'package local:all;\n'], ...deps]),
      root: 'root',
    };
  });
}

function codegen(folder: string): readonly WitPackage[] {
  return codegenRoots(folder).map((root) => ({ name: root, files: readFileMap(folder, root), root }));
}
