import { parentPort, workerData } from 'node:worker_threads';
import type { DeskExports } from '../../../fixtures/host/desk/types/desk.js';
import { type CompiledModules, compileSync, instantiateSync } from '../../../host/index.js';
import { DiskFile } from '../desk.js';

/* A worker that gets the bytes of a component and its compiled modules, and runs it. */

const { bytes, modules } = workerData as { readonly bytes: Uint8Array; readonly modules: CompiledModules };
const component = compileSync(bytes, { modules });
const imports = {
  'test:desk/store': { File: DiskFile, archive() {}, peek: () => 0, meanwhile() {} },
};
const { greet } = instantiateSync<DeskExports>(component, imports);
parentPort?.postMessage({ greeting: greet('worker'), sameModules: component.modules === modules });
