import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { inRepository } from './repository.js';

/** The bytes of the tarball that `npm pack` makes of the built package, and of what it unpacks to. */
export function packedSize(): { readonly tarball: number; readonly installed: number } {
  const { dependencies = {} } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  // Everything is bundled; a run-time dependency would have to be added to the sum here.
  if (Object.keys(dependencies).length > 0) throw new Error('the package has run-time dependencies');
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: inRepository(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [pack] = JSON.parse(output) as { size: number; unpackedSize: number }[];
  if (pack === undefined) throw new Error('npm packed nothing');
  return { tarball: pack.size, installed: pack.unpackedSize };
}

/** The gzipped bytes of a built module, bundled and minified for a page. */
export async function browserBundleSize(module: string): Promise<number> {
  const bundle = await rolldown({ input: inRepository('dist', `${module}.js`), platform: 'browser' });
  const { output } = await bundle.generate({ format: 'esm', minify: true, codeSplitting: false });
  await bundle.close();
  return gzipSync(output[0].code, { level: 9 }).length;
}
