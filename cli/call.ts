import { Option, type Command } from 'commander';
import { readSources } from '../node/index.js';
import { refuse } from './guest.js';
import { invoke, type InvokeFlags, lineOf } from './invoke.js';
import type { CliIo } from './io.js';
import { cliMessages } from './messages.js';
import { addExamples, type Host } from './options.js';
import { addPolicyOptions } from './policy-flags.js';
import { report } from './report.js';

interface CallFlags extends InvokeFlags {
  /** Where the calls are, if they are no argument. */
  readonly file?: string;
}

/** How `witwright call` is called. */
export function defineCall(command: Command, { io, exit }: Host): void {
  command
    .description(
      'Call functions that a component exports, with arguments and results in WAVE. All calls are checked before anything runs; then each result is printed. Of an interface a call may name its last part, or none where only one interface has the function. The exit code is 1 where a call gives `err(…)`, which ends the line, 134 after a trap, 125 if nothing was run.',
    )
    .action(async (component: string, calls: string | undefined, flags: CallFlags) => {
      exit(await call(component, calls, flags, io));
    });
  addExamples(command, [
    [`witwright call app.wasm 'greet("you")'`, 'a function, wherever it is exported'],
    [`witwright call app.wasm 'api#move({x: 1, y: -2.5})'`, 'one of the interface `api`'],
    [`witwright call app.wasm 'counter(3).inc(2)'`, 'make a resource, call a method of it'],
    [`witwright call app.wasm 'c = counter(3); c.inc(2); c.get()'`, 'name a result and use it'],
    [`witwright call app.wasm 'c = counter.zero(); keep(c)'`, 'static function; name as argument'],
  ]);
  command
    .option('-f, --file <file>', 'read the calls from a file')
    .addOption(
      new Option('--format <format>', 'print results as text, or as a JSON object a line')
        .choices(['text', 'json'])
        .default('text'),
    );
  addPolicyOptions(command);
}

/** `witwright call`. */
async function call(
  component: string,
  calls: string | undefined,
  flags: CallFlags,
  io: CliIo,
): Promise<number> {
  const { file } = flags;
  if ((calls === undefined) === (file === undefined)) {
    const usage =
      calls === undefined
        ? cliMessages.missingArgument.at(null, { argument: '<calls>', command: 'witwright call' }, HELP)
        : cliMessages.conflictingOptions.at(null, { option: '--file', other: '<calls>' });
    return await report([usage], io);
  }
  if (file === undefined) return await invoke(component, lineOf(calls ?? ''), flags, io);
  const { value: sources, diagnostics } = readSources([file], io.cwd);
  const [source] = sources;
  return source === undefined ? await refuse(diagnostics, io) : await invoke(component, source, flags, io);
}

const HELP = { help: ['`witwright call --help` shows examples and all options'] };
