import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
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

  it('is at most 8 MB, with nothing to install beside it', () => {
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
    expect(names).toEqual(
      expect.arrayContaining(['chevrotain', 'commander', 'lodash-es', 'picocolors', 'semver']),
    );
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

  it('brings no other package', () => {
    expect(readdirSync(path.join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'witwright',
    ]);
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

  it.each(subPaths)('imports %s', (subPath) => {
    const count = run(
      'node',
      ['-e', `import(${JSON.stringify(subPath)}).then((m) => console.log(Object.keys(m).length))`],
      folder,
    );
    expect(Number(count)).toBeGreaterThan(0);
  });

  it('type-checks for its users', () => {
    const imports = subPaths.map(
      (subPath, index) => `import * as room${index} from '${subPath}';\nexport { room${index} };\n`,
    );
    const use = `import { resolve, sourcesFrom, type Resolve } from 'witwright/wit-parser';
const sources = sourcesFrom(new Map([['a.wit', 'package a:b;']]), 'a.wit').value;
export const resolved: Resolve | null = sources === null ? null : resolve(sources).value;
`;
    writeFileSync(path.join(folder, 'app.ts'), imports.join('') + use);
    const options = '--strict --noEmit --module nodenext --target es2022 --lib es2023 --types';
    const tsc = [tool('tsc'), ...options.split(' '), '', 'app.ts'];
    expect(() => run('node', tsc, folder)).not.toThrow();
  });
});

/** A command of the repository's own devDependencies. */
function tool(name: string): string {
  return inRepository('node_modules', '.bin', name);
}
