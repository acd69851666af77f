/*
 * The one list of what emitted text may call. A name that was once here keeps its meaning: files that were generated refer to it.
 */
export { checkAlive, checkEnter, checkLeave, failedExport, failedImport } from './calls.js';
export { ComponentError, errorOfThrown } from './component-error.js';
export { Borrowing, Lending } from './handles.js';
export { loadStringFromRange as liftString, loadUtf8 } from './load-string.js';
export { indexOf } from './memory.js';
export {
  convertI32ToChar,
  decodeI32AsFloat,
  decodeI64AsFloat,
  encodeFloatAsI32,
  encodeFloatAsI64,
} from './numbers.js';
export { checkUtf16, checkUtf8, copyBlock, copyFloats } from './runtime/copying.js';
export { addBorrow, addOwn, lendHandle, liftErrorContext, takeOwn } from './runtime/passing.js';
export { allocateChecked, Room } from './runtime/room.js';
export { loadText, storeLifted, storeText, storeUtf8 } from './runtime/strings.js';
export { charToI32, lowerErrorContext, newArray, storeTypedArray } from './runtime/values.js';
export { located, trap, wrong, wrongCount, wrongHandle } from './runtime/wrong.js';
