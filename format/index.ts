export type { FormatOptions } from './format-wit.js';
export { formatWit } from './format-wit.js';
