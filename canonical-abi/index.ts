export type {
  BorrowType,
  CaseType,
  CompoundType,
  CoreFuncType,
  CoreValType,
  EnumType,
  FieldType,
  FlagsType,
  FuncType,
  FundamentalType,
  FutureType,
  ListType,
  MapType,
  OptionType,
  OwnType,
  PrimValType,
  PtrType,
  RecordType,
  ResultType,
  StreamType,
  StringEncoding,
  TupleType,
  ValType,
  VariantType,
} from './types.js';
export { despecialize } from './despecialize.js';
export {
  MAX_ELEM_SIZE,
  MAX_FLAGS,
  MAX_FLAT_ASYNC_PARAMS,
  MAX_FLAT_PARAMS,
  MAX_FLAT_RESULTS,
  MAX_LIST_BYTE_LENGTH,
  MAX_STRING_BYTE_LENGTH,
  MAX_TABLE_LENGTH,
} from './limits.js';
export { discriminantType, type FlatTypes } from './shape.js';
export { alignment, elemSize, exceedsMaxElemSize, fieldOffsets, payloadOffset } from './layout.js';
export { containsAsyncValue, containsBorrow, containsPointer } from './predicates.js';
export { type FlattenOptions, flattenFunctype, flattenType, flattenTypes } from './flatten.js';
export { type PathSegment, Trap, type TrapCode } from './trap.js';
export { type AsciiScan, type CoreValue, MemInst, type MemoryLike } from './memory.js';
export {
  type BorrowingTask,
  type Destructor,
  ErrorContext,
  type Handle,
  Lending,
  REPRESENTATIONS,
  ResourceHandle,
  ResourceType,
  type ResourceValues,
  Table,
} from './handles.js';
export { ComponentInstance, type Failure, type InstanceParts, Store } from './instance.js';
export { type ContextParts, LiftLowerContext, type LiftLowerOptions } from './context.js';
export {
  type AsyncValuePlan,
  type CasePlan,
  type FieldPlan,
  type FlagsPlan,
  type HandlePlan,
  type ListPlan,
  type PlanOptions,
  type Planner,
  type RecordPlan,
  type ScalarPlan,
  type StringFace,
  type StringPlan,
  type ValuePlan,
  type VariantPlan,
  createPlanner,
  planValues,
} from './plan.js';
export type { NumberType } from './primitives.js';
export { LiftedString, type SimpleEncoding } from './lifted-string.js';
export { CoreValueIter, type CoreValues } from './core-values.js';
export { liftFlat, load } from './lift.js';
export { lowerFlat, store } from './lower.js';
export { liftFlatValues, lowerFlatValues } from './lift-lower-values.js';
export { canonResourceDrop, canonResourceNew, canonResourceRep } from './resources.js';
export {
  type CoreEndPlan,
  type EndPlan,
  type FuncPlan,
  type FuncPlanOptions,
  type JsEndPlan,
  planFunc,
} from './func-plan.js';
export type { CoreEnd, CoreFunction, Glue, JsFunction, ListCopier, ListCopiers } from './glue.js';
export { createSpecGlue, type GlueOptions } from './spec-glue.js';
export { ComponentError } from './component-error.js';
export { trapOf } from './core-errors.js';
export { lockDown } from './calls.js';
export { type Builtin, type BuiltinName, type FunctionTable } from './async/builtin.js';
export { createBuiltin } from './async/create-builtin.js';
export { canEvaluate, createStraightGlue, type StraightGlueOptions } from './emit/straight-glue.js';
