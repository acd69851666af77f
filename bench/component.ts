import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as Component from '../component/index.js';
import { HOW_TO_GET, wasmTools } from '../test/support/oracles.js';
import type * as WitComponent from '../wit-component/index.js';
import { built, builtFile } from './built.js';
import { largeComponent } from './large-component.js';
import { peakMemory } from './memory.js';
import { measure, timed, type Row } from './measure.js';
import { peerFile, peerWasmTools } from './peers.js';

const ADAPTER = 'wasi_snapshot_preview1';

/** The inputs of 3.5 MB: a core module with an embedded type, and the component that the peer makes of it. */
interface Inputs {
  readonly module: Uint8Array;
  readonly adapter: Uint8Array;
  readonly component: Uint8Array;
}

/** Components of a realistic size: decode and validate, and make them of core modules. */
export async function benchComponent(): Promise<readonly Row[]> {
  const component = await built<typeof Component>('component/index');
  const inputs = await makeInputs();
  const folder = mkdtempSync(path.join(tmpdir(), 'witwright-bench-'));
  try {
    return [
      await validateRow(component, inputs),
      ...(await manyTypesRow(component, folder)),
      await newRow(inputs),
      await memoryRow(inputs, folder),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeInputs(): Promise<Inputs> {
  const peer = await peerWasmTools();
  const adapter = readFileSync(peerFile('jco', 'lib/wasi_snapshot_preview1.reactor.wasm'));
  const module = await peer.componentEmbed({
    binary: readFileSync(peerFile('jco-transpile', 'vendor/js-component-bindgen-component.core.wasm')),
    witSource: 'package local:x; world none {}',
    world: 'none',
  });
  return { module, adapter, component: await peer.componentNew(module, [[ADAPTER, adapter]]) };
}

/** What is done at the level of components: the engine's own check of function bodies is the same for everybody. */
async function validateRow(component: typeof Component, inputs: Inputs): Promise<Row> {
  const peer = await peerWasmTools();
  const variants = {
    ours: () => timed(() => validateBytes(component, inputs.component, false)),
    peer: () => timed(() => peer.componentWit(inputs.component)),
  };
  // All of the validator runs in it, a little of each part: it takes the engine some eighty rounds to compile that.
  return await measure('decode and validate a component of 3.5 MB', 'ms', variants, {
    samples: 51,
    warmUp: 100,
  });
}

/** Native wasm-tools is the peer, its process start (that of an empty component) taken off. */
async function manyTypesRow(component: typeof Component, folder: string): Promise<readonly Row[]> {
  const native = wasmTools();
  if (native === null) {
    process.stderr.write(`SKIPPED in bench: many types and instances; ${HOW_TO_GET.wasmTools}\n`);
    return [];
  }
  const bytes = largeComponent(component, { types: 5000, instances: 500 });
  const [large, empty] = ['large.wasm', 'empty.wasm'].map((name) => path.join(folder, name)) as [
    string,
    string,
  ];
  writeFileSync(large, bytes);
  writeFileSync(empty, largeComponent(component, { types: 0, instances: 0 }));
  const nativeTime = (file: string): Promise<number> =>
    timed(() => {
      const { status, stderr } = spawnSync(native, ['validate', file], { encoding: 'utf8' });
      if (status !== 0) throw new Error(`wasm-tools validate: ${stderr}`);
    });
  const variants = {
    ours: () => timed(() => validateBytes(component, bytes, true)),
    peer: async () => (await nativeTime(large)) - (await nativeTime(empty)),
  };
  const name = 'validate a component of 5,000 types and 500 instances';
  return [await measure(name, 'ms', variants, { samples: 51, warmUp: 20 })];
}

function validateBytes(component: typeof Component, bytes: Uint8Array, bodies: boolean): void {
  const slice = component.wholeFile({ path: 'bench.wasm', bytes });
  const { diagnostics } = component.validate(slice, { bodies });
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (error !== undefined) throw new Error(error.message);
}

async function newRow({ module, adapter }: Inputs): Promise<Row> {
  const peer = await peerWasmTools();
  const bridge = await built<typeof WitComponent>('wit-component/index');
  const { wholeFile } = await built<typeof Component>('component/index');
  const input = wholeFile({ path: 'module.wasm', bytes: module });
  const adapters = new Map([[ADAPTER, wholeFile({ path: 'adapter.wasm', bytes: adapter })]]);
  const variants = {
    ours: () =>
      timed(() => {
        const { value, diagnostics } = bridge.newComponent(input, { adapters });
        if (value === null) throw new Error(diagnostics[0]?.message);
      }),
    peer: () => timed(() => peer.componentNew(module, [[ADAPTER, adapter]])),
  };
  return await measure('`new` of a core module of 3.5 MB', 'ms', variants, { samples: 21, warmUp: 20 });
}

async function memoryRow({ component }: Inputs, folder: string): Promise<Row> {
  const file = path.join(folder, 'component.wasm');
  writeFileSync(file, component);
  const variants = {
    ours: () => peakMemory([builtFile('cli/main'), 'validate', file]),
    floor: () => peakMemory(['-e', '0']),
  };
  return await measure('validate a component of 3.5 MB, peak memory', 'MB', variants, {
    samples: 5,
    warmUp: 1,
  });
}
