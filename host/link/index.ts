export {
  CompileError,
  type CompiledModules,
  type CompileOptions,
  compileModules,
  compileModulesAsync,
  LimitError,
} from './compile-modules.js';
export type { LinkedExports, LinkedFunc, LinkedItem } from './linked-exports.js';
export { type ModuleMisfit, moduleMisfit } from './module-misfit.js';
export { PreparedLink, type ValueNames } from './prepare-link.js';
export type { LinkedInstance, LinkImports, LinkParts } from './link-run.js';
export { runLink, runLinkAsync } from './run-link.js';
export type { WasmModule } from '../web-assembly.js';
