export { builtinPackage, builtinPackageNames } from './builtin.js';
