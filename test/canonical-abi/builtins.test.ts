import { describe, expect, it } from 'vitest';
import * as abi from '../../canonical-abi/index.js';
import { BUILTIN_CODES } from './trap-groups.js';

const BLOCKED = 0xffff_ffff;
const MESSAGE = 0x10;

interface Options {
  readonly type?: abi.ValType | null;
  readonly async?: boolean;
  readonly table?: abi.FunctionTable;
}

/** A component instance with 64 bytes of memory, in which built-ins are called by name. */
class Guest {
  readonly inst = new abi.ComponentInstance();
  readonly bytes = new Uint8Array(64);
  readonly end: abi.CoreEnd = {
    inst: this.inst,
    memory: new abi.MemInst({ buffer: this.bytes.buffer }),
    realloc: () => 32,
    postReturn: null,
    callback: null,
  };

  call(name: abi.BuiltinName, args: readonly abi.CoreValue[] = [], options: Options = {}): number {
    const { type = null, async = true, table = null } = options;
    const resources = (): never => {
      throw new Error('no resources here');
    };
    const { end } = this;
    const parts = {
      name,
      end,
      type,
      async,
      table,
      resource: null,
      resources,
      encoding: 'utf8',
      slot: 1,
    } as const;
    return Number(abi.createBuiltin(parts)(...args));
  }

  /** The indexes of the ends of a new stream or future. */
  ends(kind: 'stream' | 'future', type: abi.ValType | null = 'u8'): [readable: number, writable: number] {
    const both = abi.createBuiltin(this.#parts(`${kind}.new`, type))() as bigint;
    return [Number(both & 0xffff_ffffn), Number(both >> 32n)];
  }

  /** Calls `body` as the core function of a function of the type that gives a `u32`. */
  run(body: abi.CoreFunction, { callback = null, isAsync = true }: Running = {}): unknown {
    const type: abi.FuncType = { params: [], result: 'u32', async: isAsync };
    const callee: abi.CoreEndPlan = {
      kind: 'core',
      encoding: 'utf8',
      memory: 'i32',
      hasRealloc: true,
      hasPostReturn: false,
      async: isAsync,
      hasCallback: callback !== null,
    };
    const plan = abi.planFunc(type, { name: 'f', caller: { kind: 'js' }, callee });
    return abi.createSpecGlue().exported(plan, { ...this.end, callback }, body, [])();
  }

  /** Another instance, in which nothing async runs, calls `body` as the core function of an async function. */
  runForOther(body: abi.CoreFunction, { async }: { readonly async: boolean }): unknown {
    const type: abi.FuncType = { params: [], result: null, async: true };
    const core = {
      kind: 'core',
      encoding: 'utf8',
      memory: 'i32',
      hasRealloc: true,
      hasPostReturn: false,
      hasCallback: false,
    } as const;
    const ends = { caller: { ...core, async }, callee: { ...core, async: true } };
    const other = { ...this.end, inst: new abi.ComponentInstance({ store: this.inst.store }) };
    return abi
      .createSpecGlue()
      .fused(abi.planFunc(type, { name: 'f', ...ends }), other, this.end, body, [])();
  }

  #parts(name: abi.BuiltinName, type: abi.ValType | null): abi.Builtin {
    const resources = (): never => {
      throw new Error('no resources here');
    };
    const { end } = this;
    return {
      name,
      end,
      type,
      async: true,
      table: null,
      resource: null,
      resources,
      encoding: 'utf8',
      slot: 0,
    };
  }
}

interface Running {
  readonly callback?: abi.CoreFunction | null;
  readonly isAsync?: boolean;
}

const u8 = { type: 'u8' } as const;
const u32 = { type: 'u32' } as const;

