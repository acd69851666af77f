export type * as syntax from './syntax/tree.js';
