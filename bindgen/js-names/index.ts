export { camelCase, pascalCase } from './case.js';
export { fileStem, interfaceStem } from './file-names.js';
export { fieldName, functionName, paramName, typeName } from './members.js';
export { bindable, callable, isIdentifier } from './reserved.js';
export type { NameScope } from './scope.js';
export { createNameScope, firstFree } from './scope.js';
export type { ItemKeys } from './world-names.js';
export { exportKeys, importKey } from './world-names.js';
