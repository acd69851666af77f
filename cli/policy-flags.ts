import { Option, type Command } from 'commander';
import { hasErrors, type Diagnostic, type Result } from '../base/index.js';
import { type Policy, policyMessages, readPolicy } from '../host/index.js';
import { fromDirectory, readRunConfig, runMessages, type RunLimits } from '../node/index.js';
import type { CliIo } from './io.js';
import { collect } from './options.js';

/** Options of every command that runs a guest. */
export interface PolicyFlags {
  readonly config?: string;
  readonly env?: readonly string[];
  readonly inheritEnv?: readonly string[];
  readonly dir?: readonly string[];
  readonly net?: readonly string[];
  readonly http?: readonly string[];
  readonly clocks?: boolean;
  readonly random?: boolean;
  readonly stdio: 'inherit' | 'none';
  readonly explainDenied?: boolean;
  readonly maxMemory?: string;
  readonly maxInstances?: string;
  readonly maxHandles?: string;
  readonly timeout?: string;
}

/** Names of the options for findings in what they were given. */
const OPTIONS: Readonly<Record<string, string>> = {
  env: '--env', inheritEnv: '--inherit-env', dirs: '--dir', net: '--net', http: '--http',
}; // prettier-ignore

export function addPolicyOptions(command: Command): void {
  command
    .optionsGroup('What the guest may do:')
    .option('--dir <host::guest>', 'give a directory; `:ro` behind it for reading only', collect)
    .option('--env <name=value>', 'give an environment variable', collect)
    .option('--inherit-env <name>', 'give an environment variable of this process', collect)
    .option('--clocks', 'give the clocks')
    .option('--random', 'give randomness')
    .option(
      '--net <host[:port]>',
      'let sockets connect, listen and look names up; `*` for everywhere',
      collect,
    )
    .option(
      '--http <origin>',
      'let HTTP requests go to an origin, `https://host`; `*` for everywhere',
      collect,
    )
    .addOption(
      new Option('--stdio <streams>', 'the standard streams').choices(['inherit', 'none']).default('inherit'),
    )
    .option('--config <file>', 'give what the `run` section of a witwright.config.json gives')
    .option('--explain-denied', 'list what the guest asked for and was refused')
    .optionsGroup('What it may use up:')
    .option('--max-memory <size>', 'how large each memory may grow, as 64MiB')
    .option('--max-instances <count>', 'how many instances the component may consist of')
    .option('--max-handles <count>', 'how many resources each instance may hold')
    .option('--timeout <duration>', 'stop the guest after this time, as 500ms, 10s, 2m');
}

/** The policy of a command line: what the configuration gives and the options add. Null after saying what is wrong. */
export function policyOf(flags: PolicyFlags, args: readonly string[], io: CliIo): Result<Policy | null> {
  const config: Result<Policy | null> =
    flags.config === undefined ? { value: {}, diagnostics: [] } : readRunConfig(flags.config, io.cwd);
  const given = givenPolicy(flags);
  const diagnostics = [...config.diagnostics, ...given.diagnostics];
  if (config.value === null || given.value === null || hasErrors(diagnostics)) {
    return { value: null, diagnostics };
  }
  const value = merge(config.value, fromDirectory(given.value, io.cwd));
  return { value: { ...value, args: [...args] }, diagnostics };
}

