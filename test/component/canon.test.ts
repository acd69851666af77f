import { describe, expect, it } from 'vitest';
import { itemOf } from '../support/decode-hex.js';

/** Every canonical definition but `lift` and `lower`, with indexes 1, 2 and 3 as its immediates. */
const BUILTINS: readonly (readonly [string, object])[] = [
  ['02 01', { name: 'resource.new', type: 1 }],
  ['03 01', { name: 'resource.drop', type: 1 }],
  ['04 01', { name: 'resource.rep', type: 1 }],
  ['05', { name: 'task.cancel' }],
  ['06 00', { name: 'subtask.cancel', async: false }],
  ['06 01', { name: 'subtask.cancel', async: true }],
  ['09 01 00 00', { name: 'task.return', result: null, options: [] }],
  ['09 00 73 01 03 02', { name: 'task.return', result: 'string', options: [{ kind: 'memory', index: 2 }] }],
  ['0a 7f 01', { name: 'context.get', type: 'i32', slot: 1 }],
  ['0b 7e 00', { name: 'context.set', type: 'i64', slot: 0 }],
  ['0c 00', { name: 'thread.yield' }],
  ['0d', { name: 'subtask.drop' }],
  ['0e 01', { name: 'stream.new', type: 1 }],
  ['0f 01 01 06', { name: 'stream.read', type: 1, options: [{ kind: 'async' }] }],
  ['10 01 00', { name: 'stream.write', type: 1, options: [] }],
  ['11 01 00', { name: 'stream.cancel-read', type: 1, async: false }],
  ['12 01 01', { name: 'stream.cancel-write', type: 1, async: true }],
  ['13 01', { name: 'stream.drop-readable', type: 1 }],
  ['14 01', { name: 'stream.drop-writable', type: 1 }],
  ['15 01', { name: 'future.new', type: 1 }],
  ['16 01 00', { name: 'future.read', type: 1, options: [] }],
  ['17 01 00', { name: 'future.write', type: 1, options: [] }],
  ['18 01 00', { name: 'future.cancel-read', type: 1, async: false }],
  ['19 01 01', { name: 'future.cancel-write', type: 1, async: true }],
  ['1a 01', { name: 'future.drop-readable', type: 1 }],
  ['1b 01', { name: 'future.drop-writable', type: 1 }],
  ['1c 01 02', { name: 'error-context.new', options: [{ kind: 'latin1+utf16' }] }],
  ['1d 00', { name: 'error-context.debug-message', options: [] }],
  ['1e', { name: 'error-context.drop' }],
  ['1f', { name: 'waitable-set.new' }],
  ['20 00 01', { name: 'waitable-set.wait', memory: 1 }],
  ['21 00 01', { name: 'waitable-set.poll', memory: 1 }],
  ['22', { name: 'waitable-set.drop' }],
  ['23', { name: 'waitable.join' }],
  ['24', { name: 'backpressure.inc' }],
  ['25', { name: 'backpressure.dec' }],
  ['26', { name: 'thread.index' }],
  ['27 01 02', { name: 'thread.new-indirect', type: 1, table: 2 }],
  ['28', { name: 'thread.resume-later' }],
  ['29 00', { name: 'thread.suspend' }],
  ['2a 00', { name: 'thread.suspend-then-resume' }],
  ['2b 00', { name: 'thread.yield-then-resume' }],
  ['2c 00', { name: 'thread.suspend-then-promote' }],
  ['2d 00', { name: 'thread.yield-then-promote' }],
  ['2e 01', { name: 'stream.forward', type: 1 }],
  ['2f 01', { name: 'future.forward', type: 1 }],
  ['40 01 02', { name: 'thread.spawn-ref', shared: true, type: 2 }],
  ['41 00 02 03', { name: 'thread.spawn-indirect', shared: false, type: 2, table: 3 }],
  ['42 01', { name: 'thread.available-parallelism', shared: true }],
];

describe('canonical definitions', () => {
  it.each(BUILTINS)('%s', (bytes, canon) => {
    expect(itemOf(8, bytes)).toEqual({ kind: 'canon', start: 11, end: expect.any(Number), ...canon });
  });

  it('lift a core function', () => {
    const options = [{ kind: 'utf8' }, { kind: 'memory', index: 1 }, { kind: 'realloc', index: 2 }];
    expect(itemOf(8, '00 00 05 03 00 03 01 04 02 09')).toMatchObject({
      kind: 'canon', name: 'lift', coreFunc: 5, options, type: 9,
    }); // prettier-ignore
  });

  it('lower a function', () => {
    const options = [{ kind: 'utf16' }, { kind: 'post-return', index: 1 }, { kind: 'callback', index: 2 }];
    expect(itemOf(8, '01 00 05 03 01 05 01 07 02')).toMatchObject({
      kind: 'canon', name: 'lower', func: 5, options,
    }); // prettier-ignore
  });

  it('keep the options of the GC proposal, for the validator to judge', () => {
    const options = [{ kind: 'core-type', index: 1 }, { kind: 'gc' }];
    expect(itemOf(8, '01 00 05 02 08 01 09')).toMatchObject({ options });
  });

  it.each([
    ['40 02', { name: 'thread.spawn-ref', shared: null, type: 2 }],
    ['41 02 03', { name: 'thread.spawn-indirect', shared: null, type: 2, table: 3 }],
    ['42', { name: 'thread.available-parallelism', shared: null }],
  ])('are read without the byte for `shared`, as wasm-tools writes them: %s', (bytes, canon) => {
    expect(itemOf(8, bytes)).toMatchObject(canon);
  });
});
