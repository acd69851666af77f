import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { hasErrors, type Diagnostic, type Result } from '../../base/index.js';
import { generateTypes } from '../../bindgen/index.js';
import { instantiateSync, LinkError } from '../../host/index.js';
import { parseFeatures, planLink, validate, wholeFile } from '../../component/index.js';
import {
  checkEncodable,
  merge,
  mergeWorldImportsBySemver,
  resolve,
  sourcesFrom,
  type Resolve,
} from '../../wit-parser/index.js';
import { checkCalls, readWave } from '../../wit-parser/wave/index.js';
import { builtinPackage } from '../../wit/index.js';
import type { Fence } from './diagnostic-pages.js';
import { dummyComponent } from './dummy-component.js';
import { bytesOfHex } from './hex.js';
import { runCli } from './run-cli.js';
import { temporaryDirectory } from './temporary-directory.js';

/**
 * The codes of the errors and warnings that an example of a page gives, each once.
 *
 * Blocks with a path (```` ```wit wit/app.wit ````) are the files of one project, those without are each a project of
 * its own. A project goes through `check`, and `types` for every world; with the directories `into/` and `from/` it is
 * two packages to merge. Where there is a ```` ```sh ```` block, its commands are run on the files instead, and the last
 * one counts. ```` ```hex ```` is a binary, which is decoded and validated, with the features of
 * ```` ```hex --features LIST ````, and linked too with ```` ```hex --link ````, or one of the files where there are
 * commands; a ```` ```wat ```` block without a path is the same for a reader (see `page-binaries.ts`). With a ```` ```js ````
 * block, an expression, a component of the world is instantiated with that as its imports.
 */
export async function codesOf(fences: readonly Fence[]): Promise<string[]> {
  const imports = fences.find(({ language }) => language === 'js');
  if (imports !== undefined) return importCodes(fences, imports);
  const commands = fences
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.trim().split('\n'));
  const files = fences.filter(
    ({ language, path: name }) => language !== 'sh' && !(language === 'wat' && name === ''),
  );
  const values = files.filter(({ language }) => VALUES.has(language));
  const texts = files.filter(({ language }) => language !== 'hex' && !VALUES.has(language));
  const binaries = files.filter(({ language }) => language === 'hex');
  const codes =
    commands.length > 0
      ? await codesOfCommands(commands, files)
      : [
          ...projectsOf(texts).map(diagnosticsOf),
          ...binaries.map(binaryDiagnostics),
          ...values.map((value) => valueDiagnostics(value, texts)),
        ].flatMap((found) => found.map(({ code }) => code));
  return [...new Set(codes)].sort();
}

/** Blocks of values for types of the package. */
const VALUES: ReadonlySet<string> = new Set(['wave', 'calls']);

function valueDiagnostics(
  { language, path: name, text }: Fence,
  texts: readonly Fence[],
): readonly Diagnostic[] {
  const wit = new Map(texts.map((fence) => ['main.wit', fence.text]));
  const { main } = resolveIn(wit, 'main.wit').value ?? { main: null };
  const file = { path: language, text: text.trimEnd() };
  const [world] = main?.worlds.values() ?? [];
  if (language === 'calls' && world !== undefined) return checkCalls(file, world).diagnostics;
  const types = main?.allInterfaces.flatMap((iface) => [...iface.types]) ?? [];
  const [, type] = types.find(([label]) => label === name) ?? [];
  if (type === undefined) throw new Error(`the package has no world, or no type \`${name}\``);
  return readWave(file, type).diagnostics;
}

function importCodes(fences: readonly Fence[], { text }: Fence): string[] {
  const wit = fences.find(({ language }) => language === 'wit')?.text ?? '';
  const imports = runInNewContext(text, { console }) as object;
  try {
    instantiateSync(dummyComponent(wit), imports);
    return [];
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return [...new Set(error.diagnostics.map(({ code }) => code))].sort();
  }
}

