export {
  type CompileLimits,
  type CompileOptions,
  CompiledComponent,
  type ComponentSource,
  compile,
  compileSync,
} from './compile.js';
export type { Engine } from './engine.js';
export {
  type ComponentExports,
  type InstantiateOptions,
  instantiate,
  instantiateSync,
} from './instantiate.js';
export { CompileError, type CompiledModules, LimitError, type WasmModule } from './link/index.js';
export { LinkError } from './link-error.js';
export { hostMessages } from './messages.js';
export { ComponentError, Trap, type TrapCode } from '../canonical-abi/index.js';
