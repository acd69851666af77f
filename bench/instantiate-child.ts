// `instantiate-child.ts COMPONENT`, under --expose-gc: prints the row of instantiating the echo component, in one process
// as both variants spend their time in the engine.
import { readFileSync } from 'node:fs';
import type * as Host from '../host/index.js';
import { built } from './built.js';
import { ECHO_HOST } from './echo/api.js';
import { measure, timed } from './measure.js';

const host = await built<typeof Host>('host/index');
const component = host.compileSync(readFileSync(process.argv[2] ?? ''));
const [main, shim, fixup] = component.modules as unknown as readonly WebAssembly.Module[];
if (main === undefined || shim === undefined || fixup === undefined) throw new Error('not three modules');
const imports = { 'bench:echo/host': ECHO_HOST };

const shimNames = WebAssembly.Module.exports(shim).flatMap(({ name, kind }) =>
  kind === 'function' ? [name] : [],
);
const tableName = WebAssembly.Module.exports(shim).find(({ kind }) => kind === 'table')?.name ?? '';
const fixupImports = WebAssembly.Module.imports(fixup);

/** Both are kept until the next one is there, so that neither pays for the other's memory. */
let last: unknown;
const sample = (work: () => unknown) => (): Promise<number> => {
  last = undefined;
  (globalThis as unknown as { gc(): void }).gc();
  return timed(() => {
    last = work();
  });
};
const variants = {
  ours: sample(() => host.instantiateSync(component, imports)),
  floor: sample(() => byHand()),
};
const row = await measure('instantiate the echo component, compiled before', 'ms', variants, {
  samples: 101,
  warmUp: 20,
});
process.stdout.write(JSON.stringify(row));
// Used, so that the engine cannot leave it out.
if (last === null) process.exit(1);

/** As `new` lays it out: functions that need the memory go through a table, which the last module fills. */
function byHand(): WebAssembly.Exports {
  const shims = new WebAssembly.Instance(shim as WebAssembly.Module).exports;
  const functions = shimNames.map((name) => shims[name] as WebAssembly.ImportValue);
  const instance = new WebAssembly.Instance(main as WebAssembly.Module, {
    'bench:echo/host': {
      tick: (n: number) => n,
      'take-string': functions[0] as WebAssembly.ImportValue,
      'take-bytes': functions[1] as WebAssembly.ImportValue,
    },
    '[export]bench:echo/api': { '[resource-new]counter': () => 1 },
  });
  const none = (): number => 0;
  const filled: Record<string, Record<string, WebAssembly.ImportValue>> = {};
  for (const { module, name, kind } of fixupImports) {
    (filled[module] ??= {})[name] = kind === 'table' ? (shims[tableName] as WebAssembly.Table) : none;
  }
  new WebAssembly.Instance(fixup as WebAssembly.Module, filled);
  return instance.exports;
}
