import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packPackage, run, type PackedPackage } from '../support/packed.js';
import { browserBundleSize, packedSize } from '../support/package-size.js';
import { inRepository } from '../support/repository.js';

const MEGABYTE = 1_000_000;

const manifest = JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, unknown>>;
};

/** `witwright/base`, `witwright/wit-parser`, … */
const subPaths = Object.keys(manifest.exports)
  .filter((name) => name !== './package.json')
  .map((name) => `witwright${name.slice(1)}`);

/** Those that are for Node, or for a program that has Prettier. */
const ON_NODE = new Set(['witwright/node', 'witwright/prettier']);

let packed: PackedPackage;
beforeAll(() => {
  packed = packPackage();
});
afterAll(() => packed.dispose());

describe('the packed package', () => {
  it('passes publint', () => {
    const output = run(tool('publint'), ['run', packed.tarball, '--strict'], inRepository());
    expect(output).toContain('All good!');
  });

  it('resolves with its types in ESM, as attw sees it', () => {
    const args = [packed.tarball, '--profile', 'esm-only', '--format', 'ascii'];
    expect(() => run(tool('attw'), args, inRepository())).not.toThrow();
  });

  it('is at most 8 MB, with what is installed beside it', () => {
    const { tarball, installed } = packedSize();
    expect(tarball).toBeLessThanOrEqual(8 * MEGABYTE);
    expect(installed).toBeLessThanOrEqual(8 * MEGABYTE);
  });

  it('gives a page that parses WIT at most 80 kB (gzip)', async () => {
    expect(await browserBundleSize('wit-parser/index')).toBeLessThanOrEqual(80_000);
  });

  it('carries the notices of what is bundled', () => {
    const notices = readFileSync(inRepository('dist', 'THIRD-PARTY-NOTICES.md'), 'utf8');
    const names = [...notices.matchAll(/^## (\S+) \S+$/gm)].map(([, name]) => name);
    expect(names).toEqual(expect.arrayContaining(['chevrotain', 'commander', 'picocolors', 'prettier']));
    expect(notices).not.toContain('carries no licence text');
  });
});

describe('the package, installed in an empty folder', () => {
  let folder: string;
  beforeAll(() => {
    folder = path.join(packed.folder, 'app');
    mkdirSync(folder);
    writeFileSync(
      path.join(folder, 'package.json'),
      '{ "name": "app", "private": true, "type": "module" }\n',
    );
    run('npm', ['install', '--no-audit', '--no-fund', '--offline', packed.tarball], folder);
  });

  /** The installed command. */
  function witwright(...args: readonly string[]): string {
    return run(path.join(folder, 'node_modules', '.bin', 'witwright'), args, folder);
  }

  it('brings the WASI shim with its native helper, and no other package', () => {
    const modules = path.join(folder, 'node_modules');
    expect(readdirSync(modules).filter((name) => !name.startsWith('.'))).toEqual([
      '@bytecodealliance',
      'witwright',
    ]);
    const brought = readdirSync(path.join(modules, '@bytecodealliance'));
    expect(brought.filter((name) => !name.startsWith('jco-node-fs'))).toEqual(['preview2-shim']);
  });

  it('answers `witwright --help`', () => {
    expect(witwright('--help')).toContain('Usage: witwright');
  });

  it('checks a WIT package', () => {
    writeFileSync(path.join(folder, 'a.wit'), 'package a:b;\n\ninterface i {\n  f: func() -> u32;\n}\n');
    expect(() => witwright('check', 'a.wit')).not.toThrow();
  });

  it('refuses a broken one', () => {
    writeFileSync(
      path.join(folder, 'broken.wit'),
      'package a:b;\n\ninterface i {\n  f: func() -> nobody;\n}\n',
    );
    expect(() => witwright('check', 'broken.wit')).toThrow('wit/unknown-type');
  });

  it('explains a code', () => {
    expect(witwright('explain', 'wit/unknown-type')).toContain('wit/unknown-type');
  });

  // What a thread runs is no module to import.
  it.each(subPaths.filter((subPath) => subPath !== 'witwright/node/worker'))('imports %s', (subPath) => {
    const count = run(
      'node',
      ['-e', `import(${JSON.stringify(subPath)}).then((m) => console.log(Object.keys(m).length))`],
      folder,
    );
    expect(Number(count)).toBeGreaterThan(0);
  });

  it('type-checks in a page: without the types of Node or the DOM', () => {
    const portable = subPaths.filter((subPath) => !ON_NODE.has(subPath));
    const use = `import { resolve, sourcesFrom, type Resolve } from 'witwright/wit-parser';
const sources = sourcesFrom(new Map([['a.wit', 'package a:b;']]), 'a.wit').value;
export const resolved: Resolve | null = sources === null ? null : resolve(sources).value;
`;
    expect(() => typeCheck(use + importAll(portable), [])).not.toThrow();
  });

  it('type-checks on Node, beside Prettier', () => {
    for (const name of ['prettier', '@types/node']) {
      const link = path.join(folder, 'node_modules', name);
      mkdirSync(path.dirname(link), { recursive: true });
      symlinkSync(inRepository('node_modules', name), link);
    }
    expect(() => typeCheck(importAll(subPaths), ['node'])).not.toThrow();
  });

  /** Compiles a module of a user, the package's declarations included. */
  function typeCheck(text: string, types: readonly string[]): void {
    const compilerOptions = {
      strict: true,
      noEmit: true,
      module: 'nodenext',
      target: 'es2022',
      lib: ['es2023'],
      types,
    };
    writeFileSync(path.join(folder, 'app.ts'), text);
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['app.ts'] }));
    run(tool('tsc'), ['-p', folder], folder);
  }
});

function importAll(names: readonly string[]): string {
  return names
    .map((name, index) => `import * as room${index} from '${name}';\nexport { room${index} };\n`)
    .join('');
}

/** A command of the repository's own devDependencies. */
function tool(name: string): string {
  return inRepository('node_modules', '.bin', name);
}
