import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { echoFile } from '../../bench/echo/component.js';
import { assemble } from '../support/page-binaries.js';
import { nativeTools } from '../support/native.js';
import { requireOrSkip, wasmTools } from '../support/oracles.js';
import { guestFile, guestModule, WASI_GUESTS } from '../support/wasi-guest.js';

const program = wasmTools();
const native = program === null ? null : nativeTools(program);
afterAll(() => native?.dispose());

describe.skipIf(requireOrSkip(program, 'wasmTools'))('the bytes of a guest', () => {
  it.each(WASI_GUESTS)('of %s are those of its text', async (guest) => {
    if (native === null) return;
    const text = readFileSync(guestFile(guest, 'wat'), 'utf8');
    expect(Buffer.from(await assemble(native, text)).toString('hex')).toBe(
      Buffer.from(guestModule(guest)).toString('hex'),
    );
  });

  it('of the echo benchmark are those of its text', async () => {
    if (native === null) return;
    const bytes = await assemble(native, echoFile('echo.core.wat').toString());
    expect(Buffer.from(bytes).equals(echoFile('echo.core.wasm'))).toBe(true);
  });
});
