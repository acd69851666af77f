import { pathToFileURL } from 'node:url';
import { existsSync } from 'node:fs';
import { inRepository } from '../test/support/repository.js';

/** A built module of the package: benchmarks measure what users get. */
export async function built<T>(module: string): Promise<T> {
  return (await import(pathToFileURL(builtFile(module)).href)) as T;
}

export function builtFile(module: string): string {
  const file = inRepository('dist', `${module}.js`);
  if (!existsSync(file)) throw new Error(`no dist/${module}.js: run \`npm run build\` first`);
  return file;
}
