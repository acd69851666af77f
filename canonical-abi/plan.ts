import { despecialize } from './despecialize.js';
import { isNumber, type NumberType, type ScalarType } from './primitives.js';
import type {
  BorrowType,
  CaseType,
  CompoundType,
  FieldType,
  FlagsType,
  FutureType,
  OwnType,
  StreamType,
  ValType,
} from './types.js';

/**
 * A value type, despecialized, with what its values are in JavaScript. Made once of a type; good for any instance, memory
 * and direction. `type` is the type as it was, for layout.
 */
export type ValuePlan =
  ScalarPlan | StringPlan | ListPlan | RecordPlan | VariantPlan | FlagsPlan | HandlePlan | AsyncValuePlan;

export interface ScalarPlan {
  readonly kind: ScalarType;
  readonly type: ScalarType;
}

export interface StringPlan {
  readonly kind: 'string';
  readonly type: 'string';
  /** A JavaScript string, or a `LiftedString`, which keeps how the string was encoded. */
  readonly as: StringFace;
}

export type StringFace = 'text' | 'lifted';

export interface ListPlan {
  readonly kind: 'list';
  readonly type: ValType;
  /** Of a map: a tuple of key and value. */
  readonly element: ValuePlan;
  readonly length: number | null;
  readonly as: 'array' | 'map' | NumberType;
}

export interface RecordPlan {
  readonly kind: 'record';
  readonly type: ValType;
  readonly fields: readonly FieldPlan[];
  readonly as: 'object' | 'array';
}

export interface FieldPlan extends FieldType {
  /** The name of the property; the position in an array. */
  readonly key: string;
  readonly value: ValuePlan;
}

export interface VariantPlan {
  readonly kind: 'variant';
  readonly type: ValType;
  readonly cases: readonly CasePlan[];
  /** From tag to position. */
  readonly positions: ReadonlyMap<string, number>;
  /** `{ tag, val }`; the tag alone; or the payload, with `undefined` for the first case. */
  readonly as: 'tagged' | 'tag' | 'nullable';
}

export interface CasePlan extends CaseType {
  readonly tag: string;
  readonly value: ValuePlan | null;
}

export interface FlagsPlan {
  readonly kind: 'flags';
  readonly type: FlagsType;
  readonly keys: readonly string[];
}

export interface HandlePlan {
  readonly kind: 'own' | 'borrow';
  readonly type: OwnType | BorrowType;
}

/** The readable end of a stream or future: it passes from instance to instance, but is no value of JavaScript yet. */
export interface AsyncValuePlan {
  readonly kind: 'stream' | 'future';
  readonly type: StreamType | FutureType;
}

export interface PlanOptions {
  /** The name that a field or flag has in JavaScript; its label, if not given. Tags are always labels. */
  readonly key?: (label: string) => string;
  /** `text`, if not given. */
  readonly strings?: StringFace;
}

/** Makes plans; those of one planner share what their types share. */
export type Planner = (t: ValType) => ValuePlan;

/**
 * A maker of plans for values. Types of a chain are best planned in the order in which they are defined, as for `layout`.
 * @spec CanonicalABI.md#despecialization
 */
export function createPlanner(options: PlanOptions = {}): Planner {
  const key = options.key ?? ((label) => label);
  const strings = options.strings ?? 'text';
  const known = new Map<CompoundType, ValuePlan>();

  const plan: Planner = (t) => {
    if (t === 'string') return { kind: 'string', type: t, as: strings };
    if (typeof t === 'string') return { kind: t, type: t };
    const made = known.get(t) ?? planCompound(t, plan, key);
    known.set(t, made);
    return made;
  };
  return plan;
}

function planCompound(t: CompoundType, plan: Planner, key: (label: string) => string): ValuePlan {
  const d = despecialize(t);
  switch (d.kind) {
    case 'list':
      return { kind: 'list', type: t, element: plan(d.element), length: d.length, as: listFace(t) };
    case 'record':
      return t.kind === 'tuple'
        ? { kind: 'record', type: t, fields: planFields(d.fields, plan, (label) => label), as: 'array' }
        : { kind: 'record', type: t, fields: planFields(d.fields, plan, key), as: 'object' };
    case 'variant':
      return variantPlan(t, d.cases, plan);
    case 'flags':
      return { kind: 'flags', type: d, keys: d.labels.map(key) };
    case 'own':
    case 'borrow':
      return { kind: d.kind, type: d };
    case 'stream':
    case 'future':
      return { kind: d.kind, type: d };
  }
}

function planFields(
  fields: readonly FieldType[],
  plan: Planner,
  key: (label: string) => string,
): readonly FieldPlan[] {
  return fields.map(({ label, type }) => ({ label, type, key: key(label), value: plan(type) }));
}

/**
 * The plan of `params` of a function type, or of its result as the one `result`: all that is lifted or lowered at once. Its
 * type is the tuple that they are where they go through memory.
 */
export function planValues(
  params: readonly FieldType[],
  plan: Planner,
  key: (label: string) => string = (label) => label,
): RecordPlan {
  const type: ValType = { kind: 'tuple', types: params.map((param) => param.type) };
  return { kind: 'record', type, fields: planFields(params, plan, key), as: 'object' };
}

function listFace(t: CompoundType): ListPlan['as'] {
  if (t.kind === 'map') return 'map';
  return t.kind === 'list' && t.length === null && isNumber(t.element) ? t.element : 'array';
}

function variantPlan(t: CompoundType, cases: readonly CaseType[], plan: Planner): VariantPlan {
  const planned = cases.map(({ label, type }) => ({
    label,
    type,
    // As everywhere in JavaScript, not as in the ABI.
    tag: t.kind === 'result' && label === 'error' ? 'err' : label,
    value: type === null ? null : plan(type),
  }));
  const positions = new Map(planned.map(({ tag }, position) => [tag, position]));
  return { kind: 'variant', type: t, cases: planned, positions, as: variantFace(t) };
}

function variantFace(t: CompoundType): VariantPlan['as'] {
  if (t.kind === 'enum') return 'tag';
  return isNullable(t) ? 'nullable' : 'tagged';
}

/** Whether `undefined` can stand for `none`: not where it could be the content of `some`. */
function isNullable(t: ValType): boolean {
  let nullable = false;
  for (let type = t; typeof type !== 'string' && type.kind === 'option'; type = type.type)
    nullable = !nullable;
  return nullable;
}
