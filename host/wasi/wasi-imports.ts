import {
  environment, exit, output, stdin, terminal, TerminalInput, TerminalOutput,
} from './cli.js'; // prettier-ignore
import { monotonicClock, timezone, wallClock } from './clocks.js';
import { type Denial, DenialLog } from './core/denials.js';
import { filesystem } from './filesystem/filesystem.js';
import { placesOf } from './filesystem/preopens.js';
import { http } from './http/http.js';
import type { InterfaceObject, WasiInstance } from './instance/instance.js';
import { IoError } from './io/error.js';
import { InputStream } from './io/input-stream.js';
import { OutputStream } from './io/output-stream.js';
import { poll, Pollable } from './io/poll.js';
import { OpenHandles } from './core/open-handles.js';
import { grantsOf } from './policy/grants.js';
import type { Policy } from './policy/policy.js';
import { insecure, insecureSeed, random } from './random.js';
import { sockets } from './sockets/sockets.js';
import { plainSystem, type WasiSystem } from './instance/system.js';

/** WASI 0.2 for one instance. */
export interface Wasi {
  /** Interfaces by name, without versions: a host takes them for every version of 0.2. */
  readonly imports: Readonly<Record<string, InterfaceObject>>;
  /** What was asked for and refused until now. */
  denied(): readonly Denial[];
  /** Gives up what the instance still holds of the system, which a guest does not do when it exits or traps. */
  close(): void;
}

export interface WasiOptions {
  /** What can be given at all; without it, that is output to the console. */
  readonly system?: WasiSystem;
  /** The names of the interfaces that are needed, as the component imports them. Code is loaded for these alone. */
  readonly names?: readonly string[];
}

/**
 * WASI 0.2 as `policy` allows it, for one instance: two that are made, even of one policy, share nothing.
 * @throws TypeError for a policy that is none, GrantError for a directory that cannot be given
 */
export async function wasiImports(policy: Policy, options: WasiOptions = {}): Promise<Wasi> {
  const { system = plainSystem(), names } = options;
  const instance: WasiInstance = {
    system,
    grants: grantsOf(policy, (name) => system.env(name)),
    denials: new DenialLog(),
    handles: new OpenHandles(),
  };
  // A directory that is not there is a mistake, also where the component does not ask for any.
  placesOf(instance);
  const isNeeded = (start: string): boolean => names?.some((name) => name.startsWith(start)) ?? true;
  const imports: Record<string, InterfaceObject> = {
    ...plainInterfaces(instance),
    ...(isNeeded('wasi:filesystem/') ? await filesystem(instance) : {}),
    ...(isNeeded('wasi:http/') ? await http(instance) : {}),
    ...(isNeeded('wasi:sockets/') ? await sockets(instance) : {}),
  };
  return {
    imports,
    denied: () => instance.denials.list(),
    close: () => instance.handles.closeAll(),
  };
}

/** What needs nothing to be loaded. */
function plainInterfaces(instance: WasiInstance): Record<string, InterfaceObject> {
  return {
    'wasi:cli/environment': environment(instance),
    'wasi:cli/exit': exit,
    'wasi:cli/stdin': stdin(instance),
    'wasi:cli/stdout': output('stdout', instance),
    'wasi:cli/stderr': output('stderr', instance),
    'wasi:cli/terminal-input': { TerminalInput },
    'wasi:cli/terminal-output': { TerminalOutput },
    'wasi:cli/terminal-stdin': terminal('stdin', instance),
    'wasi:cli/terminal-stdout': terminal('stdout', instance),
    'wasi:cli/terminal-stderr': terminal('stderr', instance),
    'wasi:clocks/monotonic-clock': monotonicClock(instance),
    'wasi:clocks/timezone': timezone(instance),
    'wasi:clocks/wall-clock': wallClock(instance),
    'wasi:io/error': { Error: IoError },
    'wasi:io/poll': { Pollable, poll },
    'wasi:io/streams': { InputStream, OutputStream },
    'wasi:random/insecure': insecure(instance),
    'wasi:random/insecure-seed': insecureSeed(instance),
    'wasi:random/random': random(instance),
  };
}
