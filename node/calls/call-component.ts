import { DiagnosticError, type SourceFile } from '../../base/index.js';
import { wholeFile } from '../../component/index.js';
import { compile, instantiate, type Wasi, wasiImports, type WasiSystem } from '../../host/index.js';
import { decodeWit } from '../../wit-component/index.js';
import type { World } from '../../wit-parser/index.js';
import { checkCalls, type CheckedLine } from '../../wit-parser/wave/index.js';
import {
  compileOptions,
  endOf,
  importsOf,
  type RunEnd,
  type RunReport,
  type RunRequest,
} from '../run-command.js';
import { CallRunner, type CallResult } from './call-runner.js';

/** Calls of a component's exports, as data. */
export interface CallRequest extends RunRequest {
  /** Calls with `;` between them. */
  readonly line: SourceFile;
}

/**
 * Instantiates a component and runs a line of calls, which are all checked before. Tells the result of each as it comes.
 *
 * @returns how it ended: with exit code 1 where a call gave the error of a `result`
 */
export async function callComponent(
  request: CallRequest,
  system: WasiSystem,
  tell: (result: CallResult) => void,
): Promise<RunReport> {
  let wasi: Wasi | null = null;
  const report = (end: RunEnd): RunReport => ({ end, denials: wasi?.denied() ?? [] });
  try {
    const component = await compile(wholeFile(request.file), compileOptions(request));
    const { world, line } = prepare(request);
    wasi = await wasiImports(request.policy, { system, names: importsOf(component) });
    const exports = await instantiate(component, wasi.imports, { limits: request.limits });
    const isDone = await new CallRunner(exports, world).run(line, tell);
    return report({ kind: 'exit', code: isDone ? 0 : 1 });
  } catch (error) {
    return report(endOf(error));
  } finally {
    wasi?.close();
  }
}

/** @throws DiagnosticError */
function prepare({ file, line }: CallRequest): { readonly world: World; readonly line: CheckedLine } {
  const { value: decoded, diagnostics } = decodeWit(wholeFile(file));
  if (decoded === null) throw new DiagnosticError(diagnostics);
  // A package exports no functions: what is called is then not there.
  const world = decoded.kind === 'component' ? decoded.world : null;
  const checked = checkCalls(line, world ?? { exports: [] });
  if (checked.value === null || world === null) throw new DiagnosticError(checked.diagnostics);
  return { world, line: checked.value };
}
