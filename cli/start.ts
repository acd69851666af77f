import * as nodeModule from 'node:module';
import { processIo } from './io.js';
import { run } from './run.js';

/** Runs the command line of this process. */
export async function start(): Promise<void> {
  // From Node 22.8 on: what is imported from here on, which is most of the code, is compiled once and not at each start.
  if ('enableCompileCache' in nodeModule && typeof nodeModule.enableCompileCache === 'function') {
    nodeModule.enableCompileCache();
  }
  process.exitCode = await run(process.argv.slice(2), processIo());
}
