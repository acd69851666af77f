import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRepository } from './repository.js';

/** The tarball that users install. */
export interface PackedPackage {
  readonly tarball: string;
  /** An empty folder beside it, gone with `dispose`. */
  readonly folder: string;
  dispose(): void;
}

/** Packs the built package. Throws where it is not built: `npm test` builds first. */
export function packPackage(): PackedPackage {
  if (!existsSync(inRepository('dist'))) throw new Error('there is no dist: run `npm run build` first');
  const folder = mkdtempSync(path.join(tmpdir(), 'witwright-packed-'));
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [packed] = JSON.parse(run('npm', args, inRepository())) as { filename: string }[];
  if (packed === undefined) throw new Error('npm packed nothing');
  return {
    tarball: path.join(folder, packed.filename),
    folder,
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Runs a program to its end and returns its standard output; throws with both outputs where it fails. */
export function run(program: string, args: readonly string[], cwd: string): string {
  try {
    return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout ?? ''}${stderr ?? ''}`, { cause: error });
  }
}
