import { afterEach, describe, expect, it, vi } from 'vitest';
import { WasiTrap } from '../../host/index.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { call, errorOf, firstDirectory, type TestWasi, wasiFor, type WasiObject } from '../support/wasi.js';

const opened: TestWasi[] = [];
afterEach(() => opened.splice(0).forEach((wasi) => wasi.close()));

/** A stream to a file, which is one of the shim. */
async function fileStreams(): Promise<{ wasi: TestWasi; file: WasiObject; output: WasiObject }> {
  const wasi = await wasiFor({ dirs: [`${temporaryDirectory()}::/`] });
  opened.push(wasi);
  const flags = { read: true, write: true };
  const file = call(firstDirectory(wasi), 'openAt', {}, 'file', { create: true }, flags) as WasiObject;
  return { wasi, file, output: call(file, 'writeViaStream', 0n) as WasiObject };
}

/** The rule that `act` breaks. What the shim does with most of them is to end the process. */
function ruleBrokenBy(act: () => unknown): string {
  const ended = vi.spyOn(process, 'exit').mockImplementation((() => undefined) as never);
  try {
    act();
  } catch (error) {
    if (error instanceof WasiTrap) return error.code;
    throw error;
  } finally {
    expect(ended).not.toHaveBeenCalled();
    ended.mockRestore();
  }
  return 'none';
}

describe('a stream', () => {
  it('traps where more is written than was permitted', async () => {
    const { output } = await fileStreams();
    expect(ruleBrokenBy(() => call(output, 'write', new Uint8Array(1)))).toBe('write-past-permit');
    const permit = Number(call(output, 'checkWrite'));
    call(output, 'write', new Uint8Array(permit - 1));
    expect(ruleBrokenBy(() => call(output, 'write', new Uint8Array(2)))).toBe('write-past-permit');
    expect(ruleBrokenBy(() => call(output, 'writeZeroes', 2n ** 63n))).toBe('write-past-permit');
  });

  it('traps where a blocking write is too long', async () => {
    const { output } = await fileStreams();
    expect(ruleBrokenBy(() => call(output, 'blockingWriteAndFlush', new Uint8Array(4097)))).toBe(
      'write-too-long',
    );
    expect(ruleBrokenBy(() => call(output, 'blockingWriteZeroesAndFlush', 4097n))).toBe('write-too-long');
  });

  it('gives no more than it wants to, whatever it is asked for', async () => {
    const { file, output } = await fileStreams();
    call(output, 'blockingWriteAndFlush', new Uint8Array(100).fill(7));
    const input = call(file, 'readViaStream', 0n) as WasiObject;
    expect(call(input, 'blockingSkip', 10n)).toBe(10n);
    expect(call(input, 'blockingRead', 2n ** 64n - 1n)).toEqual(new Uint8Array(90).fill(7));
    expect(errorOf(() => call(input, 'blockingRead', 1n))).toEqual({ tag: 'closed' });
    expect(errorOf(() => call(input, 'read', 1n))).toEqual({ tag: 'closed' });
  });

  it('is spliced into another', async () => {
    const { file, output } = await fileStreams();
    call(output, 'blockingWriteAndFlush', new TextEncoder().encode('abc'));
    const copy = call(file, 'writeViaStream', 3n) as WasiObject;
    const input = call(file, 'readViaStream', 0n) as WasiObject;
    expect(call(copy, 'blockingSplice', input, 100n)).toBe(3n);
    call(copy, 'blockingFlush');
    expect(call(file, 'read', 100n, 0n)).toEqual([new TextEncoder().encode('abcabc'), false]);
  });

  it('can be waited for together with a time', async () => {
    const wasi = await wasiFor({ dirs: [`${temporaryDirectory({ file: 'x' })}::/`], clocks: true });
    opened.push(wasi);
    const file = call(firstDirectory(wasi), 'openAt', {}, 'file', {}, { read: true }) as WasiObject;
    const input = call(file, 'readViaStream', 0n) as WasiObject;
    const never = call(wasi.of('wasi:clocks/monotonic-clock'), 'subscribeDuration', 3_600_000_000_000n);
    const ready = call(wasi.of('wasi:io/poll'), 'poll', [never, call(input, 'subscribe')]);
    expect(ready).toEqual(Uint32Array.of(1));
  });
});

describe('poll', () => {
  it('traps for an empty list', async () => {
    const wasi = await wasiFor({});
    expect(ruleBrokenBy(() => call(wasi.of('wasi:io/poll'), 'poll', []))).toBe('empty-poll');
  });
});

describe('the end of an instance', () => {
  it('gives up what it holds', async () => {
    const { wasi, file } = await fileStreams();
    wasi.close();
    expect(errorOf(() => call(file, 'stat'))).toBe('bad-descriptor');
  });
});
