// What every bundling step shares: how `.js` specifiers find their `.ts` sources, and where results go.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { generateWitPackages } from './wit-packages.mjs';

export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Input options for every bundle: TypeScript sources import each other as `./name.js`. */
export const TS_SOURCES = { resolve: { extensionAlias: { '.js': ['.ts', '.js'] } }, logLevel: 'warn' };

export function readManifest() {
  return JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
}

/**
 * Bundles one TypeScript entry and its rooms into `.cache/`, where npm packages resolve as from the sources.
 * Returns the path of the module. The file name depends on the entry, so that runners can run side by side.
 */
export async function bundleForNode(entry) {
  generateWitPackages();
  const input = path.resolve(ROOT, entry);
  const { dependencies, devDependencies } = readManifest();
  const external = new Set(Object.keys({ ...dependencies, ...devDependencies }));
  const bundle = await rolldown({
    ...TS_SOURCES,
    input,
    cwd: ROOT,
    platform: 'node',
    external: (id) =>
      external.has(id.split('/', id.startsWith('@') ? 2 : 1).join('/')) || id.startsWith('node:'),
  });
  const name = `${path.basename(entry, '.ts')}-${createHash('sha256').update(input).digest('hex').slice(0, 8)}`;
  const file = path.join(ROOT, '.cache', 'run', `${name}-${process.pid}.mjs`);
  await bundle.write({ file, format: 'esm', sourcemap: 'inline', codeSplitting: false });
  await bundle.close();
  process.on('exit', () => rmSync(file, { force: true }));
  return file;
}
