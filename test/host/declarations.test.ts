import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DeskExports, DeskImports } from '../../fixtures/host/desk/types/desk.js';
import { generateTypes } from '../../bindgen/index.js';
import { at } from '../../base/index.js';
import { instantiate, instantiateSync } from '../../host/index.js';
import { deskBytes, deskFile } from '../support/desk.js';
import { bytesOfHex } from '../support/hex.js';
import { nativeTools } from '../support/native.js';
import { requireOrSkip, wasmTools } from '../support/oracles.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';
import { DiskFile, openDesk } from './desk.js';

describe('the declarations of `witwright types`', () => {
  it('are those against which these tests are compiled', async () => {
    const text = readFileSync(deskFile('wit'), 'utf8');
    const resolve = resolveFilesOrThrow(new Map([['desk.wit', text]]), 'desk.wit', { allFeatures: true });
    const world = at([...resolve.main.worlds.values()], 0);
    for (const file of generateTypes(resolve, world, { side: 'host' }).value) {
      await expect(file.text).toMatchFileSnapshot(
        path.join(path.dirname(deskFile('wit')), 'types', file.path),
      );
    }
  });

  it('have the members that the exports have', () => {
    const { exports, counters } = openDesk();
    expect(Object.keys(exports).sort()).toEqual(
      ['counters', 'greet', 'level', 'test:desk/counters@0.1.0'].sort(),
    );
    const members: readonly (keyof DeskExports['counters'])[] = [
      'Counter', 'Token', 'archiveKept', 'badText', 'create', 'destructed', 'dropKept', 'end', 'fail',
      'giveBack', 'keep', 'keptName', 'keptSize', 'limit', 'look', 'make', 'open',
    ]; // prettier-ignore
    expect(Object.keys(counters).sort()).toEqual(members);
    expect(Object.getOwnPropertyNames(counters.Counter.prototype).sort()).toEqual(
      ['constructor', 'inc', 'value', 'wait'].sort(),
    );
    expect(exports['test:desk/counters@0.1.0']).toBe(counters);
  });

  it('fit what `instantiate` takes and gives', async () => {
    const imports: DeskImports = {
      'test:desk/store@0.1.0': { File: DiskFile, archive() {}, peek: (file) => file.size, meanwhile() {} },
    };
    const { greet } = await instantiate<DeskExports, DeskImports>(deskBytes(), imports);
    expect(greet('you').toUpperCase()).toBe('YOU');
  });
});

const oracle = wasmTools();

it.skipIf(requireOrSkip(oracle, 'wasmTools'))('desk.hex is what wasm-tools makes of desk.wat', async () => {
  const tools = nativeTools(oracle ?? '');
  try {
    const output = path.join(tools.onDisk(new Map()), '..', 'desk.wasm');
    expect((await tools.run(['parse', deskFile('wat'), '-o', output])).stderr).toBe('');
    expect(readFileSync(output)).toEqual(Buffer.from(bytesOfHex(readFileSync(deskFile('hex'), 'utf8'))));
  } finally {
    tools.dispose();
  }
});

/** Compiled, never run: each `@ts-expect-error` is a mistake that must not pass. */
export function mistakes(): void {
  // @ts-expect-error: an import is missing
  instantiateSync<DeskExports, DeskImports>(deskBytes(), {});
  const { counters, greet } = openDesk().exports;
  // @ts-expect-error: a token is no counter
  counters.end(counters.Token.take());
  // @ts-expect-error: a name is a string
  greet(1);
  // @ts-expect-error: WIT has no constructor
  void new counters.Token();
}
