export { abiFunc, abiType } from './abi/abi-type.js';
export type { Lifting, Lowering } from './abi/core-signature.js';
export {
  liftSignature,
  lowerSignature,
  postReturnSignature,
  taskReturnSignature,
} from './abi/core-signature.js';
export type { ModuleRoles, RoledExport, RoledImport, RoledLift } from './names/module-roles.js';
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
