import type {
  BorrowType,
  CaseType,
  CompoundType,
  FieldType,
  FlagsType,
  FutureType,
  ListType,
  MapType,
  OwnType,
  PrimValType,
  RecordType,
  StreamType,
  TupleType,
  ValType,
  VariantType,
  EnumType,
  OptionType,
  ResultType,
} from './types.js';

/**
 * A value type, despecialized, with what its values are in JavaScript. Made once of a type; good for any instance, memory
 * and direction. `type` is the type as it was, for layout.
 */
export type ValuePlan =
  ScalarPlan | StringPlan | ListPlan | RecordPlan | VariantPlan | FlagsPlan | HandlePlan | AsyncValuePlan;

export interface ScalarPlan {
  readonly kind: Exclude<PrimValType, 'string'>;
  readonly type: Exclude<PrimValType, 'string'>;
}

export interface StringPlan {
  readonly kind: 'string';
  readonly type: 'string';
  /** A JavaScript string, or a `LiftedString`, which keeps how the string was encoded. */
  readonly as: StringFace;
}

export type StringFace = 'text' | 'lifted';

/** A primitive type whose lists are typed arrays. */
export type NumberType = 's8' | 'u8' | 's16' | 'u16' | 's32' | 'u32' | 's64' | 'u64' | 'f32' | 'f64';

export interface ListPlan {
  readonly kind: 'list';
  readonly type: ListType | MapType;
  /** Of a map: a tuple of key and value. */
  readonly element: ValuePlan;
  readonly length: number | null;
  readonly as: 'array' | 'map' | NumberType;
}

export interface RecordPlan {
  readonly kind: 'record';
  readonly type: RecordType | TupleType;
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
  readonly type: VariantType | EnumType | OptionType | ResultType;
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

export type HandlePlan =
  { readonly kind: 'own'; readonly type: OwnType } | { readonly kind: 'borrow'; readonly type: BorrowType };

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

const NUMBER_TYPES: ReadonlySet<string> = new Set<NumberType>([
  's8', 'u8', 's16', 'u16', 's32', 'u32', 's64', 'u64', 'f32', 'f64',
]); // prettier-ignore

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
  switch (t.kind) {
    case 'list':
      return { kind: 'list', type: t, element: plan(t.element), length: t.length, as: arrayFor(t) };
    case 'map':
      return { kind: 'list', type: t, element: tuplePlan(pairOf(t), plan), length: null, as: 'map' };
    case 'record':
      return {
        kind: 'record',
        type: t,
        fields: t.fields.map((field) => ({ ...field, key: key(field.label), value: plan(field.type) })),
        as: 'object',
      };
    case 'tuple':
      return tuplePlan(t, plan);
    case 'variant':
    case 'enum':
    case 'option':
    case 'result':
      return variantPlan(t, plan);
    case 'flags':
      return { kind: 'flags', type: t, keys: t.labels.map(key) };
    case 'own':
      return { kind: 'own', type: t };
    case 'borrow':
      return { kind: 'borrow', type: t };
    case 'stream':
    case 'future':
      return { kind: t.kind, type: t };
  }
}

function arrayFor(t: ListType): ListPlan['as'] {
  const isNumber = (type: ValType): type is NumberType => typeof type === 'string' && NUMBER_TYPES.has(type);
  return t.length === null && isNumber(t.element) ? t.element : 'array';
}

function pairOf(t: MapType): TupleType {
  return { kind: 'tuple', types: [t.key, t.value] };
}

function tuplePlan(t: TupleType, plan: Planner): RecordPlan {
  const fields = t.types.map((type, index) => {
    const label = String(index);
    return { label, type, key: label, value: plan(type) };
  });
  return { kind: 'record', type: t, fields, as: 'array' };
}

function variantPlan(t: VariantPlan['type'], plan: Planner): VariantPlan {
  const cases = casesOf(t).map((item) => ({
    ...item,
    tag: item.label,
    value: item.type === null ? null : plan(item.type),
  }));
  const positions = new Map(cases.map(({ tag }, position) => [tag, position]));
  return { kind: 'variant', type: t, cases, positions, as: faceOf(t) };
}

/** The cases as JavaScript tags them: of a result, `err` instead of `error`. */
function casesOf(t: VariantPlan['type']): readonly CaseType[] {
  switch (t.kind) {
    case 'variant':
      return t.cases;
    case 'enum':
      return t.labels.map((label) => ({ label, type: null }));
    case 'option':
      return [{ label: 'none', type: null }, { label: 'some', type: t.type }]; // prettier-ignore
    case 'result':
      return [{ label: 'ok', type: t.ok }, { label: 'err', type: t.error }]; // prettier-ignore
  }
}

function faceOf(t: VariantPlan['type']): VariantPlan['as'] {
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
