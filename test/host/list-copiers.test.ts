import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { camelCase } from '../../bindgen/js-names/index.js';
import * as abi from '../../canonical-abi/index.js';
import { elementModule, hasElementCode } from '../../host/fused/element-code.js';
import { createListCopiers } from '../../host/fused/list-copiers.js';
import { webAssembly } from '../../host/web-assembly.js';
import { randomValue } from '../support/value-arbitrary.js';
import { randomFuncType } from '../support/value-types.js';

/*
 * Long lists between instances are gone over by core code that is made for the type of their elements. It says yes to what
 * the spec-shaped engine lifts without a trap, and writes what that engine then stores.
 */

const PAGE = 65536;
const BEGIN = 1024;
const TARGET = 2048;
const WAYS = [
  { name: 'in pieces, with one memory', memories: 1 },
  { name: 'with two memories', memories: 2 },
] as const;

const hasTwoMemories = webAssembly().validate(elementModule({ kind: 'u8', type: 'u8' }, 2));

describe.each(WAYS)('core code for lists, $name', ({ memories }) => {
  const isMissing = memories === 2 && !hasTwoMemories;
  it.skipIf(isMissing)('takes the elements, and writes the bytes, that loading and storing do', () => {
    let taken = 0;
    let refused = 0;
    fc.assert(
      fc.property(fc.gen(), (gen) => {
        const below = (limit: number): number => gen(fc.nat, { max: Math.max(0, limit - 1) });
        const element = planOf(randomElement(below));
        const size = abi.elemSize(element.type, 'i32');
        const count = 1 + below(Math.floor((below(5) === 0 ? 20_000 : 2000) / size));
        const [from, to] = [noisyMemory(below), noisyMemory(below)];
        const values = Array.from({ length: 1 + below(8) }, () => randomValue(below, element.type));
        const cx = contextOf(from);
        for (let i = 0; i < count; i++) {
          abi.store(cx, values[i % values.length], element, BEGIN + i * size);
        }
        for (let i = below(3); i > 0; i--)
          from.bytes[BEGIN + below(count * size)] = below(below(2) === 0 ? 8 : 256);
        const copier = createListCopiers({ warmUp: 0, memories })(element)?.(from, to);
        const expected = storedBySpec(element, count, from, to);
        expect(copier?.check(BEGIN, count)).toBe(expected !== null);
        if (expected === null) return void refused++;
        taken++;
        expect(copier?.copy(BEGIN, count, TARGET)).toBe(true);
        expect(to.bytes.findIndex((byte, i) => byte !== expected[i])).toBe(-1);
      }),
      { numRuns: 300 },
    );
    expect(taken).toBeGreaterThan(50);
    expect(refused).toBeGreaterThan(10);
  });

  it.skipIf(isMissing)('makes every NaN the one of the deterministic profile, at each width', () => {
    const element = planOf({ kind: 'tuple', types: ['f32', 'f64'] });
    const [from, to] = [memoryOf(), memoryOf()];
    from.view.setUint32(BEGIN, 0xffa0_0001, true);
    from.view.setBigUint64(BEGIN + 8, 0x7ff0_0000_0000_0001n, true);
    const copier = createListCopiers({ warmUp: 0, memories })(element)?.(from, to);
    expect(copier?.copy(BEGIN, 1, TARGET)).toBe(true);
    expect(to.view.getUint32(TARGET, true)).toBe(0x7fc0_0000);
    expect(to.view.getBigUint64(TARGET + 8, true)).toBe(0x7ff8_0000_0000_0000n);
  });

  it.skipIf(isMissing)('reads up to the end of memory', () => {
    const element = planOf('char');
    const [from, to] = [memoryOf(), memoryOf()];
    const copier = createListCopiers({ warmUp: 0, memories })(element)?.(from, to);
    expect(copier?.check(PAGE - 400, 100)).toBe(true);
    from.view.setUint32(PAGE - 4, 0x11_0000, true);
    expect(copier?.check(PAGE - 400, 100)).toBe(false);
  });

  it.skipIf(isMissing)('finds both memories where they are after they have grown', () => {
    const element = planOf('u16');
    const [from, to] = [memoryOf(), memoryOf()];
    const copier = createListCopiers({ warmUp: 0, memories })(element)?.(from, to);
    expect(copier?.copy(BEGIN, 40, TARGET)).toBe(true);
    for (const { memory } of [from, to]) memory.grow?.(1 as never);
    from.bytes.fill(7, PAGE, PAGE + 80);
    expect(copier?.copy(PAGE, 40, PAGE + 80)).toBe(true);
    expect(to.bytes.slice(PAGE + 78, PAGE + 162)).toStrictEqual(
      Uint8Array.from({ length: 84 }, (_, i) => (i >= 2 && i < 82 ? 7 : 0)),
    );
  });
});

