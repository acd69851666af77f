export { MAX_WAVE_DEPTH, MAX_WAVE_LENGTH, parseWave } from './parse.js';
export type {
  WaveBool,
  WaveCase,
  WaveChar,
  WaveError,
  WaveField,
  WaveFlags,
  WaveLabel,
  WaveList,
  WaveNode,
  WaveNumber,
  WaveRecord,
  WaveString,
  WaveTuple,
} from './tree.js';
export type { WaveKeys } from './faces.js';
export { readWave } from './read.js';
export type { PrintWaveOptions } from './print.js';
export { printWave } from './print.js';
export { waveMessages } from './messages.js';
export type { CheckedCall, CheckedLine, CheckedStatement } from './calls/checked.js';
export type { ExportedFunc } from './calls/exported.js';
export type { NamedValue } from './calls/argument-values.js';
export { argumentValues } from './calls/argument-values.js';
export { checkCalls } from './calls/check-calls.js';
export { callMessages } from './calls/messages.js';
