// `instantiate-child.ts COMPONENT`, under --expose-gc: prints the row of instantiating the echo component. Both variants are
// in one process, as they spend their time in the engine.
import { readFileSync } from 'node:fs';
import type * as Host from '../host/index.js';
import { built } from './built.js';
import { ECHO_HOST } from './echo/api.js';
import { afterCollection, measure } from './measure.js';

type Imports = Record<string, Record<string, WebAssembly.ImportValue>>;

const host = await built<typeof Host>('host/index');
const component = host.compileSync(readFileSync(process.argv[2] ?? ''));
const [main, shim, fixup] = component.modules as unknown as readonly WebAssembly.Module[];
if (main === undefined || shim === undefined || fixup === undefined) throw new Error('not three modules');
const imports = { 'bench:echo/host': ECHO_HOST };
const variants = {
  ours: afterCollection(() => host.instantiateSync(component, imports)),
  floor: afterCollection(() => byHand(main, shim, fixup)),
};
const row = await measure('instantiate the echo component, compiled before', 'ms', variants, {
  samples: 101,
  warmUp: 20,
});
process.stdout.write(JSON.stringify(row));

/**
 * As `new` lays the component out: functions that need the memory go through a table, which the last module fills, as does
 * the destructor. What stands for glue is a function each, as in an instance.
 */
function byHand(
  mainModule: WebAssembly.Module,
  shimModule: WebAssembly.Module,
  fixupModule: WebAssembly.Module,
): object {
  const shims = new WebAssembly.Instance(shimModule).exports as Imports[string];
  const representations: number[] = [0];
  const exports = instanceOf(mainModule, {
    'bench:echo/host': {
      tick: (n: number) => n,
      'take-string': shims['0'] as WebAssembly.ImportValue,
      'take-bytes': shims['1'] as WebAssembly.ImportValue,
    },
    '[export]bench:echo/api': {
      '[resource-new]counter': (rep: number) => representations.push(rep) - 1,
    },
  });
  instanceOf(fixupModule, {
    shim: { $imports: shims['$imports'] as WebAssembly.ImportValue },
    actual: {
      0: (_at: number, size: number) => size,
      1: (_at: number, size: number) => size,
      2: exports['bench:echo/api#[dtor]counter'] as WebAssembly.ImportValue,
    },
  });
  return { exports, representations };
}

function instanceOf(module: WebAssembly.Module, given: Imports): WebAssembly.Exports {
  return new WebAssembly.Instance(module, given).exports;
}
