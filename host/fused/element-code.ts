import {
  discriminantType,
  elemSize,
  fieldOffsets,
  payloadOffset,
  type ValuePlan,
  type VariantPlan,
} from '../../canonical-abi/index.js';
import { encodeModule, funcType, InstructionWriter } from '../../component/index.js';

/*
 * Core code that goes over the elements of a list, which takes it a third of the time that text takes with views of two
 * memories.
 */

/** What the code exports, for lists of at least one element; `end` is behind the last. */
export interface ElementExports {
  /** 1 if all elements are values of their type, else 0. */
  readonly check: (begin: number, end: number) => number;
  /** Copies what was checked. */
  readonly copy: (begin: number, end: number, target: number) => void;
}

/** More fields and cases are rare, and would be much code. */
const MAX_PARTS = 64;

/** Whether there is code for elements of a type: not if something of them is elsewhere in memory, or in a table. */
export function hasElementCode(element: ValuePlan): boolean {
  return partsOf(element) <= MAX_PARTS;
}

/**
 * The core module for elements of a type. It imports the memory `from`, and `to` if there are two.
 * @spec CanonicalABI.md#loading, CanonicalABI.md#storing
 */
export function elementModule(element: ValuePlan, memories: 1 | 2): Uint8Array {
  const limits = { minimum: 0n, maximum: null, is64: false, shared: false };
  const type = { kind: 'memory', memory: { limits, pageSizeLog2: null } } as const;
  return encodeModule({
    types: [funcType(['i32', 'i32'], ['i32']), funcType(['i32', 'i32', 'i32'], [])],
    imports: ['from', 'to'].slice(0, memories).map((name) => ({ module: '', name, type })),
    functions: [
      { type: 0, locals: [{ count: 1, type: 'i32' }], body: checkingCode(element) },
      {
        type: 1,
        locals: [{ count: 1, type: 'f32' }, { count: 1, type: 'f64' }], // prettier-ignore
        body: copyingCode(element, memories - 1),
      },
    ],
    exports: [
      { name: 'check', kind: 'func', index: 0 },
      { name: 'copy', kind: 'func', index: 1 },
    ],
  });
}

/** How much code an element takes; infinite if code alone cannot copy it. */
function partsOf(plan: ValuePlan): number {
  const sum = (plans: readonly (ValuePlan | null)[]): number =>
    plans.reduce((parts, part) => parts + (part === null ? 0 : partsOf(part)), 1);
  switch (plan.kind) {
    case 'record':
      return sum(plan.fields.map(({ value }) => value));
    case 'variant':
      return sum(plan.cases.map(({ value }) => value));
    case 'list':
      return plan.length === null ? Infinity : 1 + plan.length * partsOf(plan.element);
    case 'string':
    case 'own':
    case 'borrow':
    case 'error-context':
    case 'stream':
    case 'future':
      return Infinity;
    default:
      return 1;
  }
}

// The first two parameters of both functions, and what each has besides.
const [BEGIN, END] = [0, 1];
const CODE_POINT = 2;
const [TARGET, F32, F64] = [2, 3, 4];

function checkingCode(element: ValuePlan): Uint8Array {
  const code = new InstructionWriter().op('loop', 'empty');
  checkValue(code, element, 0);
  return advanced(code, element, [BEGIN]).op('i32.const', 1).finish();
}

function copyingCode(element: ValuePlan, to: number): Uint8Array {
  const code = new InstructionWriter().op('loop', 'empty');
  copyValue(code, element, 0, to);
  return advanced(code, element, [BEGIN, TARGET]).finish();
}

/** Goes on with the next element, if there is one. The end of 4 GiB is address 0. */
function advanced(code: InstructionWriter, element: ValuePlan, ptrs: readonly number[]): InstructionWriter {
  const size = elemSize(element.type, 'i32');
  for (const ptr of ptrs) code.op('local.get', ptr).op('i32.const', size).op('i32.add').op('local.set', ptr);
  return code.op('local.get', BEGIN).op('local.get', END).op('i32.ne').op('br_if', 0).op('end');
}

/** Code that returns 0 if what is at an offset in the element is no value of its type. */
function checkValue(code: InstructionWriter, plan: ValuePlan, offset: number): void {
  switch (plan.kind) {
    case 'char':
      load(code, 4, offset).op('local.tee', CODE_POINT).op('i32.const', 0xd800).op('i32.sub');
      code.op('i32.const', 0x800).op('i32.lt_u');
      code.op('local.get', CODE_POINT).op('i32.const', 0x10ffff).op('i32.gt_u').op('i32.or');
      return returnZeroIf(code);
    case 'record':
    case 'list':
      return eachPart(plan, offset, (part, at) => checkValue(code, part, at));
    case 'variant':
      load(code, discriminantSize(plan), offset).op('i32.const', plan.cases.length).op('i32.ge_u');
      returnZeroIf(code);
      return eachPayload(code, plan, offset, (payload, at) => checkValue(code, payload, at));
    default:
      return;
  }
}

