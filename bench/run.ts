import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { wholeFile } from '../component/index.js';
import { resolveProject } from '../node/index.js';
import { bytesOfHex } from '../test/support/hex.js';
import { inRepository } from '../test/support/repository.js';
import { embed } from '../wit-component/index.js';
import { builtFile } from './built.js';
import { componentOf } from './echo/component.js';
import { measure, timed, type Row } from './measure.js';
import { jcoCommand } from './peers.js';

/** A cold `run` of a command that greets, beside the peer's and a Node that does nothing. */
export async function benchRun(): Promise<readonly Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'witwright-bench-'));
  try {
    const hello = path.join(folder, 'hello.wasm');
    writeFileSync(hello, await helloComponent());
    const variants = {
      ours: () => timed(() => node([builtFile('cli/main'), 'run', hello, '--stdio'])),
      peer: () => timed(() => node([jcoCommand(), 'run', hello])),
      floor: () => timed(() => node(['-e', '0'])),
    };
    return [await measure('cold `run` of hello world', 'ms', variants, { samples: 7, warmUp: 1 })];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function helloComponent(): Promise<Uint8Array> {
  const file = (extension: string): string => inRepository('fixtures', 'host', 'wasi', `hello.${extension}`);
  const { value } = await resolveProject([file('wit')], { cwd: inRepository() });
  const world = value.resolve?.main.worlds.get('hello');
  if (world === undefined) throw new Error('no world hello');
  const bytes = bytesOfHex(readFileSync(file('hex'), 'utf8'));
  const module = embed(wholeFile({ path: 'hello.wasm', bytes }), world, { encoding: 'utf8' });
  if (module.value === null) throw new Error('not embedded');
  return componentOf(wholeFile({ path: 'hello.wasm', bytes: module.value }));
}

function node(args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed: ${stderr}`);
  if (args[0] !== '-e' && !stdout.includes('hello')) throw new Error(`node ${args.join(' ')} did not greet`);
}