describe('a task', () => {
  it('gives its result by task.return, to a promise', async () => {
    const guest = new Guest();
    const result = guest.run(() => void guest.call('task.return', [7], u32));
    expect(result).toBeInstanceOf(Promise);
    expect(await result).toBe(7);
  });

  it('goes on with its callback until that says exit, in the same context', async () => {
    const guest = new Guest();
    const seen: unknown[] = [];
    const callback: abi.CoreFunction = (...event) => {
      seen.push(event, guest.call('context.get'));
      guest.call('task.return', [1], u32);
      return 0;
    };
    const body: abi.CoreFunction = () => {
      guest.call('context.set', [5]);
      return 1;
    };
    expect(await guest.run(body, { callback })).toBe(1);
    expect(seen).toEqual([[0, 0, 0], 5]);
  });

  it('gives a callback that waits the event that is there', async () => {
    const guest = new Guest();
    const callback: abi.CoreFunction = (event, index, payload) => {
      guest.call('task.return', [Number(payload)], u32);
      expect([event, index]).toEqual([2, 1]);
      return 0;
    };
    const body: abi.CoreFunction = () => {
      const [readable, writable] = guest.ends('stream');
      expect(guest.call('stream.read', [readable, 0, 4], u8)).toBe(BLOCKED);
      const set = guest.call('waitable-set.new');
      guest.call('waitable.join', [readable, set]);
      guest.call('stream.write', [writable, 8, 3], u8);
      return 2 | (set << 4);
    };
    expect(await guest.run(body, { callback })).toBe(3 << 4);
  });
});

describe('a stream', () => {
  it('copies at once what is written to a reader that waits', () => {
    const guest = new Guest();
    const [readable, writable] = guest.ends('stream');
    guest.bytes.set([1, 2, 3], 8);
    expect(guest.call('stream.read', [readable, 0, 2], u8)).toBe(BLOCKED);
    expect(guest.call('stream.write', [writable, 8, 3], u8)).toBe(2 << 4);
    expect([...guest.bytes.subarray(0, 3)]).toEqual([1, 2, 0]);
  });

  it('tells of a dropped end with how far it came', () => {
    const guest = new Guest();
    const [readable, writable] = guest.ends('stream');
    guest.call('stream.drop-readable', [readable], u8);
    expect(guest.call('stream.write', [writable, 0, 1], u8)).toBe(1);
  });

  it('gives back what is cancelled', () => {
    const guest = new Guest();
    const [readable] = guest.ends('stream');
    guest.call('stream.read', [readable, 0, 2], u8);
    expect(guest.call('stream.cancel-read', [readable], u8)).toBe(2);
    expect(guest.call('stream.read', [readable, 0, 2], u8)).toBe(BLOCKED);
  });

  it('is joined to another by forward', () => {
    const guest = new Guest();
    const [source, writable] = guest.ends('stream');
    const [readable, sink] = guest.ends('stream');
    guest.call('stream.forward', [source, sink], u8);
    guest.call('stream.read', [readable, 0, 1], u8);
    expect(guest.call('stream.write', [writable, 8, 1], u8)).toBe(1 << 4);
  });
});

describe('an error context', () => {
  it('keeps its message', () => {
    const guest = new Guest();
    guest.bytes.set(new TextEncoder().encode('no'), 0);
    const index = guest.call('error-context.new', [0, 2]);
    guest.call('error-context.debug-message', [index, MESSAGE]);
    expect([...guest.bytes.subarray(MESSAGE, MESSAGE + 8)]).toEqual([32, 0, 0, 0, 2, 0, 0, 0]);
    expect([...guest.bytes.subarray(32, 34)]).toEqual([...new TextEncoder().encode('no')]);
    guest.call('error-context.drop', [index]);
  });
});

type Trapping = (guest: Guest) => unknown;

/** The table has two places, the first of them empty. */
const table: abi.FunctionTable = { length: 2, get: (index) => (index === 0 ? null : () => undefined) };

