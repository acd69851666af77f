import { join } from 'node:path/posix';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { hasErrors } from '../base/index.js';
import { generateTypes } from '../bindgen/index.js';
import { outdatedOutputs, type OutputFile } from '../node/index.js';
import { selectWorld } from '../wit-parser/index.js';
import { exitCodeOf } from './exit-code.js';
import type { CliIo } from './io.js';
import { typesMessages } from './messages.js';
import { addExamples, addFeatureOptions, addLoudnessOptions, type Host } from './options.js';
import { counted, loadProject, pathsOrDefault, type ProjectFlags } from './project-flags.js';
import { report } from './report.js';
import { writeAll } from './write-all.js';

interface TypesFlags extends ProjectFlags {
  readonly world?: string;
  readonly guest?: boolean;
  readonly check?: boolean;
  readonly force?: boolean;
  readonly outDir: string;
}

/** How `witwright types` is called. */
export function defineTypes(command: Command, { io, exit }: Host): void {
  command
    .description(
      'Write TypeScript declarations of a world: what a host gives and gets, or what a guest does.',
    )
    .action(async (path: string | undefined, flags: TypesFlags) => {
      exit(await types(path, flags, io));
    });
  addExamples(command, [
    ['witwright types wit -o src/wit', 'for the host of the only world'],
    ['witwright types wit --world app --guest -o src/wit', 'for a guest of the world app'],
    ['witwright types wit -o src/wit --check', 'in CI: exit with 1 if the files are out of date'],
  ]);
  command
    .requiredOption('-o, --out-dir <dir>', 'where the files go')
    .option('-w, --world <world>', 'the world, where there are several')
    .option('--guest', 'the declarations that a guest needs')
    .option('--check', 'write nothing; report files that differ')
    .option('--force', 'replace files that witwright did not generate');
  addFeatureOptions(command);
  addLoudnessOptions(command);
}

/** `witwright types`: writes the TypeScript declarations of a world, or compares them with what is there. */
async function types(path: string | undefined, flags: TypesFlags, io: CliIo): Promise<number> {
  const { value, diagnostics } = await loadProject(
    pathsOrDefault(path === undefined ? [] : [path], io),
    flags,
    io,
  );
  const all = [...diagnostics];
  if (value.resolve === null || hasErrors(all)) return await report(all, io);
  const world = selectWorld(value.resolve, flags.world);
  all.push(...world.diagnostics);
  if (world.value === null) return await report(all, io);
  const side = flags.guest === true ? 'guest' : 'host';
  const files = generateTypes(value.resolve, world.value, { side });
  all.push(...files.diagnostics);
  await report(all, io);
  if (hasErrors(all)) return exitCodeOf(all);
  if (flags.check === true) return await compare(files.value, flags, io);
  return await writeAll(flags.outDir, files.value, flags, io);
}

/** Reports each of `files` that is missing or different on disk. */
async function compare(files: readonly OutputFile[], flags: TypesFlags, io: CliIo): Promise<number> {
  const outdated = outdatedOutputs(resolve(io.cwd, flags.outDir), files);
  if (outdated.length === 0 && flags.quiet !== true) {
    io.stderr.write(`${counted(files.length, 'file')} in ${flags.outDir} up to date\n`);
  }
  const help = ['run the same command without `--check`'];
  const found = outdated.map(({ path, missing }) =>
    typesMessages.outOfDate.at(null, { path: join(flags.outDir, path), missing }, { help }),
  );
  return await report(found, io);
}
