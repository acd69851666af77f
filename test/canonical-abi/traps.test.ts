import { describe, expect, it } from 'vitest';
import * as abi from '../../canonical-abi/index.js';
import { TRAP_CODES } from '../support/trap-codes.js';
import { BUILTIN_CODES, CALL_CODES, CORE_CODES, LATER_CODES } from './trap-groups.js';

const plan = abi.createPlanner();
const resource = {};
const own: abi.ValType = { kind: 'own', resource };
const borrow: abi.ValType = { kind: 'borrow', resource };
const list = (element: abi.ValType): abi.ValType => ({ kind: 'list', element, length: null });

interface Parts {
  readonly bytes?: readonly number[];
  readonly encoding?: abi.StringEncoding;
  readonly realloc?: number;
  readonly handles?: (rt: abi.ResourceType) => readonly abi.Handle[];
}

/** A context on 64 bytes of memory that begins with `bytes`, where `realloc` always says the same. */
function context({ bytes = [], encoding = 'utf8', realloc = 0, handles }: Parts = {}): abi.LiftLowerContext {
  const buffer = new ArrayBuffer(64);
  new Uint8Array(buffer).set(bytes);
  const inst = new abi.ComponentInstance();
  const rt = new abi.ResourceType(null);
  for (const handle of handles?.(rt) ?? []) inst.handles.add(handle);
  return new abi.LiftLowerContext({
    opts: { stringEncoding: encoding, memory: new abi.MemInst({ buffer }), realloc: () => realloc },
    inst,
    borrowScope: new abi.Lending(),
    resourceType: () => rt,
  });
}

function lift(t: abi.ValType, flat: readonly abi.CoreValue[], parts?: Parts): unknown {
  const values = abi.planValues([{ label: 'p', type: t }], plan);
  return abi.liftFlatValues(context(parts), abi.MAX_FLAT_PARAMS, new abi.CoreValueIter(flat), values)[0];
}

function lower(t: abi.ValType, v: unknown, parts?: Parts): unknown {
  const values = abi.planValues([{ label: 'p', type: t }], plan);
  return abi.lowerFlatValues(context(parts), abi.MAX_FLAT_PARAMS, [v], values);
}

const bigTuple: abi.ValType = { kind: 'tuple', types: Array(17).fill('u32') as abi.ValType[] };
const lent = (rt: abi.ResourceType) => {
  const handle = new abi.ResourceHandle(rt, 1, true);
  handle.numLends = 1;
  return [handle];
};

const locked = { handles: lent, mayLeave: false };

const TRAPS: readonly (readonly [abi.TrapCode, string, () => unknown])[] = [
  ['unaligned-pointer', 'a tuple in memory', () => lift(bigTuple, [2])],
  ['unaligned-pointer', 'a list', () => lift(list('u16'), [1, 1])],
  ['unaligned-pointer', 'an empty list', () => lift(list('u16'), [1, 0])],
  ['unaligned-pointer', 'a string', () => lift('string', [1, 1], { encoding: 'utf16' })],
  ['unaligned-pointer', 'a string of Latin-1', () => lift('string', [1, 1], { encoding: 'latin1+utf16' })],
  ['pointer-out-of-bounds', 'a tuple in memory', () => lift(bigTuple, [0])],
  ['string-too-long', 'before it is unaligned', () => lift('string', [1, 2 ** 27], { encoding: 'utf16' })],
  ['string-too-long', 'with a tag that is no tag', () => lift('string', [0, 2 ** 31 + 1])],
  ['string-out-of-bounds', 'by a byte', () => lift('string', [60, 5])],
  ['string-out-of-bounds', 'empty, by a byte', () => lift('string', [65, 0])],
  ['list-too-long', 'before it is out of bounds', () => lift(list('u64'), [0, 2 ** 25])],
  ['list-out-of-bounds', 'by an element', () => lift(list('u64'), [8, 8])],
  ['list-out-of-bounds', 'empty, past the end', () => lift(list('u64'), [72, 0])],
  ['realloc-unaligned', 'for a list', () => lower(list('u16'), [], { realloc: 1 })],
  ['realloc-unaligned', 'for a string', () => lower('string', '', { realloc: 1, encoding: 'utf16' })],
  ['realloc-out-of-bounds', 'for a list', () => lower(list('u16'), [1], { realloc: 64 })],
  ['realloc-out-of-bounds', 'for a string', () => lower('string', 'a', { realloc: -1 })],
  ['invalid-utf8', 'a surrogate', () => lift('string', [0, 3], { bytes: [0xed, 0xa0, 0x80] })],
  ['invalid-utf8', 'an overlong form', () => lift('string', [0, 2], { bytes: [0xc0, 0x80] })],
  ['invalid-utf8', 'half a character', () => lift('string', [0, 1], { bytes: [0xc3, 0xa9] })],
  ['invalid-utf16', 'half', () => lift('string', [0, 1], { bytes: [0, 0xd8, 0, 0xdc], encoding: 'utf16' })],
  [
    'invalid-utf16',
    'swapped',
    () => lift('string', [0, 2], { bytes: [0, 0xdc, 0, 0xd8], encoding: 'utf16' }),
  ],
  ['invalid-char', 'a surrogate', () => lift('char', [0xdfff])],
  ['invalid-char', 'past the last', () => lift('char', [0x110000])],
  ['invalid-char', 'with the sign set', () => lift('char', [-1])],
  ['invalid-discriminant', 'of an enum', () => lift({ kind: 'enum', labels: ['a'] }, [1])],
  ['invalid-discriminant', 'of an option', () => lift({ kind: 'option', type: 'u8' }, [-1, 0])],
  ['unknown-handle', 'the first', () => lift(own, [0])],
  ['unknown-handle', 'past the last', () => lift('error-context', [-1])],
  [
    'wrong-handle-type',
    'an error-context',
    () => lift(own, [1], { handles: () => [new abi.ErrorContext('')] }),
  ],
  ['wrong-handle-type', 'a resource', () => lift('error-context', [1], { handles: lent })],
  [
    'wrong-handle-type',
    'another resource',
    () => lift(borrow, [1], { handles: () => [new abi.ResourceHandle(new abi.ResourceType(null), 1, true)] }),
  ],
  ['handle-lent', 'to a call', () => lift(own, [1], { handles: lent })],
  [
    'handle-not-owned',
    'as own',
    () => lift(own, [1], { handles: (rt) => [new abi.ResourceHandle(rt, 1, false)] }),
  ],
  [
    'handle-lent',
    'dropped',
    () => builtIn((inst, rt) => abi.canonResourceDrop(inst, rt, 1), { handles: lent }),
  ],
  ['unknown-handle', 'dropped', () => builtIn((inst, rt) => abi.canonResourceDrop(inst, rt, 1))],
  [
    'wrong-handle-type',
    'dropped',
    () => builtIn((inst) => abi.canonResourceDrop(inst, new abi.ResourceType(null), 1), { handles: lent }),
  ],
  [
    'wrong-handle-type',
    'asked for its representation',
    () => builtIn((inst) => abi.canonResourceRep(inst, new abi.ResourceType(null), 1), { handles: lent }),
  ],
  ['cannot-leave', 'to drop', () => builtIn((inst, rt) => abi.canonResourceDrop(inst, rt, 1), locked)],
  [
    'cannot-leave',
    'for a new resource',
    () => builtIn((inst, rt) => abi.canonResourceNew(inst, rt, 1), locked),
  ],
];

