export { childrenOf, walk } from './children.js';
export type { Element } from './elements.js';
export { commentsBefore, elementsOf, firstFrom, tokensIn } from './elements.js';
export { syntaxMessages } from './messages.js';
export type { ParseOptions } from './parse.js';
export { parse } from './parse.js';
export { nearest, suggestion } from './suggest.js';
export { commentKind } from './token-table.js';
