#!/usr/bin/env node
import * as nodeModule from 'node:module';

// From Node 22.8 on, later starts find the code compiled. What is to be found must be imported after this.
if ('enableCompileCache' in nodeModule && typeof nodeModule.enableCompileCache === 'function') {
  nodeModule.enableCompileCache();
}
const [{ run }, { processIo }] = await Promise.all([import('./run.js'), import('./io.js')]);

process.exitCode = await run(process.argv.slice(2), processIo());
