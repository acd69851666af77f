import { MAX_LIST_BYTE_LENGTH } from '../limits.js';
import type {
  FlagsPlan,
  HandlePlan,
  ListPlan,
  RecordPlan,
  ScalarPlan,
  ValuePlan,
  VariantPlan,
} from '../plan.js';
import type { Place, Side } from './side.js';
import {
  bitsAccess,
  discriminantAccess,
  noText,
  placeOfField,
  placeOfPayload,
  resourceOf,
  stepTo,
  times,
  widen,
} from './source.js';
import { quote } from './text.js';

/** Address and length, as core values. */
export type Pair = readonly [ptr: string, length: string];

/**
 * A value that is being lowered: one of JavaScript, or one that is passed on. What is written to read a part of it stands
 * where that is asked for; the parts are core values, as expressions.
 */
export interface Input {
  text(): Pair;
  /** Of any length: writes its elements to memory of their own. */
  list(plan: ListPlan): Pair;
  /** Of the length that its type has: writes its elements to `at`. */
  elements(plan: ListPlan, length: number, at: Place): void;
  /** The same as values of their own. */
  items(plan: ListPlan, length: number): readonly Input[];
  fields(plan: RecordPlan): readonly Input[];
  /** Writes the choice between the cases, and in each, by `write`, what its payload is lowered to. @returns the discriminant */
  choose(plan: VariantPlan, write: (payload: ValuePlan, input: Input) => void): string;
  flags(plan: FlagsPlan): string;
  handle(plan: HandlePlan): string;
  scalar(kind: ScalarPlan['kind']): string;
  storeScalar(kind: ScalarPlan['kind'], at: Place): void;
}

/**
 * Writes a value to memory, or, where `at` is null, gives its core values as expressions, in the order of the flat types.
 * @spec CanonicalABI.md#storing, CanonicalABI.md#flat-lowering
 */
export function lower(to: Side, plan: ValuePlan, input: Input, at: Place | null): readonly string[] {
  switch (plan.kind) {
    case 'string':
      return to.put(at, to.pointerAccess, input.text());
    case 'list':
      return lowerList(to, plan, input, at);
    case 'record':
      return lowerFields(to, plan, input.fields(plan), at);
    case 'variant':
      return lowerVariant(to, plan, input, at);
    case 'flags':
      return to.put(at, bitsAccess(plan.type), [input.flags(plan)]);
    case 'own':
    case 'borrow':
      return to.put(at, 'Uint32', [input.handle(plan)]);
    case 'stream':
    case 'future':
      throw noText(plan.kind);
    default:
      if (at === null) return [input.scalar(plan.kind)];
      input.storeScalar(plan.kind, at);
      return [];
  }
}

/** Fields, which were all read before the first is written: what reading them calls has come to an end. */
export function lowerFields(
  to: Side,
  plan: RecordPlan,
  inputs: readonly Input[],
  at: Place | null,
): readonly string[] {
  return inputs.flatMap((input, i) =>
    to.body.inside(stepTo(plan, i), () => {
      const { value } = plan.fields[i] as RecordPlan['fields'][number];
      return lower(to, value, input, at && placeOfField(to, plan, at, i));
    }),
  );
}

function lowerList(to: Side, plan: ListPlan, input: Input, at: Place | null): readonly string[] {
  const { element, length } = plan;
  if (length === null) return to.put(at, to.pointerAccess, input.list(plan));
  if (at !== null) {
    input.elements(plan, length, at);
    return [];
  }
  return input
    .items(plan, length)
    .flatMap((item, i) => to.body.inside(String(i), () => lower(to, element, item, null)));
}

function lowerVariant(to: Side, plan: VariantPlan, input: Input, at: Place | null): readonly string[] {
  const { body } = to;
  const [, ...wants] = at === null ? to.flat(plan.type) : [];
  const slots = wants.map((want) => [body.name('s'), want] as const);
  if (slots.length > 0) {
    const zeros = slots.map(([slot, want]) => `${slot} = ${want === 'i64' ? '0n' : '0'}`);
    body.line(`let ${zeros.join(', ')};`);
  }
  const discriminant = input.choose(plan, (value, payload) => {
    const haves = to.flat(value.type);
    lower(to, value, payload, at && placeOfPayload(to, plan, at)).forEach((core, i) => {
      const [[slot, want] = ['', 'i32' as const], have = 'i32'] = [slots[i], haves[i]];
      body.line(`${slot} = ${widen(to, core, have, want)};`);
    });
  });
  return to.put(at, discriminantAccess(plan), [discriminant, ...slots.map(([slot]) => slot)]);
}

/** Writes the check of a length, and gives the call that makes room for so many elements. */
export function allocate(to: Side, { element }: ListPlan, length: string): string {
  const { body } = to;
  const bytes = times(length, to.sizeOf(element.type));
  const failure = body.call('wrongCount', quote('a list of less than 2^28 bytes'), bytes);
  body.check(`${bytes} > ${MAX_LIST_BYTE_LENGTH}`, failure);
  body.mark();
  return body.call('allocateChecked', to.room, String(to.alignmentOf(element.type)), bytes);
}

/** The index of a handle for a representation. */
export function addHandle(to: Side, plan: HandlePlan, rep: string): string {
  const { body, inst } = to;
  const resource = `resource${resourceOf(to, plan)}`;
  if (plan.kind === 'own') return body.attempt('h', 'addOwn', inst, resource, rep);
  body.mark();
  // The instance that defines the resource gets the representation itself. Most calls of methods need no task then.
  const foreign = body.call('addBorrow', inst, resource, body.task(), rep);
  return body.define('h', `${resource}.impl === ${inst} ? ${rep} : ${foreign}`);
}
