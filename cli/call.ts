import { Option, type Command } from 'commander';
import { hasErrors, type SourceFile } from '../base/index.js';
import {
  callComponent,
  callInThread,
  type CallRequest,
  type CallResult,
  readSources,
} from '../node/index.js';
import { readInput } from './binary-io.js';
import type { CliIo } from './io.js';
import { cliMessages } from './messages.js';
import { addExamples, type Host } from './options.js';
import { addPolicyOptions, limitsOf, policyOf, type PolicyFlags } from './policy-flags.js';
import { report } from './report.js';
import { finish, refuse, systemOf, warnOfDirectories } from './run-component.js';

interface CallFlags extends PolicyFlags {
  /** Where the calls are, if they are no argument. */
  readonly file?: string;
  readonly format?: 'text' | 'json';
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
    [`witwright call app.wasm 'greet("you")'`, 'a function of the world, or of one of its interfaces'],
    [`witwright call app.wasm 'api#move({x: 1, y: -2.5}, [north, west])'`, 'one of the interface `api`'],
    [`witwright call app.wasm 'counter(3).inc(2)'`, 'construct a resource, and call a method of it'],
    [`witwright call app.wasm 'c = counter(3); c.inc(2); c.get()'`, 'name a result, and use it'],
    [`witwright call app.wasm 'c = counter.zero(); keep(c)'`, 'a static function; a name as an argument'],
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
  if (file === undefined) return await invoke(component, calls ?? '', flags, io);
  const { value: sources, diagnostics } = readSources([file], io.cwd);
  const [source] = sources;
  return source === undefined ? await refuse(diagnostics, io) : await run(component, source, flags, io);
}

const HELP = { help: ['`witwright call --help` shows examples and all options'] };

/**
 * Runs a line of calls on the component at `path`, which is given what the flags say, and prints the results: the engine
 * of `witwright call` and of `witwright run --invoke`.
 *
 * @returns the exit code
 */
export function invoke(path: string, calls: string, flags: PolicyFlags, io: CliIo): Promise<number> {
  return run(path, { path: '<calls>', text: calls }, flags, io);
}

async function run(path: string, line: SourceFile, flags: CallFlags, io: CliIo): Promise<number> {
  const input = await readInput(path, io);
  const policy = policyOf(flags, [path], io);
  const limits = limitsOf(flags);
  const diagnostics = [...input.diagnostics, ...policy.diagnostics, ...limits.diagnostics];
  if (input.value === null || policy.value === null || limits.value === null || hasErrors(diagnostics)) {
    return await refuse(diagnostics, io);
  }
  warnOfDirectories(policy.value, io);
  // A small buffer of Node is a piece of one that others use, too: it cannot be posted.
  const file = { path, bytes: Uint8Array.from(input.value.bytes) };
  const request: CallRequest = { file, line, policy: policy.value, limits: limits.value };
  const tell = (result: CallResult): void => io.stdout.write(textOf(result, flags.format));
  const { timeout } = limits.value;
  const done =
    timeout === undefined
      ? await callComponent(request, systemOf(io), tell)
      : await callInThread(request, timeout, tell);
  return await finish(done, flags, io);
}

/** A result that has got a name is printed where it is used, or is an error. */
function textOf(result: CallResult, format: CallFlags['format']): string {
  if (format === 'json') return `${JSON.stringify(result)}\n`;
  return result.name !== null && !result.failed ? '' : `${result.result}\n`;
}
