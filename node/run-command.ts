import { DiagnosticError, type BinaryFile, type Diagnostic } from '../base/index.js';
import { wholeFile } from '../component/index.js';
import {
  CapabilityDenied, compile, type CompiledComponent, CompileError, ComponentError, type Denial, Exit, GrantError, instantiate,
  LimitError, LinkError, type Policy, Trap, trapNote, type Wasi, wasiImports, type WasiSystem, WasiTrap,
} from '../host/index.js'; // prettier-ignore
import { runMessages } from './run-messages.js';

/** What a guest may use up. What is left out is bounded by the engine alone. */
export interface RunLimits {
  /** Bytes, of each memory. */
  readonly memory?: number;
  readonly instances?: number;
  readonly handles?: number;
  /** Milliseconds from the start to the end. */
  readonly timeout?: number;
}

/** A component that is to be run, as data: it can be sent to another thread. */
export interface RunRequest {
  readonly file: BinaryFile;
  readonly policy: Policy;
  readonly limits: RunLimits;
}

/** How a run ended. */
export type RunEnd =
  | { readonly kind: 'exit'; readonly code: number }
  /** `note`: what the trap means, and who should look where. */
  | { readonly kind: 'trap'; readonly message: string; readonly note?: string }
  /** It did not begin. */
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] };

export interface RunReport {
  readonly end: RunEnd;
  readonly denials: readonly Denial[];
}

const COMMAND = /^wasi:cli\/run@0\.2\./;

/** Runs a `wasi:cli` command to its end, in this thread. What it says of time is not looked at: nobody could stop it. */
export async function runCommand(request: RunRequest, system: WasiSystem): Promise<RunReport> {
  let wasi: Wasi | null = null;
  const report = (end: RunEnd): RunReport => ({ end, denials: wasi?.denied() ?? [] });
  try {
    const component = await compile(wholeFile(request.file), compileOptions(request));
    const name = exportNamed(component, COMMAND);
    if (name === null) return report(refusal(runMessages.noCommand, 'wasi:cli/run@0.2', request, component));
    wasi = await wasiImports(request.policy, { system, names: importsOf(component) });
    const exports = await instantiate(component, wasi.imports, { limits: request.limits });
    (exports[name] as { run(): void }).run();
    return report({ kind: 'exit', code: 0 });
  } catch (error) {
    return report(endOf(error));
  } finally {
    wasi?.close();
  }
}

/** How compiling is bounded. */
export function compileOptions({ limits }: RunRequest): Parameters<typeof compile>[1] {
  return { limits };
}

/** The name of the export that matches; null if there is none. */
export function exportNamed({ plan }: CompiledComponent, pattern: RegExp): string | null {
  return plan.exports.map(({ name }) => name.name).find((name) => pattern.test(name)) ?? null;
}

/** The interfaces that a component imports. */
export function importsOf({ plan }: CompiledComponent): readonly string[] {
  return plan.imports.map(({ name }) => name.name);
}

export function refusal(
  message: typeof runMessages.noCommand,
  wanted: string,
  { file }: RunRequest,
  component: CompiledComponent,
): RunEnd {
  const exported = component.plan.exports.map(({ name }) => `\`${name.name}\``);
  const help = exported.length === 0 ? 'it exports nothing' : `it exports ${exported.join(', ')}`;
  return { kind: 'refused', diagnostics: [message.at(null, { path: file.path, wanted }, { notes: [help] })] };
}

/** What an error means that came out of compiling, instantiating or calling. @throws what is a fault of ours */
export function endOf(error: unknown): RunEnd {
  if (error instanceof Exit) return { kind: 'exit', code: error.code };
  // `run` returned an error, which has no content.
  if (error instanceof ComponentError) return { kind: 'exit', code: 1 };
  if (error instanceof Trap) return { kind: 'trap', message: error.message, note: trapNote(error.code) };
  if (isTrap(error)) return { kind: 'trap', message: error.message };
  const diagnostics = refusals(error);
  if (diagnostics === null) throw error;
  return { kind: 'refused', diagnostics };
}

export function isTrap(error: unknown): error is Error {
  return (
    error instanceof Trap ||
    error instanceof CapabilityDenied ||
    error instanceof WasiTrap ||
    isEngineTrap(error)
  );
}

/** A start function traps before there is anything that would make a `Trap` of it. */
function isEngineTrap(error: unknown): error is Error {
  return error instanceof WebAssembly.RuntimeError || (error instanceof Error && error.name === 'Exception');
}

function refusals(error: unknown): readonly Diagnostic[] | null {
  if (error instanceof DiagnosticError || error instanceof LinkError) return error.diagnostics;
  if (error instanceof CompileError) return [runMessages.notCompiled.at(null, { reason: error.message })];
  if (error instanceof LimitError) return [runMessages.overLimit.at(null, { reason: error.message })];
  if (error instanceof GrantError) {
    return [runMessages.noDirectory.at(null, { path: error.path, reason: error.reason })];
  }
  return null;
}
