export { adapterMessages } from './messages.js';
export type { AdapterNeeds } from './reduce-adapter.js';
export { reduceAdapter } from './reduce-adapter.js';
