import type { Diagnostic, Paint } from '../base/index.js';
import { exitCodeOf } from './exit-code.js';
import type { CliIo } from './io.js';

/** Draws `diagnostics` on the standard error, if there are any, and gives the exit code that they call for. */
export async function report(diagnostics: readonly Diagnostic[], io: CliIo): Promise<number> {
  if (diagnostics.length > 0) {
    // Loaded when needed: a clean run starts without the renderer.
    const { renderText } = await import('./renderers.js');
    const paint = await paintFor(io);
    io.stderr.write(renderText(diagnostics, paint === null ? {} : { paint }));
  }
  return exitCodeOf(diagnostics);
}

/** Prints `diagnostics`, none included, as JSON on the standard output. */
export async function reportJson(diagnostics: readonly Diagnostic[], io: CliIo): Promise<number> {
  const { renderJson } = await import('./renderers.js');
  io.stdout.write(renderJson(diagnostics));
  return exitCodeOf(diagnostics);
}

async function paintFor(io: CliIo): Promise<Paint | null> {
  if (!wantsColor(io)) return null;
  const { colorful } = await import('./paint.js');
  return colorful;
}

/** `NO_COLOR` wins over `FORCE_COLOR`; without either, a terminal that can has colours. @see https://no-color.org */
function wantsColor({ env, stderr }: CliIo): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'] ?? '';
  if (forced !== '') return forced !== '0' && forced !== 'false';
  return stderr.isTTY && env['TERM'] !== 'dumb';
}