describe('a copier of lists', () => {
  it('lets text do its work until so many elements have passed that code pays', () => {
    const [from, to] = [memoryOf(), memoryOf()];
    const copier = createListCopiers({ warmUp: 100 })(planOf('char'))?.(from, to);
    expect([copier?.check(BEGIN, 50), copier?.copy(BEGIN, 50, TARGET)]).toStrictEqual([false, false]);
    expect(copier?.check(BEGIN, 50)).toBe(true);
  });

  it.each([
    ['strings', 'string'],
    ['lists', { kind: 'list', element: 'u8', length: null }],
    ['handles', { kind: 'own', resource: {} }],
    ['very many fields', { kind: 'list', element: 'u8', length: 100 }],
  ] as const)('is not there for elements with %s', (_, type) => {
    const element = planOf({ kind: 'tuple', types: ['u8', type as abi.ValType] });
    expect(createListCopiers()(element)).toBeNull();
  });

  it('leaves memories that core code cannot import to text', () => {
    const plain = new abi.MemInst({ buffer: new ArrayBuffer(PAGE) });
    const copier = createListCopiers({ warmUp: 0 })(planOf('char'))?.(plain, memoryOf());
    expect([copier?.check(BEGIN, 50), copier?.copy(BEGIN, 50, TARGET)]).toStrictEqual([false, false]);
  });
});

describe('a call with long lists from component to component', () => {
  const type: abi.FuncType = {
    params: [{ label: 'marks', type: { kind: 'list', element: { kind: 'tuple', types: ['u8', 'char'] }, length: null } }],
    result: null,
    async: false,
  }; // prettier-ignore
  const COUNT = 100;

  function called(glue: abi.Glue, char: number): object {
    const end = {
      kind: 'core',
      encoding: 'utf8',
      memory: 'i32',
      hasRealloc: true,
      hasPostReturn: false,
      async: false,
      hasCallback: false,
    } as const;
    const plan = abi.planFunc(type, { name: 'f', key: camelCase, caller: end, callee: end });
    const [caller, callee] = [memoryOf(), memoryOf()];
    for (let i = 0; i < COUNT; i++)
      caller.view.setUint32(BEGIN + 8 * i + 4, i === 77 ? char : 65 + (i % 26), true);
    const endOf = (memory: abi.MemInst): abi.CoreEnd => ({
      inst: new abi.ComponentInstance(),
      memory,
      realloc: () => TARGET,
      postReturn: null,
      callback: null,
    });
    const seen: unknown[] = [];
    const target: abi.CoreFunction = (...values) => void seen.push(values);
    try {
      glue.fused(plan, endOf(caller), endOf(callee), target, [])(BEGIN, COUNT);
    } catch (error) {
      const { code, message, path } = error as abi.Trap;
      seen.push(code, message, path);
    }
    return { seen, image: callee.bytes.slice() };
  }

  const spec = abi.createSpecGlue();
  const withCode = abi.createStraightGlue({ listCopiers: createListCopiers({ warmUp: 0 }) });

  it('gives what lifting and lowering give', () => {
    const outcome = called(withCode, 0x1f980);
    expect(outcome).toStrictEqual(called(spec, 0x1f980));
    expect(outcome).toHaveProperty('seen', [[TARGET, COUNT]]);
  });

  it('traps at the element that is no value', () => {
    const outcome = called(withCode, 0xd800);
    expect(outcome).toStrictEqual(called(spec, 0xd800));
    expect(outcome).toHaveProperty('seen.2', ['marks', 77, 1]);
  });
});

function planOf(type: abi.ValType): abi.ValuePlan {
  return abi.createPlanner({ key: camelCase })(type);
}

/** The first type of a random function that core code copies. */
function randomElement(below: (limit: number) => number): abi.ValType {
  for (let left = 20; left > 0; left--) {
    const { params, result } = randomFuncType(below);
    const types = [...params.map((param) => param.type), ...(result === null ? [] : [result])];
    const found = types.find((type) => typeof type === 'object' && hasElementCode(planOf(type)));
    if (found !== undefined) return found;
  }
  return { kind: 'option', type: 'char' };
}

interface GrowingMemory extends abi.MemoryLike {
  readonly buffer: ArrayBuffer;
}

function memoryOf(): abi.MemInst {
  return new abi.MemInst(new (webAssembly().Memory)({ initial: 1 }) as GrowingMemory);
}

function noisyMemory(below: (limit: number) => number): abi.MemInst {
  const memory = memoryOf();
  const seed = below(1 << 16);
  for (let i = 0; i < PAGE; i++) memory.bytes[i] = (seed + i * 131) >> 3;
  return memory;
}

function contextOf(memory: abi.MemInst): abi.LiftLowerContext {
  const opts = { stringEncoding: 'utf8', memory, realloc: null } as const;
  return new abi.LiftLowerContext({ opts, inst: new abi.ComponentInstance() });
}

/** What is in `to` once the elements have been stored there; null if lifting them traps. */
function storedBySpec(
  element: abi.ValuePlan,
  count: number,
  from: abi.MemInst,
  to: abi.MemInst,
): Uint8Array | null {
  const size = abi.elemSize(element.type, 'i32');
  const copy = new abi.MemInst({ buffer: to.bytes.slice().buffer });
  try {
    const [source, target] = [contextOf(from), contextOf(copy)];
    const values = Array.from({ length: count }, (_, i) => abi.load(source, BEGIN + i * size, element));
    for (const [i, value] of values.entries()) abi.store(target, value, element, TARGET + i * size);
    return copy.bytes;
  } catch (error) {
    if (error instanceof abi.Trap) return null;
    throw error;
  }
}
