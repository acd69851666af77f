import { describe, expect, it } from 'vitest';
import * as abi from '../../canonical-abi/index.js';
import { alignTo } from '../../canonical-abi/shape.js';

const plan = abi.createPlanner({ key: (label) => label.replace(/-(.)/g, (_, c: string) => c.toUpperCase()) });

/** A guest with 64 KiB of memory and a `realloc` that only ever goes on. */
function guest(parts: Partial<abi.ContextParts> & { encoding?: abi.StringEncoding } = {}) {
  const buffer = new ArrayBuffer(65536);
  const calls: number[][] = [];
  let next = 1024;
  const realloc: abi.CoreFunction = (...args) => {
    const [old = 0, oldLength = 0, alignment = 1, length = 0] = args.map(Number);
    calls.push([old, oldLength, alignment, length]);
    next = alignTo(next, alignment);
    const ptr = next;
    next += length;
    new Uint8Array(buffer).copyWithin(ptr, old, old + Math.min(oldLength, length));
    return ptr;
  };
  const opts = { stringEncoding: parts.encoding ?? 'utf8', memory: new abi.MemInst({ buffer }), realloc };
  const cx = new abi.LiftLowerContext({ inst: new abi.ComponentInstance(), ...parts, opts });
  return { cx, calls, bytes: new Uint8Array(buffer) };
}

/** What `v` is after it went into a guest's memory and back, and as core values and back. */
function roundTrip(t: abi.ValType, v: unknown): unknown {
  const { cx } = guest();
  abi.store(cx, v, plan(t), 16);
  const loaded = abi.load(cx, 16, plan(t));
  const lifted = abi.liftFlat(cx, new abi.CoreValueIter(abi.lowerFlat(cx, v, plan(t))), plan(t));
  expect(lifted).toEqual(loaded);
  return loaded;
}

const option = (type: abi.ValType): abi.ValType => ({ kind: 'option', type });
const list = (element: abi.ValType, length: number | null = null): abi.ValType => ({
  kind: 'list',
  element,
  length,
});

describe('values in JavaScript', () => {
  it.each<[string, abi.ValType, unknown]>([
    ['booleans', 'bool', true],
    ['signed numbers', 's8', -128],
    ['unsigned numbers', 'u32', 2 ** 32 - 1],
    ['bigints', 's64', -(2n ** 63n)],
    ['unsigned bigints', 'u64', 2n ** 64n - 1n],
    ['floats', 'f32', -1.5],
    ['what is no number', 'f64', NaN],
    ['characters', 'char', '\u{1f600}'],
    ['strings', 'string', 'Grüße \u{1f600}'],
    ['typed arrays for numbers', list('u16'), new Uint16Array([1, 65535])],
    ['typed arrays of bigints', list('s64'), new BigInt64Array([-1n])],
    ['arrays for all else', list('bool'), [true, false]],
    ['arrays for a fixed length', list('u8', 3), [1, 2, 3]],
    ['maps', { kind: 'map', key: 'string', value: 'u8' }, new Map([['a', 1]])],
    ['tuples', { kind: 'tuple', types: ['u8', 'string'] }, [7, 'x']],
    ['enums by label', { kind: 'enum', labels: ['not-yet', 'done'] }, 'not-yet'],
    ['options', option('u8'), 3],
    ['no option', option('u8'), undefined],
    ['an option of an option, without', option(option('u8')), { tag: 'none' }],
    ['an option of none', option(option('u8')), { tag: 'some', val: undefined }],
    ['an option of an option of an option', option(option(option('u8'))), { tag: 'some', val: 1 }],
    ['a result', { kind: 'result', ok: 'u8', error: 'string' }, { tag: 'err', val: 'no' }],
    ['a result of nothing', { kind: 'result', ok: null, error: null }, { tag: 'ok' }],
  ])('are %s', (_, t, v) => {
    expect(roundTrip(t, v)).toEqual(v);
  });

  it('have the names that the plan was given, and tags as in WIT', () => {
    const t: abi.ValType = {
      kind: 'record',
      fields: [
        { label: 'my-flags', type: { kind: 'flags', labels: ['is-a', 'is-b'] } },
        { label: 'v', type: { kind: 'variant', cases: [{ label: 'a-case', type: 'f32' }] } },
      ],
    };
    const value = { myFlags: { isB: true }, v: { tag: 'a-case', val: 0.5 } };
    expect(roundTrip(t, value)).toEqual({ ...value, myFlags: { isA: false, isB: true } });
  });

  it('lose lone surrogates', () => {
    expect(roundTrip('string', 'a\ud800b')).toBe('a\ufffdb');
  });

  it('may be left out where undefined is a value', () => {
    const t: abi.ValType = { kind: 'record', fields: [{ label: 'a', type: option('u8') }] };
    expect(roundTrip(t, {})).toEqual({ a: undefined });
  });
});

