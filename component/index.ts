export type { Budget } from './binary/cursor.js';
export { newBudget } from './binary/cursor.js';
export type { Layer } from './binary/preamble.js';
export { layerOf } from './binary/preamble.js';
export { decodeComponent } from './binary/decode.js';
export { encodeComponent } from './binary/encode.js';
export { decodeUtf8, encodeUtf8 } from './binary/utf8.js';
export { ComponentBuilder } from './build/component-builder.js';
export { ComponentTypeBuilder, InstanceTypeBuilder } from './build/type-builder.js';
export type { NameInput } from './build/unplaced.js';
export { appendCustomSections, copyModule } from './core/copy-module.js';
export { decodeModule } from './core/decode-module.js';
export { encodeModule, funcType, singleType } from './core/encode-module.js';
export type { CodeVisitor, IndexForm, IndexUse } from './core/code-visitor.js';
export { InstructionWriter } from './core/instruction-writer.js';
export type {
  CoreFunctionPart,
  CustomPart,
  DataPart,
  ElementPart,
  GlobalPart,
  LocalRun,
  ModuleParts,
  Placement,
  TablePart,
} from './core/module-parts.js';
export type {
  CoreCustomSection,
  CoreExport,
  CoreModule,
  CoreSection,
  CoreSectionName,
  CustomPurpose,
  Initialized,
} from './core/module.js';
export type { ComponentNames } from './custom/component-names.js';
export { componentNames } from './custom/component-names.js';
export type { ModuleNames, NameMap } from './custom/module-names.js';
export { moduleNameData, readModuleNames } from './custom/module-names.js';
export type { Producer, Producers } from './custom/producers.js';
export { producersData, readProducers } from './custom/producers.js';
export type {
  BlockType,
  Cast,
  CatchClause,
  HandlerClause,
  Immediate,
  ImmediateValues,
  IndexKind,
  MemoryArgument,
} from './core/opcodes/row.js';
export { INSTRUCTIONS } from './core/opcodes/table.js';
export type { ImmediatesFor, Instruction, InstructionName, Proposal } from './core/opcodes/table.js';
export { renumberCode } from './core/renumber-code.js';
export type { CodeKind } from './core/walk-code.js';
export { functionBodies, walkCode } from './core/walk-code.js';
export type { ComponentTree } from './decode-tree.js';
export { decodeTree } from './decode-tree.js';
export type { FeatureName, Features } from './features.js';
export { ALL_FEATURES, DEFAULT_FEATURES, featureDisabled, parseFeatures } from './features.js';
export type { IndexEntry, IndexSpaces } from './index-spaces.js';
export { definitionsOf, indexCountOf, indexSpaces, sortOf } from './index-spaces.js';
export type { LimitedModule } from './link/limit-memories.js';
export { limitMemories } from './link/limit-memories.js';
export { linkMessages } from './link/messages.js';
export type { LinkOptions } from './link/plan-link.js';
export { planLink } from './link/plan-link.js';
export type {
  CanonOptions,
  CoreItem,
  ExportItem,
  ImportItem,
  LinkPlan,
  LinkStep,
  PlannedBuiltin,
  PlannedExport,
  PlannedFunc,
  PlannedImport,
  PlannedInstance,
  PlannedMemory,
  PlannedModule,
  PlannedResource,
} from './link/plan.js';
export { componentMessages, featureMessages } from './messages.js';
export type {
  Builtin,
  CancelBuiltin,
  Canon,
  CanonBuiltin,
  CanonLift,
  CanonLower,
  CanonOption,
  CopyBuiltin,
  PlainBuiltin,
  TypeBuiltin,
} from './model/canon.js';
export type {
  AbstractHeapName,
  CompositeType,
  CoreExternType,
  CoreFuncType,
  CoreImport,
  CoreNumberType,
  CoreValType,
  FieldType,
  GlobalType,
  HeapType,
  Limits,
  MemoryType,
  ModuleDeclaration,
  ModuleType,
  RecType,
  RefType,
  SubType,
  TableType,
} from './model/core-types.js';
export type {
  Alias,
  Component,
  ComponentDefinition,
  CoreInlineExport,
  CoreInstance,
  CoreInstanceArgument,
  CoreModuleDefinition,
  CoreTypeDefinition,
  CustomSection,
  Declaration,
  Definition,
  Export,
  ExportDeclaration,
  ExternName,
  Import,
  InlineExport,
  Instance,
  InstanceArgument,
  NameAttribute,
  Section,
  Start,
  TypeDeclaration,
  TypeDefinition,
  ValueDefinition,
} from './model/definitions.js';
export type { CoreSort, Located, Sort, SortIndex } from './model/sort.js';
export type {
  ComponentType,
  DefinedType,
  ExternKind,
  ExternType,
  FuncType,
  InstanceType,
  LabelledType,
  PrimitiveType,
  ResourceType,
  Type,
  TypeBound,
  ValType,
  ValueBound,
  VariantCase,
} from './model/types.js';
export { printComponent, printModule } from './print/print-component.js';
export type { NewMetadata } from './rewrite/add-metadata.js';
export { addMetadata } from './rewrite/add-metadata.js';
export { rewriteMessages } from './rewrite/messages.js';
export type { Metadata, MetadataTree, TextField } from './rewrite/metadata.js';
export { metadataJson, readMetadata, TEXT_FIELDS } from './rewrite/metadata.js';
export type { StripOptions } from './rewrite/strip.js';
export { stripCustom } from './rewrite/strip.js';
export type { Unbundled, UnbundleOptions } from './rewrite/unbundle.js';
export { unbundle } from './rewrite/unbundle.js';
export type { Slice } from './slice.js';
export { bytesOf, wholeFile } from './slice.js';
export type { ImportUse, ModuleUse, User, Uses } from './uses/uses.js';
export { usesOf } from './uses/uses.js';
export type { AlignedComponents, Alignment, FindCounterpart } from './validate/align-components.js';
export { alignComponents } from './validate/align-components.js';
export type { Mismatch } from './validate/mismatch.js';
export { explainMismatch } from './validate/subtyping.js';
export { validationMessages } from './validate/messages.js';
export {
  ERROR,
  structureOf,
  type CheckedComponent,
  type CheckedComponentType,
  type CheckedError,
  type CheckedExtern,
  type CheckedFuncType,
  type CheckedInstanceType,
  type CheckedItem,
  type CheckedResourceType,
  type CheckedSpaces,
  type CheckedType,
  type CheckedValueType,
  type Resource,
  type TypeUse,
  type ValueUse,
} from './validate/types.js';
export { validate, type ValidateOptions } from './validate/validate.js';
