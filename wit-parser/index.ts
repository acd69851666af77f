export type * as syntax from './syntax/tree.js';
export type { Element, ParseOptions } from './syntax/index.js';
export { childrenOf, commentsBefore, elementsOf, parse, syntaxMessages, walk } from './syntax/index.js';
export type {
  AliasType,
  EnumType,
  FixedLengthListType,
  FlagsType,
  Func,
  FuncKind,
  FuncParam,
  FutureType,
  HandleType,
  Interface,
  ListType,
  MapType,
  Member,
  Numbering,
  OptionType,
  Package,
  PackageName,
  RecordType,
  Resolve,
  ResourceType,
  ResultType,
  Stability,
  StreamType,
  TupleType,
  Type,
  TypeDef,
  TypeDefBase,
  VariantType,
  World,
  WorldFunc,
  WorldInterface,
  WorldItem,
  WorldType,
} from './model.js';
export { funcText } from './print/func-text.js';
export type { PrintOptions } from './print/wit-writer.js';
export type { PrintedPackage } from './print/print.js';
export { print, printPackage, printPackages } from './print/print.js';
export {
  accessorOf,
  externName,
  functionsOf,
  getterName,
  implementedInterface,
  interfaceDependencies,
  interfaceId,
  itemName,
  packageDependencies,
  packageId,
  qualifiedName,
  resolveAlias,
  resourceOf,
  topologicalPackages,
  transitiveDependencies,
  usedFrom,
  worldId,
  worldItemDependencies,
} from './query.js';
export {
  childTypes,
  containsBorrow,
  containsHandle,
  containsStreamOrFuture,
  liveTypes,
  liveTypesOf,
  signatureTypes,
} from './query-types.js';
export { modelMessages } from './model-messages.js';
export { selectWorld } from './select-world.js';
export { checkEncodable } from './encodable/check-encodable.js';
export { toJson } from './json.js';
export { resolveMessages } from './resolve/messages.js';
export type { BuiltinPackage, ResolveOptions } from './resolve/resolve.js';
export { resolve } from './resolve/resolve.js';
export type { PackageSources } from './resolve/sources.js';
export { sourcesFrom } from './resolve/sources.js';
export type { TypeMap } from './merge/copy-type.js';
export { copyType } from './merge/copy-type.js';
export { functionDifference, typeDifference } from './merge/differences.js';
export { mergeWorldImportsBySemver } from './merge/merge-imports.js';
export { merge } from './merge/merge.js';
export type { ExportizeOptions, TurnOptions, TurnedWorld } from './transform/turn-world.js';
export { exportize, importize } from './transform/turn-world.js';
export { assertValid } from './assert-valid.js';
export { freezePackage } from './freeze.js';