describe('a JavaScript string', () => {
  it.each<[abi.StringEncoding, string, string, number[][]]>([
    ['utf8', 'abc', 'ASCII is stored at once', [[0, 0, 1, 3]]],
    [
      'utf8',
      'aé',
      'other text is given room for the worst, then less',
      [
        [0, 0, 1, 2],
        [1024, 2, 1, 6],
        [1026, 6, 1, 3],
      ],
    ],
    ['utf16', 'aé', 'all text is stored at once', [[0, 0, 2, 4]]],
    ['latin1+utf16', 'aé', 'Latin-1 is stored at once', [[0, 0, 2, 2]]],
    [
      'latin1+utf16',
      'a€',
      'other text is widened',
      [
        [0, 0, 2, 2],
        [1024, 2, 2, 4],
      ],
    ],
  ])('in %s, %o: %s', (encoding, text, _, calls) => {
    const guestOfEncoding = guest({ encoding });
    abi.store(guestOfEncoding.cx, text, plan('string'), 16);
    expect(guestOfEncoding.calls).toEqual(calls);
    expect(abi.load(guestOfEncoding.cx, 16, plan('string'))).toBe(text);
  });

  it('that no guest could hold is refused before it is asked for room', () => {
    const { cx, calls } = guest();
    expect(() => abi.lowerFlat(cx, 'a'.repeat(2 ** 27), plan('string'))).toThrow('one of 134217728');
    expect(calls).toEqual([]);
  });
});

describe('a value of the wrong type', () => {
  const record: abi.ValType = { kind: 'record', fields: [{ label: 'item-ids', type: list('u8') }] };
  const values = abi.planValues([{ label: 'opts', type: record }], plan);
  const lower = (v: unknown, coerce = false) => abi.lowerFlatValues(guest({ coerce }).cx, 16, [v], values);

  it.each<[unknown, string]>([
    [undefined, 'opts: expected an object, found undefined'],
    [{}, 'opts.itemIds: expected an array or Uint8Array, found undefined'],
    [{ itemIds: [1, 256] }, 'opts.itemIds[1]: expected an integer of type u8, found 256'],
    [{ itemIds: [1, undefined, 2] }, 'opts.itemIds[1]: expected an integer of type u8, found undefined'],
    [{ itemIds: [1.5] }, 'opts.itemIds[0]: expected an integer of type u8, found 1.5'],
    [{ itemIds: new Uint16Array(1) }, 'found a value of type object'],
  ])('is a TypeError that says where: %o', (v, message) => {
    expect(() => lower(v)).toThrow(TypeError);
    expect(() => lower(v)).toThrow(message);
  });

  it.each<[abi.ValType, unknown]>([
    ['bool', 1],
    ['u32', '1'],
    ['u64', 1],
    ['u64', -1n],
    ['f64', '1'],
    ['char', 'ab'],
    ['char', ''],
    ['char', '\ud800'],
    ['string', 1],
    [option('u8'), null],
    [list('u8', 2), [1]],
    [{ kind: 'tuple', types: ['u8'] }, [1, 2]],
    [{ kind: 'map', key: 'u8', value: 'u8' }, [[1, 2]]],
    [{ kind: 'enum', labels: ['a'] }, 'b'],
    [{ kind: 'variant', cases: [{ label: 'a', type: null }] }, 'a'],
    [{ kind: 'variant', cases: [{ label: 'a', type: null }] }, { tag: 'toString' }],
    [{ kind: 'flags', labels: ['a'] }, { a: 1 }],
    ['error-context', {}],
  ])('is refused, as %o or in memory: %o', (t, v) => {
    expect(() => abi.lowerFlat(guest().cx, v, plan(t))).toThrow(TypeError);
    expect(() => abi.store(guest().cx, v, plan(t), 16)).toThrow(TypeError);
  });

  it.each<[abi.ValType, unknown, abi.CoreValue[]]>([
    ['bool', 'yes', [1]],
    ['u8', 257.9, [1]],
    ['s8', 255, [2 ** 32 - 1]],
    ['u32', undefined, [0]],
    ['u32', '-1', [2 ** 32 - 1]],
    ['u64', '-1', [2n ** 64n - 1n]],
    ['f64', ' 1.5 ', [1.5]],
    [option('u8'), null, [0, 0]],
  ])('is converted where the context coerces: %o from %o', (t, v, core) => {
    expect(abi.lowerFlat(guest({ coerce: true }).cx, v, plan(t))).toEqual(core);
  });

  it('is refused even then where ToWebAssemblyValue refuses it', () => {
    expect(() => abi.lowerFlat(guest({ coerce: true }).cx, 1, plan('u64'))).toThrow(TypeError);
    expect(() => abi.lowerFlat(guest({ coerce: true }).cx, 1n, plan('u32'))).toThrow(TypeError);
  });
});

