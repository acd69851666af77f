export type { NamePrinter } from './layout.js';
export { printFlat, printLines } from './layout.js';
export type {
  Code,
  GlobalName,
  GlobalRef,
  Group,
  GroupStyle,
  Ident,
  ImportRef,
  ModuleRef,
  NumLit,
  Piece,
  StringLit,
} from './pieces.js';
export { code, globalRef, group, ident, importRef, numLit, propertyKey, stringLit } from './pieces.js';
export { quote } from './quote.js';
