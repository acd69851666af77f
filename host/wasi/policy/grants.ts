import { type DirectoryGrant, parseDirectory, type Policy, STDIO_NAMES, type StdioName } from './policy.js';
import { type HttpRule, type NetRule, parseHttpRule, parseNetRule } from './rules.js';

/** What a policy comes to, ready to be asked. */
export interface Grants {
  readonly args: readonly string[];
  readonly env: readonly (readonly [name: string, value: string])[];
  readonly stdio: ReadonlySet<StdioName>;
  readonly clocks: boolean;
  readonly random: boolean;
  readonly dirs: readonly DirectoryGrant[];
  readonly net: readonly NetRule[];
  readonly http: readonly HttpRule[];
}

/**
 * What `policy` comes to on a host with the variables `hostEnv`.
 * @throws TypeError for a policy that `readPolicy` would not have let pass
 */
export function grantsOf(policy: Policy, hostEnv: (name: string) => string | undefined): Grants {
  const env = new Map<string, string>();
  for (const name of policy.inheritEnv ?? []) {
    const value = hostEnv(name);
    if (value !== undefined) env.set(name, value);
  }
  for (const [name, value] of Object.entries(policy.env ?? {})) env.set(name, value);
  const { stdio = false } = policy;
  return {
    args: [...(policy.args ?? [])],
    env: [...env],
    stdio: new Set(typeof stdio === 'boolean' ? (stdio ? STDIO_NAMES : []) : stdio),
    clocks: policy.clocks === true,
    random: policy.random === true,
    dirs: (policy.dirs ?? []).map((text) => parsed(parseDirectory, text, 'directory')),
    net: rulesOf(policy.net, parseNetRule),
    http: rulesOf(policy.http, parseHttpRule),
  };
}

function rulesOf<Rule>(
  given: boolean | readonly string[] | undefined,
  parse: (text: string) => Rule | null,
): readonly Rule[] {
  const texts = typeof given === 'boolean' || given === undefined ? (given === true ? ['*'] : []) : given;
  return texts.map((text) => parsed(parse, text, 'rule'));
}

function parsed<T>(parse: (text: string) => T | null, text: string, what: string): T {
  const value = parse(text);
  if (value === null) throw new TypeError(`\`${text}\` is no ${what} of a policy`);
  return value;
}
