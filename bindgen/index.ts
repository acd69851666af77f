export type { TypesOptions } from './typescript/generate-types.js';
export { generateTypes } from './typescript/generate-types.js';
export type { Side } from './typescript/units.js';
export type { OutputFile } from './writer/index.js';
