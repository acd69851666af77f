export {
  type CompileLimits,
  type CompileOptions,
  CompiledComponent,
  type ComponentSource,
  compile,
  compileSync,
} from './compile.js';
export type { Engine, EngineOptions } from './engine.js';
export {
  type ComponentExports,
  type InstantiateOptions,
  instantiate,
  instantiateSync,
} from './instantiate.js';
export { CannotWaitError } from './waiting/cannot-wait-error.js';
export { CompileError, type CompiledModules, LimitError, type WasmModule } from './link/index.js';
export { LinkError } from './link-error.js';
export { NoPromiseIntegrationError } from './waiting/engine.js';
export type { JspiOptions } from './waiting/jspi.js';
export { hostMessages } from './messages.js';
export { ComponentError, Trap, type TrapCode } from '../canonical-abi/index.js';
export { trapNote } from './trap-notes.js';
export {
  type ByteSink,
  type ByteSource,
  type Capability,
  CapabilityDenied,
  type Denial,
  Exit,
  GrantError,
  type FieldEntry,
  type HttpErrorCode,
  type IncomingContent,
  IncomingRequest,
  type IncomingTrailers,
  type IoFailure,
  methodOf,
  type OutgoingContent,
  type ReceivedRequest,
  ResponseOutparam,
  type ResponseReceiver,
  type DirectoryGrant,
  parseDirectory,
  plainSystem,
  type Policy,
  policyMessages,
  type PolicyPlace,
  READY,
  readPolicy,
  type StdioName,
  StreamFailure,
  type SystemPaths,
  type Waitable,
  type Waiter,
  type WaitGroup,
  type Wasi,
  WasiError,
  wasiImports,
  type WasiOptions,
  type WasiRule,
  type WasiSystem,
  WasiTrap,
} from './wasi/index.js';
