import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { wholeFile } from '../../component/index.js';
import { targets } from '../../wit-component/index.js';
import { selectWorld } from '../../wit-parser/index.js';
import { readFileMap } from '../support/file-map.js';
import type { NativeTools } from '../support/native.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';
import type { Failure, Suite } from './suite.js';

/** Components that fit a world, or not; compatible versions of interfaces are taken for each other. */
export const targetsSuite: Suite = {
  folder: 'wit-component/targets',
  needsNative: 'all of it: the components are text, which has to be assembled',
  cases: (folder, native) =>
    readdirSync(folder).map((name) => ({
      name,
      run: () => checkTarget(path.join(folder, name), native),
    })),
};

async function checkTarget(folder: string, native: NativeTools | null): Promise<Failure> {
  if (native === null) return null;
  const output = path.join(native.onDisk(new Map([['component.wasm', '']])), 'component.wasm');
  const { ok, stderr } = await native.run(['parse', path.join(folder, 'test.wat'), '-o', output]);
  if (!ok) return stderr;
  const resolve = resolveFilesOrThrow(readFileMap(folder, 'test.wit'), 'test.wit');
  const world = selectWorld(resolve, 'foobar').value;
  if (world === null) return 'no world';
  const component = wholeFile({ path: 'component.wasm', bytes: readFileSync(output) });
  const { value, diagnostics } = targets(component, resolve, world);
  const found = diagnostics.map(({ message }) => message).join('; ');
  return checkVerdict(folder, value, found);
}

/** wasm-tools names what is in the way at the end of its message. */
function checkVerdict(folder: string, fits: boolean, found: string): Failure {
  const file = path.join(folder, 'error.txt');
  if (!existsSync(file)) return fits ? null : `does not fit: ${found}`;
  const [, name = ''] =
    /missing (?:import|export|expected export) (?:named )?`([^`]+)`/.exec(readFileSync(file, 'utf8')) ?? [];
  if (fits) return 'fits, but must not';
  return found.includes(`\`${name}\``) ? null : `nothing about \`${name}\` in: ${found}`;
}
