import { Command, Option } from 'commander';
import type { CheckFlags } from './check.js';
import type { FormatFlags } from './format.js';
import type { InspectFlags } from './inspect.js';
import type { CliIo } from './io.js';
import type { TypesFlags } from './types.js';

/** What starts a command, and where its exit code goes. */
interface Host {
  readonly io: CliIo;
  readonly exit: (code: number) => void;
}

type Example = readonly [command: string, does: string];

/** The command line of witwright. Each command loads its code when it runs; `exit` is told its exit code. */
export function createProgram(io: CliIo, exit: (code: number) => void): Command {
  const program = new Command('witwright').description(
    'The WebAssembly Component Model toolchain in TypeScript.',
  );
  prepare(program, io, [
    ['witwright check wit', 'report every error of the package in wit/'],
    ['witwright format --write wit', 'format its files'],
    ['witwright types wit --world app -o src/wit', 'write TypeScript declarations'],
    ['witwright explain wit/unknown-type', 'say more about an error'],
  ]);
  program.option('--version', 'print the version').helpCommand(false);
  const host = { io, exit };
  for (const add of [addCheck, addFormat, addInspect, addTypes, addExplain]) add(program, host);
  return program;
}

/** What all commands share: examples first in the help, errors thrown instead of printed. */
function prepare(command: Command, io: CliIo, examples: readonly Example[]): Command {
  const width = Math.max(...examples.map(([line]) => line.length));
  const lines = examples.map(([line, does]) => `  ${line.padEnd(width)}  ${does}\n`);
  return command
    .addHelpText('before', `Examples:\n${lines.join('')}`)
    .helpOption('-h, --help', 'show this help')
    .addOption(new Option('--debug', 'show the stack of an internal error').hideHelp())
    .showSuggestionAfterError(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: () => undefined,
      // Help is the same in every terminal, and in its golden.
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
    });
}

function addCheck(program: Command, { io, exit }: Host): void {
  const command = program
    .command('check')
    .summary('report every error of WIT packages')
    .description(
      'Report every error of WIT packages. Several are resolved together, as roots of one project.',
    )
    .argument('[paths...]', 'files, directories with their deps/, or - for stdin; wit/ or . by default')
    .action(async (paths: string[], flags: CheckFlags) => {
      const { check } = await import('./check.js');
      exit(await check(paths, flags, io));
    });
  prepare(command, io, [
    ['witwright check', 'the package in wit/, or in the current directory'],
    ['witwright check wit --watch', 'again after each change'],
    ['witwright check wit --format json > report.json', 'for other programs'],
    ['cat app.wit | witwright check -', 'from the standard input'],
  ]);
  addFeatureOptions(command);
  command
    .option('--strict-deps', 'refuse wasi packages that are not in deps/')
    .option('--watch', 'check again when a file changes')
    .addOption(
      new Option('--format <format>', 'how to print findings').choices(['text', 'json']).default('text'),
    );
  addLoudnessOptions(command);
}

function addFormat(program: Command, { io, exit }: Host): void {
  const command = program
    .command('format')
    .summary('format WIT files')
    .description(
      'Format WIT files. One file is printed unless an option says otherwise; deps/ are left alone.',
    )
    .argument('[paths...]', 'files, directories, or - for stdin; wit/ or . by default')
    .action(async (paths: string[], flags: FormatFlags) => {
      const { format } = await import('./format.js');
      exit(await format(paths, flags, io));
    });
  prepare(command, io, [
    ['witwright format app.wit', 'print the formatted text'],
    ['witwright format --write wit', 'format the files in place'],
    ['witwright format --check wit', 'exit with 1 if a file is not formatted'],
    ['witwright format - --stdin-filename app.wit < app.wit', 'for editors'],
  ]);
  const modes = ['check', 'diff', 'write'];
  const mode = (name: string, does: string): Option =>
    new Option(`--${name}`, does).conflicts(modes.filter((other) => other !== name));
  command
    .addOption(mode('check', 'report the files that are not formatted'))
    .addOption(mode('diff', 'print what would change; exit with 1 if anything does'))
    .addOption(mode('write', 'format in place'))
    .option('--stdin-filename <file>', 'the path that messages show for stdin');
  addLoudnessOptions(command, 'name the files that are written');
}

function addInspect(program: Command, { io, exit }: Host): void {
  const command = program
    .command('inspect')
    .summary('print resolved packages as WIT or JSON')
    .description('Print the resolved packages: names looked up, worlds elaborated, gates decided.')
    .argument('[path]', 'a file, a directory with its deps/, or - for stdin; wit/ or . by default')
    .action(async (path: string | undefined, flags: InspectFlags) => {
      const { inspect } = await import('./inspect.js');
      exit(await inspect(path, flags, io));
    });
  prepare(command, io, [
    ['witwright inspect wit', 'all packages as one WIT text'],
    ['witwright inspect wit --format json', 'as JSON, the same as wasm-tools prints'],
    ['witwright inspect wit --out-dir all', 'a file for each package, dependencies in all/deps/'],
  ]);
  command
    .addOption(new Option('--format <format>', 'what to print').choices(['wit', 'json']).default('wit'))
    .option('--no-docs', 'leave out doc comments')
    .option('-o, --out-dir <dir>', 'write files instead of printing')
    .option('--force', 'replace files in --out-dir that differ');
  addFeatureOptions(command);
  addLoudnessOptions(command);
}

function addTypes(program: Command, { io, exit }: Host): void {
  const command = program
    .command('types')
    .summary('write TypeScript declarations of a world')
    .description(
      'Write TypeScript declarations of a world: what a host gives and gets, or what a guest does.',
    )
    .argument('[path]', 'a file, a directory with its deps/, or - for stdin; wit/ or . by default')
    .action(async (path: string | undefined, flags: TypesFlags) => {
      const { types } = await import('./types.js');
      exit(await types(path, flags, io));
    });
  prepare(command, io, [
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

function addExplain(program: Command, { io, exit }: Host): void {
  const command = program
    .command('explain')
    .summary('say more about a diagnostic')
    .description('Say more about a diagnostic, with an example that fails and one that passes.')
    .argument('[code]', 'a code such as wit/unknown-type; without it, all codes are listed')
    .action(async (code: string | undefined) => {
      const { explain } = await import('./explain.js');
      exit(await explain(code, io));
    });
  prepare(command, io, [
    ['witwright explain wit/unknown-type', 'one diagnostic'],
    ['witwright explain', 'list all codes'],
  ]);
}

function addFeatureOptions(command: Command): void {
  command
    .option(
      '--features <names>',
      'show items behind these @unstable features; several with commas',
      splitNames,
    )
    .option('--all-features', 'show all @unstable items');
}

function splitNames(text: string, previous: readonly string[] = []): string[] {
  return [...previous, ...text.split(/[\s,]+/).filter((name) => name !== '')];
}

function addLoudnessOptions(
  command: Command,
  verbose = 'name the files and built-in packages that are used',
): void {
  command
    .addOption(new Option('--quiet', 'print nothing but findings').conflicts('verbose'))
    .option('--verbose', verbose);
}
