import { Option, type Command } from 'commander';
import { hasErrors, type BinaryFile, type Diagnostic, type Result } from '../base/index.js';
import { layerOf, wholeFile } from '../component/index.js';
import { isBinary } from '../node/index.js';
import { decodeWit, encodePackage } from '../wit-component/index.js';
import {
  checkEncodable,
  print,
  printPackages,
  toJson,
  type Resolve,
  type World,
} from '../wit-parser/index.js';
import { readInput, refusesTerminal, writeOutput } from './binary-io.js';
import { exitCodeOf } from './exit-code.js';
import { inspectComponent, inspectModule } from './inspect-binary.js';
import { addTransformOptions, transform, type TransformFlags } from './inspect-transform.js';
import type { CliIo } from './io.js';
import { cliMessages } from './messages.js';
import { addExamples, addFeatureOptions, addLoudnessOptions, type Host } from './options.js';
import { toolProducers } from './package-root.js';
import { loadProject, pathsOrDefault, type ProjectFlags } from './project-flags.js';
import { report } from './report.js';
import { textFormat } from './text-format.js';
import { writeAll } from './write-all.js';

type Format = 'tree' | 'wit' | 'json' | 'wat' | 'wasm';

interface InspectFlags extends ProjectFlags, TransformFlags {
  readonly format?: Format;
  readonly why?: string;
  readonly docs: boolean;
  readonly extraDocs: boolean;
  readonly outDir?: string;
  readonly output?: string;
  readonly force?: boolean;
}

/** How `witwright inspect` is called. */
export function defineInspect(command: Command, { io, exit }: Host): void {
  command
    .description(
      'Print WIT packages with names looked up, worlds elaborated and gates decided; draw what is in a component.',
    )
    .action(async (path: string | undefined, flags: InspectFlags) => {
      exit(await inspect(path, flags, io));
    });
  addExamples(command, [
    ['witwright inspect wit', 'all packages as one WIT text'],
    ['witwright inspect wit --format json', 'as JSON, the same as wasm-tools prints'],
    ['witwright inspect wit --format wasm -o wit.wasm', 'as a package in binary form'],
    ['witwright inspect app.wasm', 'what a component imports, exports and holds'],
    ['witwright inspect app.wasm --why wasi:cli/exit', 'who in a component needs an import'],
    ['witwright inspect app.wasm --format wit', 'the WIT of a component'],
  ]);
  command
    .addOption(
      new Option(
        '--format <format>',
        'what to print; `tree` of a component or core module, else `wit` by default',
      ).choices(['tree', 'wit', 'json', 'wat', 'wasm']),
    )
    .option('--why <import>', 'print what in the component needs this import')
    .option('-o, --output <file>', 'where the result goes; the standard output by default')
    .option('--out-dir <dir>', 'write a file for each package, dependencies in deps/')
    .option('--force', 'replace files that differ');
  addFeatureOptions(command);
  addLoudnessOptions(command);
  command
    .optionsGroup('Docs:')
    .option('--no-docs', 'leave out doc comments')
    .option('--no-extra-docs', 'leave the docs of dependencies out of a binary');
  addTransformOptions(command.optionsGroup('Turning a world around:'));
}

/** `witwright inspect`: prints the resolved packages or draws the binary at `path`. */
async function inspect(path: string | undefined, flags: InspectFlags, io: CliIo): Promise<number> {
  const misuse = misuseOf(flags, io);
  if (misuse !== null) return await report([misuse], io);
  const stdin = path === '-' ? await io.readStdin() : null;
  const known: CliIo = stdin === null ? io : { ...io, readStdin: () => Promise.resolve(stdin) };
  if (path === undefined || !isBinary(path, { cwd: io.cwd, ...(stdin === null ? {} : { stdin }) })) {
    const { value, diagnostics } = await loadProject(
      pathsOrDefault(path === undefined ? [] : [path], io),
      flags,
      known,
    );
    return await printModel({ value: value.resolve, diagnostics }, null, flags, io);
  }
  const input = await readInput(path, known);
  return input.value === null
    ? await report(input.diagnostics, io)
    : await inspectFile(input.value, flags, io);
}

async function inspectFile(file: BinaryFile, flags: InspectFlags, io: CliIo): Promise<number> {
  const slice = wholeFile(file);
  const { format, why } = flags;
  if (format === 'wat') {
    const text = textFormat(file);
    if (hasErrors(text.diagnostics)) return await report(text.diagnostics, io);
    return await writeOutput(text.value, flags, io);
  }
  const isDrawn = why !== undefined || format === undefined || format === 'tree';
  if (isDrawn && layerOf(slice) === 'core module') return await inspectModule(file, io);
  const decoded = decodeWit(slice);
  // A WIT package prints as WIT unless it is asked for otherwise.
  const isPackage = decoded.value?.kind === 'package' && format === undefined && why === undefined;
  if (isDrawn && !isPackage) {
    return await inspectComponent(file, decoded, why, io);
  }
  const { value, diagnostics } = decoded;
  const world = value === null || value.kind === 'package' ? null : value.world;
  return await printModel({ value: value?.resolve ?? null, diagnostics }, world, flags, io);
}

/** Prints a model as the flags say. `world` is that of a component, where it is one. */
async function printModel(
  model: Result<Resolve | null>,
  world: World | null,
  flags: InspectFlags,
  io: CliIo,
): Promise<number> {
  const all: Diagnostic[] = [...model.diagnostics];
  if (model.value === null || hasErrors(all)) return await report(all, io);
  const { value: resolve, diagnostics } = transform(model.value, world, flags);
  all.push(...diagnostics);
  const isBinaryForm = flags.format === 'wasm' || flags.format === 'wat';
  if (resolve !== null && isBinaryForm) all.push(...checkEncodable(resolve));
  const exitCode = await report(all, io);
  if (resolve === null || hasErrors(all)) return exitCode;
  const { docs, outDir } = flags;
  if (outDir !== undefined) return await writeAll(outDir, printPackages(resolve, { docs }), flags, io);
  return Math.max(exitCodeOf(all), await writeOutput(contentOf(resolve, flags), flags, io));
}

function contentOf(resolve: Resolve, { format = 'wit', docs, extraDocs }: InspectFlags): string | Uint8Array {
  switch (format) {
    case 'json':
      return toJson(resolve);
    case 'wasm':
      return encodePackage(resolve, { extraDocs, producers: toolProducers() });
    case 'wat': {
      const bytes = encodePackage(resolve, { extraDocs, producers: toolProducers() });
      return textFormat({ path: 'package.wasm', bytes }).value;
    }
    default:
      return print(resolve, { docs });
  }
}

function misuseOf(flags: InspectFlags, io: CliIo): Diagnostic | null {
  const { format, outDir, output, docs } = flags;
  const conflict = (option: string, other: string): Diagnostic =>
    cliMessages.conflictingOptions.at(null, { option, other });
  if (outDir !== undefined && output !== undefined) return conflict('--output', '--out-dir');
  if (outDir !== undefined && format !== undefined && format !== 'wit')
    return conflict('--out-dir', `--format ${format}`);
  if (!docs && format !== undefined && format !== 'wit') return conflict('--no-docs', `--format ${format}`);
  if (flags.why !== undefined && format !== undefined && format !== 'tree')
    return conflict('--why', `--format ${format}`);
  return format === 'wasm' ? refusesTerminal(output === undefined ? {} : { output }, io) : null;
}
