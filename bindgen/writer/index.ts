export type { DocTag, Docs } from './docs.js';
export { NO_DOCS } from './docs.js';
export type { AmbientModule, DeclarationFile, ModuleContent, OutputFile } from './file.js';
export { ambientFile, moduleFile } from './file.js';
export type { ModuleWriter } from './module.js';
export { SYMBOL_DISPOSE } from './module.js';