const TRAPS: readonly (readonly [abi.TrapCode, string, Trapping])[] = [
  ['cannot-leave', 'while realloc runs', (guest) => { guest.inst.mayLeave = false; guest.call('waitable-set.new'); }],
  ['backpressure-overflow', 'below zero', (guest) => guest.call('backpressure.dec')],
  ['task-not-async', 'a result of a function that returns its own', (guest) => guest.run(() => guest.call('task.return', [1], u32), { isAsync: false })],
  ['task-wrong-result', 'of another type', (guest) => guest.run(() => void guest.call('task.return', [1], u8))],
  ['task-already-returned', 'twice', (guest) => guest.run(() => void [1, 2].map((each) => guest.call('task.return', [each], u32)))],
  ['task-not-returned', 'never', (guest) => guest.run(() => undefined)],
  ['task-not-cancelled', 'without having been asked', (guest) => guest.run(() => void guest.call('task.cancel'))],
  ['invalid-callback-code', 'three', (guest) => guest.run(() => 3, { callback: () => 0 })],
  ['async-not-yet', 'a callback that waits for nothing', (guest) => guest.run(() => 2 | (guest.call('waitable-set.new') << 4), { callback: () => 0 })],
  ['async-not-yet', 'a callback that only yields', (guest) => guest.run(() => 1, { callback: () => 1 })],
  ['async-not-yet', 'backpressure', (guest) => { guest.call('backpressure.inc'); return guest.run(() => undefined); }],
  ['waitable-set-in-use', 'a set with waitables', (guest) => { const set = guest.call('waitable-set.new'); guest.call('waitable.join', [guest.ends('stream')[0], set]); guest.call('waitable-set.drop', [set]); }],
  ['waitable-in-set', 'a synchronous read', (guest) => { const [r] = guest.ends('stream'); guest.call('waitable.join', [r, guest.call('waitable-set.new')]); guest.call('stream.read', [r, 0, 1], { ...u8, async: false }); }],
  ['task-cannot-block', 'waiting for nothing', (guest) => guest.call('waitable-set.wait', [guest.call('waitable-set.new'), 0])],
  ['task-cannot-block', 'waiting for nothing, with a thread that is suspended', (guest) => guest.run(() => { guest.call('thread.new-indirect', [1, 0], { table }); guest.call('thread.suspend'); return 0; }, { isAsync: false })],
  ['async-not-yet', 'waiting for nothing, with a thread that is ready', (guest) => guest.run(() => { guest.call('thread.resume-later', [guest.call('thread.new-indirect', [1, 0], { table })]); guest.call('thread.suspend'); return 0; }, { isAsync: false })],
  ['async-not-yet', 'waiting for nothing in an async task', (guest) => guest.run(() => { guest.call('thread.suspend'); return 0; })],
  ['task-cannot-block', 'waiting in an async task for which a synchronous one waits', (guest) => guest.runForOther(() => void guest.call('thread.suspend'), { async: false })],
  ['async-not-yet', 'waiting in an async task, lowered async', (guest) => guest.runForOther(() => void guest.call('thread.suspend'), { async: true })],
  ['unaligned-pointer', 'an event', (guest) => guest.call('waitable-set.poll', [guest.call('waitable-set.new'), 2])],
  ['pointer-out-of-bounds', 'an event', (guest) => guest.call('waitable-set.poll', [guest.call('waitable-set.new'), 60])],
  ['wrong-handle-type', 'a stream for a set', (guest) => guest.call('waitable-set.poll', [guest.ends('stream')[0], 0])],
  ['wrong-handle-type', 'a stream for a subtask', (guest) => guest.call('subtask.drop', [guest.ends('stream')[0]])],
  ['wrong-handle-type', 'a stream of other elements', (guest) => guest.call('stream.read', [guest.ends('stream', 'u16')[0], 0, 1], u8)],
  ['wrong-handle-type', 'a future for a stream', (guest) => guest.call('stream.read', [guest.ends('future')[0], 0, 1], u8)],
  ['wrong-handle-type', 'the other end', (guest) => guest.call('stream.write', [guest.ends('stream')[0], 0, 1], u8)],
  ['unknown-handle', 'an end that is not there', (guest) => guest.call('stream.read', [9, 0, 1], u8)],
  ['end-busy', 'read twice', (guest) => { const [r] = guest.ends('stream'); guest.call('stream.read', [r, 0, 1], u8); guest.call('stream.read', [r, 0, 1], u8); }],
  ['end-busy', 'dropped while it is read', (guest) => { const [r] = guest.ends('stream'); guest.call('stream.read', [r, 0, 1], u8); guest.call('stream.drop-readable', [r], u8); }],
  ['end-done', 'read after the writer is gone', (guest) => { const [r, w] = guest.ends('stream'); guest.call('stream.drop-writable', [w], u8); guest.call('stream.read', [r, 0, 1], u8); guest.call('stream.read', [r, 0, 1], u8); }],
  ['end-not-busy', 'cancelled without a copy', (guest) => guest.call('stream.cancel-read', [guest.ends('stream')[0]], u8)],
  ['future-unwritten', 'the writable end of a future', (guest) => guest.call('future.drop-writable', [guest.ends('future')[1]], u8)],
  ['buffer-too-long', '2^28 elements', (guest) => guest.call('stream.read', [guest.ends('stream')[0], 0, 2 ** 28], u8)],
  ['buffer-out-of-bounds', 'by one', (guest) => guest.call('stream.read', [guest.ends('stream')[0], 60, 5], u8)],
  ['unaligned-pointer', 'of numbers of 16 bits', (guest) => guest.call('stream.read', [guest.ends('stream', 'u16')[0], 1, 1], { type: 'u16' })],
  ['same-instance-copy', 'of strings', (guest) => { const [r, w] = guest.ends('stream', 'string'); guest.call('stream.read', [r, 0, 1], { type: 'string' }); guest.call('stream.write', [w, 8, 1], { type: 'string' }); }],
  ['task-cannot-block', 'a synchronous read of what is not there', (guest) => guest.call('stream.read', [guest.ends('stream')[0], 0, 1], { ...u8, async: false })],
  ['unknown-thread', 'to resume', (guest) => guest.call('thread.resume-later', [5])],
  ['thread-not-suspended', 'the one that runs', (guest) => guest.call('thread.resume-later', [guest.call('thread.index')])],
  ['thread-is-current', 'to promote', (guest) => guest.call('thread.yield-then-promote', [guest.call('thread.index')])],
  ['table-out-of-bounds', 'a new thread', (guest) => guest.call('thread.new-indirect', [2, 0], { table })],
  ['undefined-element', 'a new thread', (guest) => guest.call('thread.new-indirect', [0, 0], { table })],
  ['async-not-yet', 'to switch to a new thread', (guest) => guest.call('thread.suspend-then-resume', [guest.call('thread.new-indirect', [1, 0], { table })])],
  ['task-cannot-block', 'to suspend', (guest) => guest.call('thread.suspend')],
  ['task-cannot-block', 'to suspend for a thread that is suspended', (guest) => guest.call('thread.suspend-then-promote', [guest.call('thread.new-indirect', [1, 0], { table })])],
]; // prettier-ignore

describe('a trap of a built-in', () => {
  it.each(TRAPS)('%s: %s', async (code, _, run) => {
    const call = async (): Promise<unknown> => run(new Guest());
    await expect(call()).rejects.toMatchObject({ name: 'Trap', code });
  });

  it('names the built-in, and locks the instance down', () => {
    const guest = new Guest();
    expect(() => guest.call('thread.suspend')).toThrow('thread.suspend: task cannot block (thread.suspend)');
    expect(guest.inst.store.isLockedDown).toBe(true);
  });

  it('is tested for each code', () => {
    const tested = new Set(TRAPS.map(([code]) => code));
    expect(BUILTIN_CODES.filter((code) => !tested.has(code))).toEqual([]);
  });
});
