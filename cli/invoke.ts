import { hasErrors, type SourceFile } from '../base/index.js';
import { callComponent, callInThread, type CallRequest, type CallResult } from '../node/index.js';
import { readInput } from './binary-io.js';
import { finish, plain, refuse, systemOf, warnOfDirectories } from './guest.js';
import type { CliIo } from './io.js';
import { limitsOf, policyOf, type PolicyFlags } from './policy-flags.js';

export interface InvokeFlags extends PolicyFlags {
  readonly format?: 'text' | 'json';
  /** Arguments of the guest, should it ask for them. */
  readonly args?: readonly string[];
}

/** A line of calls that is an argument of the command line. */
export function lineOf(calls: string): SourceFile {
  return { path: '<calls>', text: calls };
}

/**
 * Runs a line of calls on the component at `path`, which is given what the flags say, and prints the results: the engine
 * of `witwright call` and of `witwright run --invoke`.
 *
 * @returns the exit code
 */
export async function invoke(path: string, line: SourceFile, flags: InvokeFlags, io: CliIo): Promise<number> {
  const input = await readInput(path, io);
  const policy = policyOf(flags, [path, ...(flags.args ?? [])], io);
  const limits = limitsOf(flags);
  const diagnostics = [...input.diagnostics, ...policy.diagnostics, ...limits.diagnostics];
  if (input.value === null || policy.value === null || limits.value === null || hasErrors(diagnostics)) {
    return await refuse(diagnostics, io);
  }
  warnOfDirectories(policy.value, io);
  const file = plain(input.value);
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
function textOf(result: CallResult, format: InvokeFlags['format']): string {
  if (format === 'json') return `${JSON.stringify(result)}\n`;
  return result.name !== null && !result.failed ? '' : `${result.result}\n`;
}
