import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import * as abi from '../../canonical-abi/index.js';
import { ASCII_SCAN, scanAscii } from '../../host/fused/ascii-scan.js';
import { nativeTools } from '../support/native.js';
import { requireOrSkip, wasmTools } from '../support/oracles.js';
import { inRepository } from '../support/repository.js';
import { coreEndPlan, planOf } from '../canonical-abi/vectors/vector-ends.js';

const program = wasmTools();
describe.skipIf(requireOrSkip(program, 'wasmTools'))('the core code that scans for ASCII', () => {
  const native = nativeTools(program ?? '');
  afterAll(() => native.dispose());

  it('is what wasm-tools makes of its text', async () => {
    const made = path.join(native.onDisk(new Map([['empty', '']])), 'scan.wasm');
    const text = inRepository('fixtures', 'host', 'ascii-scan.wat');
    expect(await native.run(['parse', text, '-o', made])).toMatchObject({ stderr: '' });
    expect([...readFileSync(made)]).toEqual(ASCII_SCAN);
  });
});

const KB = 1024;
/** Where the string begins: aligned to nothing. */
const BEGIN = 4099;
const LENGTH = 80 * KB + 13;

/** Memories, and what there may be instead of a way to scan them. */
const PAGES = { initial: 4, maximum: 8 };
const MEMORIES: ReadonlyMap<string, () => abi.MemoryLike> = new Map([
  ['a memory', () => new WebAssembly.Memory(PAGES)],
  ['a shared memory', () => new WebAssembly.Memory({ ...PAGES, shared: true })],
  ['what is no memory of the engine', () => ({ buffer: new ArrayBuffer(4 << 16) })],
]);

describe.each([...MEMORIES])('a long string in %s', (_, memory) => {
  afterEach(() => vi.unstubAllGlobals());

  it('is passed on if it is ASCII', () => {
    const [from, to] = [memory(), memory()];
    fill(from);
    expect(passed(from, to)).toBe(2 * KB);
    expect(text(to, 2 * KB)).toBe(text(from, BEGIN));
  });

  it.each([0, 1, 63, 64, 65, 40_000, LENGTH - 66, LENGTH - 64, LENGTH - 2])(
    'is passed on with another character at %d',
    (offset) => {
      const [from, to] = [memory(), memory()];
      fill(from);
      new Uint8Array(from.buffer).set([0xc3, 0xa9], BEGIN + offset);
      expect(passed(from, to)).toBe(2 * KB);
      expect(text(to, 2 * KB)).toBe(text(from, BEGIN));
    },
  );

  it.each([0, 1, 63, 64, 65, 40_000, LENGTH - 65, LENGTH - 1])(
    'is refused with half of one at %d',
    (offset) => {
      const from = memory();
      fill(from);
      new Uint8Array(from.buffer)[BEGIN + offset] = 0xc3;
      expect(() => passed(from, memory())).toThrow(expect.objectContaining({ code: 'invalid-utf8' }));
    },
  );

  it('is passed on where no code may be made', () => {
    const [from, to] = [memory(), memory()];
    fill(from);
    vi.stubGlobal('WebAssembly', undefined);
    expect(passed(from, to)).toBe(2 * KB);
    expect(text(to, 2 * KB)).toBe(text(from, BEGIN));
  });
});

it('code is made once for a memory, when the first long string leaves it', () => {
  const made = vi.spyOn(WebAssembly, 'Instance');
  const from = new WebAssembly.Memory(PAGES);
  const call = pass(endOf(from, 0), endOf(new WebAssembly.Memory(PAGES), 0));
  call(0, 100);
  expect(made).not.toHaveBeenCalled();
  call(0, 64 * KB);
  call(0, 128 * KB);
  expect(made).toHaveBeenCalledOnce();
  made.mockRestore();
});

it('a string at the very end of a memory that has grown is scanned to its end', () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const end = endOf(memory, 0);
  memory.grow(3);
  new Uint8Array(memory.buffer).fill(0x61);
  const to = new WebAssembly.Memory(PAGES);
  const call = pass(end, endOf(to, 0));
  expect(call(2 << 16, 2 << 16)).toBe(0);
  new Uint8Array(memory.buffer)[(4 << 16) - 1] = 0x80;
  expect(() => call(2 << 16, 2 << 16)).toThrow(expect.objectContaining({ code: 'invalid-utf8' }));
});

/** ASCII in the whole memory. */
function fill({ buffer }: abi.MemoryLike): void {
  const bytes = new Uint8Array(buffer);
  for (let i = 0; i < bytes.length; i++) bytes[i] = i % 128;
}

/** The bytes of the string, one character each. */
function text({ buffer }: abi.MemoryLike, ptr: number): string {
  return Buffer.from(buffer, ptr, LENGTH).toString('latin1');
}

/** Passes the string from one memory to the other. @returns where the callee finds it */
function passed(from: abi.MemoryLike, to: abi.MemoryLike): unknown {
  return pass(endOf(from, 0), endOf(to, 2 * KB))(BEGIN, LENGTH);
}

function pass(caller: abi.CoreEnd, callee: abi.CoreEnd): abi.CoreFunction {
  const end = coreEndPlan({ encoding: 'utf8', ptr: 'i32' });
  const plan = planOf({ param: 'string', result: 'u32' }, { caller: end, callee: end });
  return abi.createStraightGlue().fused(plan, caller, callee, (ptr) => ptr, []);
}

/** The end of a guest whose `realloc` always gives the same. */
function endOf(memory: abi.MemoryLike, room: number): abi.CoreEnd {
  const inst = new abi.ComponentInstance();
  return {
    inst,
    memory: new abi.MemInst(memory, 'i32', scanAscii),
    realloc: () => room,
    postReturn: null,
    callback: null,
  };
}
