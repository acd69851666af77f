export { abiFunc, abiType } from './abi/abi-type.js';
export type { Lifting, Lowering } from './abi/core-signature.js';
export {
  liftSignature,
  lowerSignature,
  postReturnSignature,
  taskReturnSignature,
} from './abi/core-signature.js';
export type { DummyForm } from './dummy/dummy-module.js';
export { dummyModule } from './dummy/dummy-module.js';
export { embed, embeddedMetadata } from './embed/embed.js';
export { embedMessages } from './embed/messages.js';
export { adapterMessages } from './adapter-gc/messages.js';
export type { AdapterNeeds } from './adapter-gc/reduce-adapter.js';
export { reduceAdapter } from './adapter-gc/reduce-adapter.js';
export type { WorldMetadata } from './decode/decode-metadata.js';
export { decodeWorldMetadata } from './decode/decode-metadata.js';
export { decodeMessages } from './decode/messages.js';
export type { WorldMetadataOptions } from './encode/encode-metadata.js';
export { encodeWorldMetadata } from './encode/encode-metadata.js';
export type { EncodePackageOptions } from './encode/encode-package.js';
export { encodePackage } from './encode/encode-package.js';
export type { DecodedWit } from './extract/decode-wit.js';
export { decodeWit } from './extract/decode-wit.js';
export type { MetadataSection } from './module-metadata/metadata-sections.js';
export { metadataSections } from './module-metadata/metadata-sections.js';
export { newMessages } from './new/messages.js';
export { newComponent } from './new/new-component.js';
export type { NewOptions } from './new/options.js';
export type { RoleOptions } from './names/assign-roles.js';
export { moduleRoles } from './names/assign-roles.js';
export { moduleMessages } from './names/messages.js';
export type { ModuleRoles, RoledExport, RoledImport, RoledLift } from './names/module-roles.js';
export { exportNamed, reallocFor } from './names/module-roles.js';
export type {
  ExportRole,
  ImportRole,
  Payload,
  PayloadOperation,
  PlacedFunc,
  PlacedResource,
  ReallocUse,
  Side,
  StringEncoding,
  TypedPayload,
  UnitPayload,
} from './names/roles.js';
export type { TargetsOptions } from './targets/targets.js';
export { targets } from './targets/targets.js';
export { targetsMessages } from './targets/messages.js';
