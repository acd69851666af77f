import type { Denial } from './core/denials.js';
import { Exit } from './core/errors.js';
import type { InterfaceObject, WasiInstance } from './instance/instance.js';
import { StreamFailure } from './io/error.js';
import { InputStream, type ByteSource } from './io/input-stream.js';
import { type ByteSink, OutputStream } from './io/output-stream.js';
import { READY } from './io/wait.js';
import type { StdioName } from './policy/policy.js';

/** `wasi:cli/environment`: the one of the policy, and nothing of the host's. */
export function environment({ grants, denials }: WasiInstance): InterfaceObject {
  const noteIfNone = (capability: Denial['capability'], call: string, list: readonly unknown[]): void => {
    if (list.length === 0) denials.add(capability, `wasi:cli/environment#${call}`, '', 'empty');
  };
  return {
    getEnvironment(): [string, string][] {
      noteIfNone('env', 'get-environment', grants.env);
      return grants.env.map(([name, value]) => [name, value]);
    },
    getArguments(): string[] {
      noteIfNone('args', 'get-arguments', grants.args);
      return [...grants.args];
    },
    /** A guest has no working directory: it has the directories that it is given. */
    initialCwd: (): string | undefined => undefined,
  };
}

/** `wasi:cli/exit`: the end of the instance, which the process that holds it outlives. */
export const exit: InterfaceObject = {
  exit(status: { readonly tag: 'ok' | 'err' }): never {
    throw new Exit(status.tag === 'ok' ? 0 : 1);
  },
  exitWithCode(code: number): never {
    throw new Exit(code);
  },
};

/** `wasi:cli/stdin` */
export function stdin({ grants, system, denials }: WasiInstance): InterfaceObject {
  let source: ByteSource | null = null;
  return {
    getStdin(): InputStream {
      if (!grants.stdio.has('stdin')) {
        denials.add('stdin', 'wasi:cli/stdin#get-stdin', '', 'last-operation-failed');
        return new InputStream(deniedSource('stdin'));
      }
      // One for all streams: what one of them has read ahead is not lost for the next.
      source ??= system.stdin();
      return new InputStream({ ...source, dispose: () => undefined });
    },
  };
}

/** `wasi:cli/stdout` or `wasi:cli/stderr` */
export function output(
  name: 'stdout' | 'stderr',
  { grants, system, denials }: WasiInstance,
): InterfaceObject {
  let sink: ByteSink | null = null;
  const get = (): OutputStream => {
    if (!grants.stdio.has(name)) {
      denials.add(name, `wasi:cli/${name}#get-${name}`, '', 'last-operation-failed');
      return new OutputStream(deniedSink(name));
    }
    sink ??= system[name]();
    return new OutputStream({ ...sink, dispose: () => undefined });
  };
  return name === 'stdout' ? { getStdout: get } : { getStderr: get };
}

/** `wasi:cli/terminal-input.terminal-input` */
export class TerminalInput {
  readonly kind = 'input';
}

/** `wasi:cli/terminal-output.terminal-output` */
export class TerminalOutput {
  readonly kind = 'output';
}

/** `wasi:cli/terminal-stdin` and its two companions: a terminal shows only behind a stream that is given. */
export function terminal(name: StdioName, { grants, system }: WasiInstance): InterfaceObject {
  const isTerminal = (): boolean => grants.stdio.has(name) && system.isTerminal(name);
  switch (name) {
    case 'stdin':
      return { getTerminalStdin: () => (isTerminal() ? new TerminalInput() : undefined) };
    case 'stdout':
      return { getTerminalStdout: () => (isTerminal() ? new TerminalOutput() : undefined) };
    case 'stderr':
      return { getTerminalStderr: () => (isTerminal() ? new TerminalOutput() : undefined) };
  }
}

function refuse(name: StdioName): never {
  throw new StreamFailure({ message: `\`${name}\` was not given to this instance`, filesystem: 'access' });
}

function deniedSource(name: StdioName): ByteSource {
  return { arrival: READY, read: () => refuse(name) };
}

function deniedSink(name: StdioName): ByteSink {
  return { room: READY, permit: () => refuse(name), write: () => refuse(name), flush: () => refuse(name) };
}