describe('a stream or future', () => {
  it.each(['stream', 'future'] as const)('is no value of JavaScript yet: %s', (kind) => {
    const planned = plan({ kind, element: null });
    const notYet = expect.objectContaining({ code: 'async-not-yet' }) as Error;
    expect(() => abi.lowerFlat(guest().cx, {}, planned)).toThrow(notYet);
  });
});

describe('memory', () => {
  it('is seen anew when it has grown', () => {
    const memory = { buffer: new ArrayBuffer(8) };
    const mem = new abi.MemInst(memory);
    const { view } = mem;
    expect(mem.view).toBe(view);
    memory.buffer = new ArrayBuffer(16);
    expect([mem.length, mem.view.byteLength]).toEqual([16, 16]);
  });

  it('ends where no address of 64 bits reaches it', () => {
    const memory = new abi.MemInst({ buffer: new ArrayBuffer(64) }, 'i64');
    const opts: abi.LiftLowerOptions = { stringEncoding: 'utf16', memory, realloc: null };
    const cx = new abi.LiftLowerContext({ opts, inst: new abi.ComponentInstance() });
    const lift = (ptr: bigint, length: bigint) =>
      abi.liftFlat(cx, new abi.CoreValueIter([ptr, length]), plan('string'));
    expect(() => lift(2n ** 64n - 2n, 1n)).toThrow(expect.objectContaining({ code: 'string-out-of-bounds' }));
    expect(() => lift(2n ** 64n - 1n, 1n)).toThrow(expect.objectContaining({ code: 'unaligned-pointer' }));
    expect(() => lift(0n, 2n ** 64n - 1n)).toThrow(expect.objectContaining({ code: 'string-too-long' }));
  });
});

