import { afterEach, describe, expect, it, vi } from 'vitest';
import { processIo } from '../../cli/io.js';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('work that must not be cut short', () => {
  it('is finished when a signal comes, and the process then ends with 130', async () => {
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    const steps: string[] = [];
    const value = await processIo().uninterrupted(() => {
      process.emit('SIGINT');
      steps.push('after the signal');
      return 'done';
    });
    expect([value, steps]).toEqual(['done', ['after the signal']]);
    expect(exit).toHaveBeenCalledWith(130);
  });

  it('leaves the signals as they were', async () => {
    const before = process.listenerCount('SIGINT');
    await processIo().uninterrupted(() => undefined);
    const failing = processIo().uninterrupted(() => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it('is known to watchers by its signal', async () => {
    const interrupted = processIo().interrupted();
    process.emit('SIGINT');
    await expect(interrupted).resolves.toBeUndefined();
  });
});