/** Runs a built-in with an instance that has `handles`. */
function builtIn(
  run: (inst: abi.ComponentInstance, rt: abi.ResourceType) => unknown,
  parts: Parts & { mayLeave?: boolean } = {},
): unknown {
  const cx = context(parts);
  cx.inst.mayLeave = parts.mayLeave ?? true;
  return run(cx.inst, cx.resourceType(resource));
}

describe('a trap', () => {
  it.each(TRAPS)('%s: %s', (code, _, run) => {
    expect(run).toThrow(abi.Trap);
    expect(run).toThrow(expect.objectContaining({ code }));
  });

  it('is tested for each code, here or where its group is, but for the one that takes 2^28 handles', () => {
    const tested = new Set(TRAPS.map(([code]) => code));
    for (const code of [CORE_CODES, BUILTIN_CODES, CALL_CODES, LATER_CODES].flat()) tested.add(code);
    expect(TRAP_CODES.filter((code) => !tested.has(code))).toEqual(['table-full']);
  });

  it('does not come of what is next to it', () => {
    expect(lift('string', [64, 0])).toBe('');
    expect(lift('string', [61, 3])).toBe('\0\0\0');
    expect(lift(list('u64'), [64, 0])).toEqual(new BigUint64Array());
    expect(lift('char', [0x10ffff])).toBe('\u{10ffff}');
    expect(lower(list('u16'), [1], { realloc: 62 })).toEqual([62, 1]);
  });
});

describe('UTF-8', () => {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const BYTES = [0, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1];
  const MORE = [0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xff];
  const all = [...BYTES, ...MORE];

  const theirs = (bytes: number[]): string | null => {
    try {
      return decoder.decode(Uint8Array.from(bytes));
    } catch {
      return null;
    }
  };
  const ours = (bytes: number[]): unknown => {
    try {
      return lift('string', [0, bytes.length], { bytes });
    } catch (error) {
      return error instanceof abi.Trap && error.code === 'invalid-utf8' ? null : error;
    }
  };

  it('is what TextDecoder takes for it, for all that its rules tell apart in up to three bytes', () => {
    const two = all.flatMap((a) => all.map((b) => [a, b]));
    const three = two.flatMap((pair) => all.map((c) => [...pair, c]));
    const wrong = [...two, ...three].filter((bytes) => ours(bytes) !== theirs(bytes));
    expect(wrong).toEqual([]);
  });

  it('is what TextDecoder takes for it, in four', () => {
    const trails = [0x7f, 0x80, 0x8f, 0x90, 0xbf, 0xc0];
    const four = [0xf0, 0xf1, 0xf4, 0xf5, 0xf7, 0xf8].flatMap((a) =>
      trails.flatMap((b) => trails.flatMap((c) => trails.map((d) => [a, b, c, d]))),
    );
    expect(four.filter((bytes) => ours(bytes) !== theirs(bytes))).toEqual([]);
  });
});
