import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { mapParallel, nativeTools, type NativeTools } from './native.js';

/** A binary of the conformance data, as native wasm-tools assembles it. */
export interface CorpusBinary {
  /** `component-model/binary/binary.wast:30` */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What its script says of it; what stands in no script is valid. */
  readonly verdict: 'valid' | 'invalid' | 'malformed';
  /** The message that a script expects, or empty. */
  readonly message: string;
}

export interface Corpus {
  readonly binaries: readonly CorpusBinary[];
  /** Files that wasm-tools did not assemble, with its reason. */
  readonly notAssembled: readonly string[];
}

const PROCESSES = 2;

/** Assembles every `.wat` and `.wast` with components in the conformance data at `root`; nothing where the data or the assembler is absent. */
export async function assembleCorpus(root: string | null, program: string | null): Promise<Corpus> {
  if (root === null || program === null) return { binaries: [], notAssembled: [] };
  const native = nativeTools(program);
  const files = ['component-model', 'wasm-tools-cli', 'wit-component/interfaces', 'wit-component/components'].flatMap(
    (folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith(folder.startsWith('wit-component') ? '.wat' : '.wast'))
        .map((name) => path.join(folder, name))
        .sort(),
  ); // prettier-ignore
  try {
    const results = await mapParallel(files, PROCESSES, (name) =>
      name.endsWith('.wast') ? assembleScript(native, root, name) : assembleText(native, root, name),
    );
    return {
      binaries: results.flatMap((result) => (typeof result === 'string' ? [] : result)),
      notAssembled: results.filter((result) => typeof result === 'string'),
    };
  } finally {
    native.dispose();
  }
}

type Assembled = readonly CorpusBinary[] | string;

async function assembleText(native: NativeTools, root: string, name: string): Promise<Assembled> {
  const folder = native.onDisk(new Map([['out.wasm', '']]));
  const output = path.join(folder, 'out.wasm');
  const { ok, stderr } = await native.run(['parse', path.join(root, name), '-o', output]);
  if (!ok) return `${name}: ${firstLine(stderr)}`;
  return [{ name, bytes: readFileSync(output), verdict: 'valid', message: '' }];
}

/** One entry of what `json-from-wast` writes; further fields depend on the type. */
export interface Command {
  readonly type: string;
  readonly line: number;
  readonly filename?: string;
  readonly module_type?: string;
  readonly text?: string;
}

const VERDICTS: Readonly<Record<string, CorpusBinary['verdict']>> = {
  module: 'valid',
  module_definition: 'valid',
  assert_uninstantiable: 'valid',
  assert_invalid: 'invalid',
  assert_malformed: 'malformed',
};

/** One script is written in an older form of indices. */
const SCRIPT_VARIABLES = { WAST_STRICT_COMPONENT_INDICES: '0' };

/** The binaries of the script `name` under `root`, or why wasm-tools did not assemble it. */
export async function assembleScript(
  native: NativeTools,
  root: string,
  name: string,
): Promise<readonly CorpusBinary[] | string> {
  const script = await readScript(native, root, name);
  if (typeof script === 'string') return script;
  return script.commands.flatMap(({ type, line, filename, module_type: form, text = '' }) => {
    const verdict = VERDICTS[type];
    if (verdict === undefined || filename === undefined || form !== 'binary') return [];
    return [{ name: `${name}:${line}`, bytes: script.read(filename), verdict, message: text }];
  });
}

/** A script as `json-from-wast` takes it apart. */
export interface Script {
  readonly commands: readonly Command[];
  /** The bytes that a command names by their file. */
  read(filename: string): Uint8Array;
}

/** Takes the script `name` under `root` apart; says why where wasm-tools does not. */
export async function readScript(native: NativeTools, root: string, name: string): Promise<Script | string> {
  const folder = native.onDisk(new Map([['out.json', '']]));
  const output = path.join(folder, 'out.json');
  const args = ['json-from-wast', path.join(root, name), '--wasm-dir', folder, '-o', output];
  const { ok, stderr } = await native.run(args, SCRIPT_VARIABLES);
  if (!ok) return `${name}: ${firstLine(stderr)}`;
  const { commands } = JSON.parse(readFileSync(output, 'utf8')) as { commands: readonly Command[] };
  return { commands, read: (filename) => readFileSync(path.join(folder, filename)) };
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
