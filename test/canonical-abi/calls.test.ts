import { describe, expect, it } from 'vitest';
import * as abi from '../../canonical-abi/index.js';

const JS = { kind: 'js' } as const;
const CORE: abi.CoreEndPlan = {
  kind: 'core',
  encoding: 'utf8',
  memory: null,
  hasRealloc: false,
  hasPostReturn: false,
  async: false,
  hasCallback: false,
};
const RESULT = { kind: 'result', ok: 'u32', error: 'u32' } as const;
const NOTHING: abi.CoreFunction = () => undefined;

interface Signature {
  readonly params?: readonly abi.FieldType[];
  readonly result?: abi.ValType | null;
}

function funcType({ params = [], result = null }: Signature): abi.FuncType {
  return { params, result, async: false };
}

function endOf(inst: abi.ComponentInstance, parts: Partial<abi.CoreEnd> = {}): abi.CoreEnd {
  return { inst, memory: null, realloc: null, postReturn: null, callback: null, ...parts };
}

function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe.each([
  { name: 'spec-shaped', glue: abi.createSpecGlue() },
  { name: 'straight-line', glue: abi.createStraightGlue({ fallback: abi.createSpecGlue() }) },
])('calls by $name glue', ({ glue }) => {
  const exported = (
    callee: abi.CoreFunction,
    inst = new abi.ComponentInstance(),
    signature: Signature = {},
    parts: Partial<abi.CoreEnd> = {},
  ): abi.JsFunction => {
    const memory = parts.memory?.ptrType ?? null;
    const core = { ...CORE, memory, hasPostReturn: parts.postReturn !== undefined };
    const plan = abi.planFunc(funcType(signature), { name: 'f', caller: JS, callee: core });
    return glue.exported(plan, endOf(inst, parts), callee, []);
  };
  const imported = (
    callee: abi.JsFunction,
    inst: abi.ComponentInstance,
    signature: Signature = {},
  ): abi.CoreFunction => {
    const plan = abi.planFunc(funcType(signature), { name: 'host#g', caller: CORE, callee: JS });
    return glue.imported(plan, endOf(inst), callee, []);
  };

  it('make a trap of what core code throws, with its cause and place', () => {
    const cause = new WebAssembly.RuntimeError('unreachable');
    const inst = new abi.ComponentInstance({ path: 'component[1]' });
    const trap = thrownBy(exported(() => { throw cause; }, inst)); // prettier-ignore
    expect(trap).toBeInstanceOf(abi.Trap);
    expect(trap).toMatchObject({ code: 'unreachable', cause, component: 'component[1]', function: 'f' });
    expect((trap as abi.Trap).message).toBe('component[1] › f: `unreachable` was executed');
    expect((trap as abi.Trap).stack).toContain('component[1] › f');
    expect((trap as abi.Trap).stack?.split('\n')[0]).toBe(
      'Trap: component[1] › f: `unreachable` was executed',
    );
  });

  it('lock all of a store down after a trap', () => {
    const store = new abi.Store();
    const failing = new abi.ComponentInstance({ store });
    const other = exported(NOTHING, new abi.ComponentInstance({ store }));
    expect(other()).toBe(undefined);
    expect(() => exported(() => { throw new WebAssembly.RuntimeError('divide by zero'); }, failing)()).toThrow(
      expect.objectContaining({ code: 'integer-divide-by-zero' }),
    ); // prettier-ignore
    expect(other).toThrow(expect.objectContaining({ code: 'cannot-enter' }));
    expect(exported(NOTHING)()).toBe(undefined);
  });

  it('lock nothing down for a value of another type', () => {
    const run = exported(NOTHING, undefined, { params: [{ label: 'n', type: 'u8' }] });
    expect(() => run(256)).toThrow(new TypeError('n: expected an integer of type u8, found 256'));
    expect(run(255)).toBe(undefined);
  });

  it('name the host function whose result is of another type, and lock down', () => {
    const inst = new abi.ComponentInstance();
    const host = imported(() => 2 ** 32, inst, { result: 'u32' });
    const run = exported(() => host(), inst);
    const error = thrownBy(run);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({
      name: 'TypeError',
      message: 'host#g: result: expected an integer of type u32, found 4294967296',
    });
    expect(thrownBy(run)).toMatchObject({ code: 'cannot-enter', cause: error });
  });

  it('do not name a host function that lets the error of its own call pass', () => {
    const other = exported(NOTHING, undefined, { params: [{ label: 'n', type: 'u8' }] });
    const inst = new abi.ComponentInstance();
    const host = imported(() => other(256), inst);
    const error = thrownBy(exported(() => host(), inst));
    expect(error).toEqual(new TypeError('n: expected an integer of type u8, found 256'));
  });

  it('give back what a refused call was to own, and take it off the table', () => {
    const [log, inst] = [[] as unknown[], new abi.ComponentInstance()];
    const values: abi.ResourceValues = {
      ...abi.REPRESENTATIONS,
      takeBack: (value) => void log.push(value),
    };
    const own = { kind: 'own', resource: {} } as const;
    const types: readonly abi.ValType[] = [own, own, 'u8', own];
    const params = types.map((type, i) => ({ label: `p${i}`, type }));
    const plan = abi.planFunc(funcType({ params }), { name: 'f', caller: JS, callee: CORE });
    const callee: abi.CoreFunction = (...flat) => void log.push(flat) as undefined;
    const run = glue.exported(plan, endOf(inst), callee, [new abi.ResourceType(null, null, values)]);
    expect(() => run(10, 11, 256, 13)).toThrow(TypeError);
    expect(() => run(10, 11, 255, 'x')).toThrow(TypeError);
    run(10, 11, 255, 13);
    expect(log).toEqual([11, 10, 11, 10, [1, 2, 255, 3]]);
  });

  it('leave nothing of what was deep in the values of a refused call, nor of what was borrowed', () => {
    const [log, inst] = [[] as unknown[], new abi.ComponentInstance()];
    const values: abi.ResourceValues = {
      ...abi.REPRESENTATIONS,
      takeBack: (value) => void log.push(value),
    };
    const resource = {};
    const own: abi.ValType = { kind: 'own', resource };
    const borrow: abi.ValType = { kind: 'borrow', resource };
    const types: readonly abi.ValType[] = [{ kind: 'tuple', types: [own, borrow, own] }, borrow, 'u8'];
    const params = types.map((type, i) => ({ label: `p${i}`, type }));
    const plan = abi.planFunc(funcType({ params }), { name: 'f', caller: JS, callee: CORE });
    const rt = new abi.ResourceType(null, null, values);
    const callee: abi.CoreFunction = (...flat) => {
      log.push(flat);
      for (const i of flat.slice(1, 2).concat(flat.slice(3, 4))) abi.canonResourceDrop(inst, rt, Number(i));
      return undefined;
    };
    const run = glue.exported(plan, endOf(inst), callee, [rt]);
    for (let i = 0; i < 3; i++) expect(() => run([10, 11, 12], 13, 256)).toThrow(TypeError);
    run([10, 11, 12], 13, 255);
    expect(log).toEqual([12, 10, 12, 10, 12, 10, [1, 2, 3, 4, 255]]);
  });

  it('let what a host function throws pass as it is, and lock down', () => {
    const inst = new abi.ComponentInstance();
    const exit = new Error('exit');
    const host = imported(() => { throw exit; }, inst); // prettier-ignore
    const run = exported(() => host(), inst);
    expect(thrownBy(run)).toBe(exit);
    expect(thrownBy(run)).toMatchObject({ code: 'cannot-enter', cause: exit });
  });

  it('do not let core code go on that caught what locked it down', () => {
    const inst = new abi.ComponentInstance();
    const exit = new Error('exit');
    const host = imported(() => { throw exit; }, inst); // prettier-ignore
    const run = exported(() => {
      expect(thrownBy(host)).toBe(exit);
      expect(thrownBy(host)).toBe(exit);
      return undefined;
    }, inst);
    expect(thrownBy(run)).toBe(exit);
  });

  it('throw the error of a result with its payload, and go on', () => {
    const run = exported(() => 0x40, new abi.ComponentInstance(), { result: RESULT }, memoryWith(0x40, 1, 7));
    const error = thrownBy(run);
    expect(error).toBeInstanceOf(abi.ComponentError);
    expect(error).toMatchObject({ name: 'ComponentError', payload: 7 });
    expect(thrownBy(run)).toBeInstanceOf(abi.ComponentError);
  });

  it.each<[string, unknown, unknown]>([
    ['a ComponentError', new abi.ComponentError(7), 7],
    ['an error with a payload of its own', Object.assign(new Error('x'), { payload: 8 }), 8],
    ['the payload itself', 9, 9],
  ])('take the error of a result from %s', (_, thrown, payload) => {
    const inst = new abi.ComponentInstance();
    const memory = new ArrayBuffer(64);
    const plan = abi.planFunc(funcType({ result: RESULT }), { name: 'g', caller: { ...CORE, memory: 'i32' }, callee: JS });
    const end = endOf(inst, { memory: new abi.MemInst({ buffer: memory }) });
    glue.imported(plan, end, () => { throw thrown; }, [])(16);
    const view = new DataView(memory);
    expect([view.getUint8(16), view.getUint32(20, true)]).toEqual([1, payload]);
  }); // prettier-ignore

  it('run post-return with the flat results, where nothing can leave', () => {
    const inst = new abi.ComponentInstance();
    const host = imported(() => 0, inst);
    const seen: unknown[] = [];
    const postReturn: abi.CoreFunction = (...flat) => {
      seen.push(flat);
      host();
      return undefined;
    };
    const run = exported(() => 5, inst, { result: 'u32' }, { postReturn });
    expect(run).toThrow(expect.objectContaining({ code: 'cannot-leave' }));
    expect(seen).toEqual([[5]]);
  });

  it('begin each call with empty context slots, and keep those of the caller', () => {
    const inst = new abi.ComponentInstance();
    const [get, set] = (['context.get', 'context.set'] as const).map((name) =>
      abi.createBuiltin(builtinOf(name, endOf(inst))),
    ) as [abi.CoreFunction, abi.CoreFunction];
    const inner = exported(() => {
      expect(get()).toBe(0);
      set(2);
      return undefined;
    }, inst);
    const host = imported(inner, inst);
    const outer = exported(() => {
      set(1);
      host();
      return get();
    }, inst, { result: 'u32' }); // prettier-ignore
    expect([outer(), outer()]).toEqual([1, 1]);
  });
});

/** Memory in which there is an error of the result at `ptr`. */
function memoryWith(ptr: number, tag: number, payload: number): Partial<abi.CoreEnd> {
  const buffer = new ArrayBuffer(128);
  const view = new DataView(buffer);
  view.setUint8(ptr, tag);
  view.setUint32(ptr + 4, payload, true);
  return { memory: new abi.MemInst({ buffer }) };
}

function builtinOf(name: abi.BuiltinName, end: abi.CoreEnd): abi.Builtin {
  const resources = (): never => {
    throw new Error('no resources here');
  };
  return {
    name,
    end,
    type: null,
    resource: null,
    resources,
    encoding: 'utf8',
    async: false,
    slot: 0,
    table: null,
  };
}
