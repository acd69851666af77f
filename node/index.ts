export type { OutdatedFile } from './compare-outputs.js';
export { outdatedOutputs } from './compare-outputs.js';
export { findWitFiles } from './find-wit-files.js';
export { isGenerated } from './generated.js';
export type { LoadedFiles } from './load.js';
export { loadFiles } from './load.js';
export type { LoadOptions } from './load-options.js';
export { STDIN_PATH } from './load-options.js';
export { outputMessages, projectMessages } from './messages.js';
export type { OutputBinary, OutputFile, PlannedFile } from './plan-outputs.js';
export { planFile } from './plan-outputs.js';
export type { Project, ProjectOptions, UsedBuiltin } from './project.js';
export { defaultPath, resolveProject } from './project.js';
export { isBinary, readBinary } from './read-binary.js';
export { readSources, sourceFromStdin } from './read-sources.js';
export type { WatchOptions, Watcher } from './watch.js';
export { watchPaths } from './watch.js';
export { writeFile } from './write-file.js';
export type { WriteOptions, Written } from './write-outputs.js';
export { replaceFiles, writeOutputs } from './write-outputs.js';
export { nodeSystem } from './system.js';
export { fromDirectory, readRunConfig } from './read-config.js';
export {
  endOf,
  exportNamed,
  importsOf,
  type RunEnd,
  type RunLimits,
  type RunReport,
  type RunRequest,
  runCommand,
} from './run-command.js';
export { runInThread } from './run-in-thread.js';
export { runMessages } from './run-messages.js';
export { type RunningServer, serveComponent, type ServeOptions } from './serve.js';
export { callComponent, type CallRequest } from './calls/call-component.js';
export { callInThread } from './calls/call-in-thread.js';
export type { CallResult } from './calls/call-runner.js';
