import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hasErrors, type Diagnostic } from '../../base/index.js';
import { generateTypes } from '../../bindgen/index.js';
import { checkEncodable, resolve, sourcesFrom, type Resolve } from '../../wit-parser/index.js';
import { builtinPackage } from '../../wit/index.js';
import type { Fence } from './diagnostic-pages.js';
import { runCli } from './run-cli.js';
import { temporaryDirectory } from './temporary-directory.js';

/** The codes of the errors and warnings that the example of a page gives, each once. */
export async function codesOf(fences: readonly Fence[]): Promise<string[]> {
  const commands = fences
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.trim().split('\n'));
  const files = fences.filter(({ language }) => language !== 'sh');
  const codes =
    commands.length > 0 ? await codesOfCommands(commands, files) : projectsOf(files).flatMap(codesOfProject);
  return [...new Set(codes)].sort();
}

/** Files with paths are one project; blocks without are each one of their own. */
function projectsOf(files: readonly Fence[]): ReadonlyMap<string, string>[] {
  if (files.some((file) => file.path !== ''))
    return [new Map(files.map((file) => [file.path || 'main.wit', file.text]))];
  return files.map(({ text }) => new Map([['main.wit', text]]));
}

function codesOfProject(files: ReadonlyMap<string, string>): string[] {
  return diagnosticsOf(files).map(({ code }) => code);
}

/** What `check`, and `types` for every world, report. */
function diagnosticsOf(files: ReadonlyMap<string, string>): readonly Diagnostic[] {
  const [first = ''] = files.keys();
  const inRoot = [...files.keys()].some((name) => !name.includes('/'));
  const root = files.size === 1 ? first : inRoot ? '.' : first.slice(0, first.indexOf('/'));
  const sources = sourcesFrom(files, root);
  if (sources.value === null) return sources.diagnostics;
  const resolved = resolve(sources.value, { builtin: builtinPackage });
  const found = [...sources.diagnostics, ...resolved.diagnostics];
  if (resolved.value === null || hasErrors(found)) return found;
  found.push(...checkEncodable(resolved.value));
  return hasErrors(found) ? found : [...found, ...typesDiagnostics(resolved.value)];
}

function typesDiagnostics(model: Resolve): Diagnostic[] {
  return [...model.main.worlds.values()].flatMap((world) =>
    (['host', 'guest'] as const).flatMap((side) => generateTypes(model, world, { side }).diagnostics),
  );
}

/** Runs `commands` in a directory with `files`: those of witwright from its sources, others in the shell. */
async function codesOfCommands(commands: readonly string[], files: readonly Fence[]): Promise<string[]> {
  const cwd = temporaryDirectory();
  for (const file of files) {
    mkdirSync(path.dirname(path.join(cwd, file.path)), { recursive: true });
    writeFileSync(path.join(cwd, file.path), file.text);
  }
  let codes: string[] = [];
  for (const command of commands) {
    const [program, ...words] = command.split(/\s+/);
    if (program !== 'witwright') {
      execFileSync('sh', ['-c', command], { cwd });
      continue;
    }
    const redirection = words.indexOf('<');
    const input = redirection === -1 ? undefined : words[redirection + 1];
    const argv = redirection === -1 ? words : words.slice(0, redirection);
    const stdin = input === undefined ? {} : { stdin: readFileSync(path.join(cwd, input)) };
    const { stderr } = await runCli(argv, { cwd, ...stdin });
    // The last command is the one that the page is about.
    codes = [...stderr.matchAll(/^(?:\S+: )?(?:error|warning): .* \[([a-z0-9-]+\/[a-z0-9-]+)\]$/gm)].map(
      ([, code = '']) => code,
    );
  }
  return codes;
}
