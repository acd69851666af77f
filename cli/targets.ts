import { Option, type Command } from 'commander';
import { hasErrors, type Diagnostic, type Result } from '../base/index.js';
import { wholeFile, type Slice } from '../component/index.js';
import { targets } from '../wit-component/index.js';
import { selectWorld, worldId, type Resolve, type World } from '../wit-parser/index.js';
import { readInput } from './binary-io.js';
import { EXIT } from './exit-code.js';
import type { CliIo } from './io.js';
import { addExamples, addFeatureOptions, addLoudnessOptions, collect, type Host } from './options.js';
import { loadProject, type ProjectFlags } from './project-flags.js';
import { report, reportJson } from './report.js';

interface TargetsFlags extends ProjectFlags {
  readonly world?: readonly string[];
  readonly any?: boolean;
  readonly exact?: boolean;
  readonly format: 'text' | 'json';
}

/** How `witwright targets` is called. */
export function defineTargets(command: Command, { io, exit }: Host): void {
  command
    .description(
      'Check whether a component fits a world: whether it needs nothing that the world does not import, and exports all that the world exports. Compatible versions of an interface count as the same.',
    )
    .action(async (wit: string, component: string | undefined, flags: TargetsFlags) => {
      exit(await checkTargets(wit, component, flags, io));
    });
  addExamples(command, [
    ['witwright targets wit app.wasm', 'the only world of the package in wit/'],
    ['witwright targets wit app.wasm -w wasi:http/proxy@0.2.0', 'a world by its name'],
    ['witwright targets platform app.wasm --any', 'whether it fits at least one world of the package'],
  ]);
  command
    .option('-w, --world <world>', 'the world; may be repeated', collect)
    .option('--any', 'fit one of the given worlds, or of all worlds of the package')
    .addOption(new Option('--exact', 'take versions as they are written').conflicts('semverCompatible'))
    .addOption(new Option('--semver-compatible', 'the default; for scripts of wasm-tools').hideHelp())
    .addOption(
      new Option('--format <format>', 'how to print findings').choices(['text', 'json']).default('text'),
    );
  addFeatureOptions(command);
  addLoudnessOptions(command);
}

/** `witwright targets`. */
async function checkTargets(
  wit: string,
  component: string | undefined,
  flags: TargetsFlags,
  io: CliIo,
): Promise<number> {
  const project = await loadProject([wit], flags, io);
  const input = await readInput(component, io);
  const all: Diagnostic[] = [...project.diagnostics, ...input.diagnostics];
  const { resolve } = project.value;
  if (resolve === null || input.value === null || hasErrors(all)) return await finish(all, flags, io);
  const worlds = worldsOf(resolve, flags);
  all.push(...worlds.diagnostics);
  if (hasErrors(all)) return await finish(all, flags, io);
  const { value: fitting, diagnostics } = compare(wholeFile(input.value), resolve, worlds.value, flags);
  const exitCode = await finish([...all, ...diagnostics], flags, io);
  if (exitCode === EXIT.ok && flags.quiet !== true && flags.format === 'text') {
    for (const world of fitting) io.stderr.write(`${input.value.path} fits ${worldId(world)}\n`);
  }
  return exitCode;
}

function worldsOf(resolve: Resolve, flags: TargetsFlags): Result<readonly World[]> {
  if (flags.world === undefined && flags.any === true) {
    return { value: [...resolve.main.worlds.values()], diagnostics: [] };
  }
  const found = (flags.world ?? [undefined]).map((name) => selectWorld(resolve, name));
  return {
    value: found.flatMap(({ value }) => value ?? []),
    diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** The worlds that the component fits, and what keeps it from the others; with `--any` one that fits is enough. */
function compare(
  component: Slice,
  resolve: Resolve,
  worlds: readonly World[],
  { any = false, exact = false }: TargetsFlags,
): Result<readonly World[]> {
  const results = worlds.map((world) => ({ world, ...targets(component, resolve, world, { exact }) }));
  const fitting = results.filter(({ value }) => value);
  const kept = any && fitting.length > 0 ? fitting : results;
  return {
    value: fitting.map(({ world }) => world),
    diagnostics: kept.flatMap(({ diagnostics }) => diagnostics),
  };
}

async function finish(
  diagnostics: readonly Diagnostic[],
  { format }: TargetsFlags,
  io: CliIo,
): Promise<number> {
  return format === 'json' ? await reportJson(diagnostics, io) : await report(diagnostics, io);
}