function binaryDiagnostics({ text, path: info }: Fence): readonly Diagnostic[] {
  const isLinked = /^--link\b/.test(info);
  const options = info.replace(/^--link ?/, '');
  const [, names = ''] = /^--features (\S+)$/.exec(options) ?? [];
  if (names === '' && options !== '') throw new Error(`\`${info}\` is not \`--link --features LIST\``);
  const features = parseFeatures(names);
  if (features.diagnostics.length > 0) return features.diagnostics;
  const slice = wholeFile({ path: 'example.wasm', bytes: bytesOfHex(text) });
  const { value, diagnostics } = validate(slice, { features: features.value });
  if (!isLinked || value === null || hasErrors(diagnostics)) return diagnostics;
  return [...diagnostics, ...planLink(value).diagnostics];
}

type Files = ReadonlyMap<string, string>;

function projectsOf(fences: readonly Fence[]): Files[] {
  if (fences.every((fence) => fence.path === ''))
    return fences.map(({ text }) => new Map([['main.wit', text]]));
  return [new Map(fences.map((fence) => [fence.path || 'main.wit', fence.text]))];
}

function diagnosticsOf(files: Files): readonly Diagnostic[] {
  const [first = ''] = files.keys();
  const tops = new Set([...files.keys()].map((name) => name.split('/')[0] ?? ''));
  if (tops.has('into') && tops.has('from')) return mergeDiagnostics(files);
  const inRoot = [...files.keys()].some((name) => !name.includes('/'));
  const { value, diagnostics } = resolveIn(files, files.size === 1 ? first : inRoot ? '.' : [...tops][0]);
  const found = [...diagnostics];
  if (value === null || hasErrors(found)) return found;
  found.push(...checkEncodable(value));
  return hasErrors(found) ? found : [...found, ...worldDiagnostics(value)];
}

function resolveIn(files: Files, root = '.'): Result<Resolve | null> {
  const sources = sourcesFrom(files, root);
  if (sources.value === null) return { value: null, diagnostics: sources.diagnostics };
  const { value, diagnostics } = resolve(sources.value, { builtin: builtinPackage });
  return { value, diagnostics: [...sources.diagnostics, ...diagnostics] };
}

function mergeDiagnostics(files: Files): readonly Diagnostic[] {
  const [into, from] = [resolveIn(files, 'into'), resolveIn(files, 'from')];
  const found = [...into.diagnostics, ...from.diagnostics];
  if (into.value === null || from.value === null || hasErrors(found)) return found;
  return [...found, ...merge(into.value, from.value).diagnostics];
}

/** What is found when the worlds of the main package are put to use. */
function worldDiagnostics(model: Resolve): Diagnostic[] {
  return [...model.main.worlds.values()].flatMap((world) => [
    ...mergeWorldImportsBySemver(model, world).diagnostics,
    ...generateTypes(model, world, { side: 'host' }).diagnostics,
    ...generateTypes(model, world, { side: 'guest' }).diagnostics,
  ]);
}

/** Runs `commands` in a directory with `files`: those of witwright from its sources, others in the shell. */
async function codesOfCommands(commands: readonly string[], files: readonly Fence[]): Promise<string[]> {
  const cwd = temporaryDirectory();
  for (const file of files) {
    mkdirSync(path.dirname(path.join(cwd, file.path)), { recursive: true });
    writeFileSync(path.join(cwd, file.path), file.language === 'hex' ? bytesOfHex(file.text) : file.text);
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
    // As a reader would try it: in a terminal.
    const { stderr } = await runCli(argv, { cwd, ...stdin, isTTY: true, env: { NO_COLOR: '1' } });
    // The last command is the one that the page is about.
    codes = [
      ...stderr.matchAll(
        /^(?:\S+: (?:.*\+0x[0-9a-f]+: )?)?(?:error|warning): .* \[([a-z0-9-]+\/[a-z0-9-]+)\]$/gm,
      ),
    ].map(([, code = '']) => code);
  }
  return codes;
}
