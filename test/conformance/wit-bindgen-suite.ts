import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { readFileMap } from '../support/file-map.js';
import { checkPackage } from '../support/check-package.js';
import type { Suite } from './suite.js';

/** The packages that wit-bindgen generates code for: `X.wit`, else `X/wit`, else `X/`. */
export const witBindgenSuite: Suite = {
  folder: 'wit-bindgen/codegen',
  needsNative: 'JSON is not compared with native',
  cases: (folder, native) =>
    codegenRoots(folder).map((root) => ({
      name: root.split('/')[0]?.replace(/\.wit$/, '') ?? root,
      run: () => checkPackage(readFileMap(folder, root), root, native),
    })),
};

/** The roots of the packages, relative to `folder`. */
export function codegenRoots(folder: string): readonly string[] {
  return readdirSync(folder)
    .sort()
    .filter((name) => name.endsWith('.wit') || statSync(path.join(folder, name)).isDirectory())
    .map((name) => (existsSync(path.join(folder, name, 'wit')) ? `${name}/wit` : name));
}