function givenPolicy(flags: PolicyFlags): Result<Policy | null> {
  const variables: [string, string][] = [];
  const diagnostics: Diagnostic[] = [];
  for (const text of flags.env ?? []) {
    const at = text.indexOf('=');
    if (at > 0) variables.push([text.slice(0, at), text.slice(at + 1)]);
    else diagnostics.push(badVariable(text));
  }
  const policy: Policy = {
    ...(flags.env === undefined ? {} : { env: Object.fromEntries(variables) }),
    ...(flags.inheritEnv === undefined ? {} : { inheritEnv: flags.inheritEnv }),
    ...(flags.dir === undefined ? {} : { dirs: flags.dir }),
    ...(flags.net === undefined ? {} : { net: flags.net }),
    ...(flags.http === undefined ? {} : { http: flags.http }),
    ...(flags.clocks === undefined ? {} : { clocks: flags.clocks }),
    ...(flags.random === undefined ? {} : { random: flags.random }),
  };
  const read = readPolicy(policy, { file: null, path: [], options: OPTIONS });
  const all = [...diagnostics, ...read.diagnostics];
  // Who starts a command wants to see what it says: the streams are the one thing that is given unasked.
  const value = read.value === null ? null : { ...read.value, stdio: flags.stdio === 'inherit' };
  return { value: hasErrors(all) ? null : value, diagnostics: all };
}

function badVariable(text: string): Diagnostic {
  const help = 'write `--env NAME=VALUE`, or `--inherit-env NAME` for the value that it has here';
  return policyMessages.badVariable.at(null, { place: '--env', text }, { help: [help] });
}

/** What either gives is given. */
function merge(config: Policy, flags: Policy): Policy {
  const list = (a: readonly string[] = [], b: readonly string[] = []): readonly string[] => [...a, ...b];
  const rules = (a: Policy['net'], b: Policy['net']): boolean | readonly string[] =>
    a === true || b === true ? true : list(a === false ? [] : a, b === false ? [] : b);
  return {
    env: { ...config.env, ...flags.env },
    inheritEnv: list(config.inheritEnv, flags.inheritEnv),
    dirs: list(config.dirs, flags.dirs),
    net: rules(config.net, flags.net),
    http: rules(config.http, flags.http),
    clocks: config.clocks === true || flags.clocks === true,
    random: config.random === true || flags.random === true,
    stdio: flags.stdio === true ? (config.stdio ?? true) : false,
  };
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1, B: 1, K: 2 ** 10, KIB: 2 ** 10, KB: 1e3, M: 2 ** 20, MIB: 2 ** 20, MB: 1e6, G: 2 ** 30, GIB: 2 ** 30, GB: 1e9,
}; // prettier-ignore
const TIMES: Readonly<Record<string, number>> = { MS: 1, S: 1e3, '': 1e3, M: 6e4, H: 3.6e6 };
/** What a timer can wait for. */
const LONGEST_MS = 2 ** 31 - 1;

/** The limits of a command line. Null after saying what is wrong. */
export function limitsOf(flags: PolicyFlags): Result<RunLimits | null> {
  const diagnostics: Diagnostic[] = [];
  const read = (
    [option, expected]: readonly [string, string],
    text: string | undefined,
    units: Readonly<Record<string, number>>,
    most: number,
  ): number | undefined => {
    if (text === undefined) return undefined;
    const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)([a-z]*)$/i.exec(text) ?? [];
    const value = Math.floor(Number(digits) * (units[unit.toUpperCase()] ?? Number.NaN));
    if (digits !== '' && value >= 1 && value <= most) return value;
    diagnostics.push(runMessages.badLimit.at(null, { option, text, expected }));
    return undefined;
  };
  const count = 'a number from 1 on';
  const memory = read(
    ['--max-memory', 'a size such as `64MiB`'],
    flags.maxMemory,
    UNITS,
    Number.MAX_SAFE_INTEGER,
  );
  const instances = read(['--max-instances', count], flags.maxInstances, { '': 1 }, 2 ** 31);
  const handles = read(['--max-handles', count], flags.maxHandles, { '': 1 }, 2 ** 31);
  const timeout = read(['--timeout', 'a time such as `500ms`, `10s`'], flags.timeout, TIMES, LONGEST_MS);
  const value: RunLimits = {
    ...(memory === undefined ? {} : { memory }),
    ...(instances === undefined ? {} : { instances }),
    ...(handles === undefined ? {} : { handles }),
    ...(timeout === undefined ? {} : { timeout }),
  };
  return { value: diagnostics.length > 0 ? null : value, diagnostics };
}
