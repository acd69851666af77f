export type { BuiltinFile, BuiltinPackage, BuiltinPackageName } from './builtin.js';
export { builtinPackage, builtinPackageNames } from './builtin.js';