describe('a trap', () => {
  it('has a code and says which value it was about', () => {
    const t: abi.ValType = { kind: 'tuple', types: ['u8', list('char')] };
    const values = abi.planValues([{ label: 'pair', type: t }], plan);
    const { cx } = guest();
    new DataView(cx.memory.view.buffer).setUint32(4, 0xd800, true);
    let caught: unknown;
    try {
      abi.liftFlatValues(cx, 16, new abi.CoreValueIter([1, 0, 2]), values);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(abi.Trap);
    expect(caught).toMatchObject({ code: 'invalid-char', path: ['pair', 1, 1] });
  });

  it('leaves the instance unable to leave when realloc threw', () => {
    const { cx } = guest();
    const opts = {
      ...cx.opts,
      memory: cx.memory,
      realloc: () => {
        throw new Error('unreachable');
      },
    };
    const { inst } = cx;
    expect(() => abi.lowerFlat(new abi.LiftLowerContext({ opts, inst }), 'a', plan('string'))).toThrow(
      'unreachable',
    );
    expect(inst.mayLeave).toBe(false);
  });
});

describe('handles', () => {
  const resource = {};
  const own: abi.ValType = { kind: 'own', resource };
  const borrow: abi.ValType = { kind: 'borrow', resource };

  function owner() {
    const inst = new abi.ComponentInstance();
    const rt = new abi.ResourceType(null);
    const opts: abi.LiftLowerOptions = { stringEncoding: 'utf8', memory: null, realloc: null };
    const context = (borrowScope: abi.BorrowingTask | abi.Lending | null = null) =>
      new abi.LiftLowerContext({ opts, inst, borrowScope, resourceType: () => rt });
    return { inst, rt, context };
  }

  it('get the index that was freed last', () => {
    const table = new abi.Table<object>();
    expect([table.add({}), table.add({}), table.add({})]).toEqual([1, 2, 3]);
    table.remove(1);
    table.remove(3);
    expect([table.add({}), table.add({}), table.add({})]).toEqual([3, 1, 4]);
    expect(() => table.get(0)).toThrow(abi.Trap);
  });

  it('move when they are owned', () => {
    const { inst, context } = owner();
    expect(abi.lowerFlat(context(), 42, plan(own))).toEqual([1]);
    expect(abi.liftFlat(context(), new abi.CoreValueIter([1]), plan(own))).toBe(42);
    expect([...inst.handles]).toEqual([]);
  });

  it('cannot move while they are lent', () => {
    const { context } = owner();
    abi.lowerFlat(context(), 42, plan(own));
    const lending = new abi.Lending();
    expect(abi.liftFlat(context(lending), new abi.CoreValueIter([1]), plan(borrow))).toBe(42);
    const take = () => abi.liftFlat(context(), new abi.CoreValueIter([1]), plan(own));
    expect(take).toThrow(expect.objectContaining({ code: 'handle-lent' }));
  });

  it('can move once they were given back', () => {
    const { context } = owner();
    abi.lowerFlat(context(), 42, plan(own));
    const lending = new abi.Lending();
    abi.liftFlat(context(lending), new abi.CoreValueIter([1]), plan(borrow));
    lending.deliverResolve();
    expect(abi.liftFlat(context(), new abi.CoreValueIter([1]), plan(own))).toBe(42);
  });

  it.each([-1, 1.5, 2 ** 32, '1', undefined])('are not made of what is no representation: %o', (v) => {
    const { inst, context } = owner();
    expect(() => abi.lowerFlat(context(), v, plan(own))).toThrow(TypeError);
    expect([...inst.handles]).toEqual([]);
  });

  it('that are borrowed count with the task', () => {
    const { inst, context } = owner();
    const task: abi.BorrowingTask = { kind: 'task', numBorrows: 0 };
    expect(abi.lowerFlat(context(task), 42, plan(borrow))).toEqual([1]);
    expect(task.numBorrows).toBe(1);
    expect(inst.handles.get(1)).toMatchObject({ rep: 42, own: false });
  });

  it('are representations where the resource is defined', () => {
    const inst = new abi.ComponentInstance();
    const rt = new abi.ResourceType(inst);
    const opts: abi.LiftLowerOptions = { stringEncoding: 'utf8', memory: null, realloc: null };
    const borrowScope: abi.BorrowingTask = { kind: 'task', numBorrows: 0 };
    const cx = new abi.LiftLowerContext({ opts, inst, borrowScope, resourceType: () => rt });
    expect(abi.lowerFlat(cx, 42, plan(borrow))).toEqual([42]);
    expect([borrowScope.numBorrows, [...inst.handles]]).toEqual([0, []]);
  });
});

describe('a resource', () => {
  it('is made, known by its representation, and destructed with its handle', () => {
    const inst = new abi.ComponentInstance();
    const destructed: number[] = [];
    const rt = new abi.ResourceType(inst, (rep) => destructed.push(rep));
    expect(abi.canonResourceNew(inst, rt, -1)).toBe(1);
    inst.mayLeave = false;
    expect(abi.canonResourceRep(inst, rt, 1)).toBe(2 ** 32 - 1);
    inst.mayLeave = true;
    abi.canonResourceDrop(inst, rt, 1);
    expect(destructed).toEqual([2 ** 32 - 1]);
    expect([...inst.handles]).toEqual([]);
  });

  it('outlives a handle that was borrowed, which the task no longer owes', () => {
    const inst = new abi.ComponentInstance();
    const destructed: number[] = [];
    const rt = new abi.ResourceType(null, (rep) => destructed.push(rep));
    const task: abi.BorrowingTask = { kind: 'task', numBorrows: 1 };
    inst.handles.add(new abi.ResourceHandle(rt, 7, false, task));
    abi.canonResourceDrop(inst, rt, 1);
    expect([task.numBorrows, destructed]).toEqual([0, []]);
  });
});
