import { describe, expect, it } from 'vitest';
import { emitExported, emitImported, type EmittedGlue } from '../../canonical-abi/emit/call.js';
import { emitFused } from '../../canonical-abi/emit/fused.js';
import * as abi from '../../canonical-abi/index.js';
import { JS, coreEndPlan } from './vectors/vector-ends.js';

const CORE = coreEndPlan({ encoding: 'utf8', ptr: 'i32' }) as abi.CoreEndPlan;
const POINT: abi.ValType = {
  kind: 'record',
  fields: [
    { label: 'x', type: 'u32' },
    { label: 'is-set', type: 'bool' },
    { label: 'weight', type: { kind: 'option', type: 'f64' } },
  ],
};
const POINTS: abi.ValType = { kind: 'list', element: POINT, length: null };
const COUNTER = {};

function planOf(ends: Pick<abi.FuncPlan, 'caller' | 'callee'>, type: Partial<abi.FuncType>): abi.FuncPlan {
  return abi.planFunc({ params: [], result: null, async: false, ...type }, { name: 'a:b/c#f', ...ends });
}

/** The whole of what is evaluated: a function of its helpers and of the ends that it is bound to. */
function textOf({ helpers, text }: EmittedGlue): string {
  return `// with ${helpers.join(', ')}\n${text}\n`;
}

describe('emitted text', () => {
  it('passes strings from JavaScript to core code and back', async () => {
    const type = { params: [{ label: 's', type: 'string' }], result: 'string' } as const;
    const glue = emitExported(planOf({ caller: JS, callee: CORE }, type), CORE, false);
    await expect(textOf(glue)).toMatchFileSnapshot(goldenOf('exported-string'));
  });

  it('reads records field by field at constant offsets', async () => {
    const type = { params: [{ label: 'points', type: POINTS }] };
    const glue = emitImported(planOf({ caller: CORE, callee: JS }, type), CORE, false);
    await expect(textOf(glue)).toMatchFileSnapshot(goldenOf('imported-records'));
  });

  it('passes the representation of a borrow to the instance that defines the resource', async () => {
    const self: abi.ValType = { kind: 'borrow', resource: COUNTER };
    const plan = planOf(
      { caller: JS, callee: CORE },
      { params: [{ label: 'self', type: self }], result: 'u32' },
    );
    await expect(textOf(emitExported(plan, CORE, false))).toMatchFileSnapshot(goldenOf('exported-method'));
  });

  it('checks all, then copies, between components', async () => {
    const type = { params: [{ label: 'name', type: 'string' } as const, { label: 'points', type: POINTS }] };
    const glue = emitFused(planOf({ caller: CORE, callee: CORE }, type), CORE, CORE);
    await expect(textOf(glue)).toMatchFileSnapshot(goldenOf('fused-records'));
  });

  it('holds no name of a component but as a quoted string', () => {
    const label = '"];throw 1;//\u2028';
    const fields = [{ label, type: 'u32' } as const, { label: '__proto__', type: 'u32' } as const];
    const flags: abi.ValType = { kind: 'flags', labels: [label] };
    const cases: abi.ValType = { kind: 'variant', cases: [{ label, type: { kind: 'record', fields } }] };
    const type: abi.FuncType = {
      params: [{ label, type: cases }, { label: 'f', type: flags }], // prettier-ignore
      result: null,
      async: false,
    };
    const plan = abi.planFunc(type, { name: label, caller: JS, callee: CORE });
    let seen: unknown;
    const inst = new abi.ComponentInstance();
    const memory = new abi.MemInst({ buffer: new ArrayBuffer(8) });
    const end = { inst, memory, realloc: null, postReturn: null, callback: null };
    const callee: abi.CoreFunction = (...values) => {
      seen = values;
      return undefined;
    };
    const call = abi.createStraightGlue().exported(plan, end, callee, []);
    call({ tag: label, val: { [label]: 7, ['__proto__']: 8 } }, { [label]: true });
    expect(seen).toEqual([0, 7, 8, 1]);
  });
});

function goldenOf(name: string): string {
  return `../../fixtures/canonical-abi/emit/${name}.js`;
}
