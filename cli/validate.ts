import { Option, type Command } from 'commander';
import { hasErrors, type BinaryFile, type Diagnostic } from '../base/index.js';
import { layerOf, parseFeatures, validate, wholeFile } from '../component/index.js';
import { readInput } from './binary-io.js';
import type { CliIo } from './io.js';
import { addExamples, addQuietOption, type Host } from './options.js';
import { report, reportJson } from './report.js';
import { sizeText } from './size.js';

interface ValidateFlags {
  readonly features?: string;
  readonly format: 'text' | 'json';
  readonly quiet?: boolean;
}

/** How `witwright validate` is called. */
export function defineValidate(command: Command, { io, exit }: Host): void {
  command
    .description(
      'Report every error of components, core modules and WIT packages in binary form. Function bodies are validated by the engine that runs this command.',
    )
    .action(async (paths: string[], flags: ValidateFlags) => {
      exit(await validateFiles(paths, flags, io));
    });
  addExamples(command, [
    ['witwright validate app.wasm', 'a component or a core module'],
    ['witwright validate app.wasm --features all', 'with everything that is not a standard yet'],
    ['witwright validate *.wasm --format json', 'for other programs'],
  ]);
  command
    .option('-f, --features <features>', 'features to switch on, or off with a - before; `all` for all')
    .addOption(
      new Option('--format <format>', 'how to print findings').choices(['text', 'json']).default('text'),
    );
  addQuietOption(command);
}

/** `witwright validate`: reports every error of the binaries at `paths`, or of the standard input. */
async function validateFiles(paths: readonly string[], flags: ValidateFlags, io: CliIo): Promise<number> {
  const { value: features, diagnostics } = parseFeatures(flags.features ?? '');
  if (hasErrors(diagnostics)) return await report(diagnostics, io);
  const all: Diagnostic[] = [];
  const valid: BinaryFile[] = [];
  for (const path of paths.length === 0 ? ['-'] : new Set(paths)) {
    const input = await readInput(path, io);
    const found = [...input.diagnostics];
    if (input.value !== null) found.push(...validate(wholeFile(input.value), { features }).diagnostics);
    if (input.value !== null && !hasErrors(found)) valid.push(input.value);
    all.push(...found);
  }
  if (flags.format === 'json') return await reportJson(all, io);
  const exitCode = await report(all, io);
  if (flags.quiet !== true) for (const file of valid) io.stderr.write(`${describe(file)}\n`);
  return exitCode;
}

function describe(file: BinaryFile): string {
  return `${file.path}: a valid ${layerOf(wholeFile(file))}, ${sizeText(file.bytes.length)}`;
}