function returnZeroIf(code: InstructionWriter): void {
  code.op('if', 'empty').op('i32.const', 0).op('return').op('end');
}

/** Code that writes what is read; what is between the parts of an element stays as it was. */
function copyValue(code: InstructionWriter, plan: ValuePlan, offset: number, to: number): void {
  switch (plan.kind) {
    case 'record':
    case 'list':
      return eachPart(plan, offset, (part, at) => copyValue(code, part, at, to));
    case 'variant':
      copyBits(code, discriminantSize(plan), offset, to);
      return eachPayload(code, plan, offset, (payload, at) => copyValue(code, payload, at, to));
    case 'bool':
      return copyBits(code, 1, offset, to, () => code.op('i32.const', 0).op('i32.ne'));
    case 'flags':
      return copyBits(code, sizeOf(plan), offset, to, () =>
        code.op('i32.const', 2 ** plan.keys.length - 1).op('i32.and'),
      );
    case 'f32':
      code.op('local.get', TARGET).op('local.get', BEGIN).op('f32.load', place(offset));
      code.op('local.tee', F32).op('f32.const', NaN);
      code.op('local.get', F32).op('local.get', F32).op('f32.eq').op('select');
      code.op('f32.store', place(offset, to));
      return;
    case 'f64':
      code.op('local.get', TARGET).op('local.get', BEGIN).op('f64.load', place(offset));
      code.op('local.tee', F64).op('f64.const', NaN);
      code.op('local.get', F64).op('local.get', F64).op('f64.eq').op('select');
      code.op('f64.store', place(offset, to));
      return;
    default:
      return copyBits(code, sizeOf(plan), offset, to);
  }
}

function copyBits(
  code: InstructionWriter,
  size: number,
  offset: number,
  to: number,
  change?: () => unknown,
): void {
  code.op('local.get', TARGET);
  load(code, size, offset);
  change?.();
  code.op(STORES[size] ?? 'i64.store', place(offset, to));
}

function load(code: InstructionWriter, size: number, offset: number): InstructionWriter {
  return code.op('local.get', BEGIN).op(LOADS[size] ?? 'i64.load', place(offset));
}

const LOADS = { 1: 'i32.load8_u', 2: 'i32.load16_u', 4: 'i32.load' } as Readonly<
  Record<number, 'i32.load8_u' | 'i32.load16_u' | 'i32.load'>
>;
const STORES = { 1: 'i32.store8', 2: 'i32.store16', 4: 'i32.store' } as Readonly<
  Record<number, 'i32.store8' | 'i32.store16' | 'i32.store'>
>;

function place(offset: number, memory = 0): { align: number; offset: bigint; memory: number } {
  return { align: 0, offset: BigInt(offset), memory };
}

/** The fields of a record, or the elements of a list of fixed length. */
function eachPart(
  plan: Extract<ValuePlan, { kind: 'record' | 'list' }>,
  offset: number,
  write: (part: ValuePlan, offset: number) => void,
): void {
  if (plan.kind === 'record') {
    const offsets = fieldOffsets(plan.fields, 'i32');
    return plan.fields.forEach(({ value }, i) => write(value, offset + (offsets[i] ?? 0)));
  }
  const size = elemSize(plan.element.type, 'i32');
  for (let i = 0; i < (plan.length ?? 0); i++) write(plan.element, offset + i * size);
}

/** What is done with the payload of the case that is there. */
function eachPayload(
  code: InstructionWriter,
  plan: VariantPlan,
  offset: number,
  write: (payload: ValuePlan, offset: number) => void,
): void {
  const at = offset + payloadOffset(plan.cases, 'i32');
  plan.cases.forEach(({ value }, position) => {
    if (value === null) return;
    load(code, discriminantSize(plan), offset).op('i32.const', position).op('i32.eq').op('if', 'empty');
    write(value, at);
    code.op('end');
  });
}

function discriminantSize({ cases }: VariantPlan): number {
  return elemSize(discriminantType(cases), 'i32');
}

function sizeOf({ type }: ValuePlan): number {
  return elemSize(type, 'i32');
}
