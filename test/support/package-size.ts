import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Plugin, rolldown } from 'rolldown';
import { inRepository } from './repository.js';

/** The packages that are installed beside ours, dependencies of dependencies included, with where they are. */
const INSTALLED = ['@bytecodealliance'];

/** The bytes of the tarball that `npm pack` makes of the built package, and of all that is there once it is installed. */
export function packedSize(): { readonly tarball: number; readonly installed: number } {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: inRepository(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [pack] = JSON.parse(output) as { size: number; unpackedSize: number }[];
  if (pack === undefined) throw new Error('npm packed nothing');
  const beside = INSTALLED.map((folder) => bytesIn(inRepository('node_modules', folder)));
  return { tarball: pack.size, installed: beside.reduce((sum, size) => sum + size, pack.unpackedSize) };
}

function bytesIn(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(path.join(parentPath, name)).size, 0);
}

/** The gzipped bytes of a built module, or of what a page that imports `names` of it is left with, bundled and minified. */
export async function browserBundleSize(module: string, names?: readonly string[]): Promise<number> {
  const file = inRepository('dist', `${module}.js`);
  const bundle = await rolldown({ input: 'page', platform: 'browser', plugins: [pageOf(file, names)] });
  const { output } = await bundle.generate({ format: 'esm', minify: true, codeSplitting: false });
  await bundle.close();
  return gzipSync(output[0].code, { level: 9 }).length;
}

function pageOf(file: string, names: readonly string[] | undefined): Plugin {
  const what = names === undefined ? '*' : `{ ${names.join(', ')} }`;
  return {
    name: 'page',
    resolveId: (id) => (id === 'page' ? id : null),
    load: (id) => (id === 'page' ? `export ${what} from ${JSON.stringify(file)};` : null),
  };
}
