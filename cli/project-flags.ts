import { defaultPath, resolveProject, type Project } from '../node/index.js';
import type { Result } from '../base/index.js';
import type { CliIo } from './io.js';

/** Options of every command that resolves packages. */
export interface ProjectFlags {
  readonly features?: readonly string[];
  readonly allFeatures?: boolean;
  readonly strictDeps?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** Loads and resolves `paths` as the flags say, and tells with `--verbose` what was used. */
export async function loadProject(
  paths: readonly string[],
  flags: ProjectFlags,
  io: CliIo,
): Promise<Result<Project>> {
  const stdin = paths.includes('-') ? { stdin: await io.readStdin() } : {};
  const project = await resolveProject(paths, { ...flags, ...stdin, cwd: io.cwd });
  if (flags.verbose === true) {
    for (const path of paths) io.stderr.write(`reads ${path === '-' ? 'the standard input' : path}\n`);
    for (const { name, version } of project.value.builtins) {
      const view = name.endsWith(`@${version}`) ? '' : `, as part of ${version}`;
      io.stderr.write(`uses the built-in package ${name}${view}\n`);
    }
  }
  return project;
}

/** `paths`, or where the WIT is by custom when none are given. */
export function pathsOrDefault(paths: readonly string[], io: CliIo): readonly string[] {
  return paths.length > 0 ? [...new Set(paths)] : [defaultPath(io.cwd)];
}

/** `3 packages`, `1 file` */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
