import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ValType } from '../../canonical-abi/index.js';
import { countersWithoutAccessors } from '../support/counters.js';
import { echoComponent, PADDING_TEXT } from '../support/echo-component.js';
import { mapParallel, nativeTools } from '../support/native.js';
import { requireOrSkip, wasmtime } from '../support/oracles.js';
import { runCli } from '../support/run-cli.js';
import { seededRandom } from '../support/seeded-random.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { randomValue } from '../support/value-arbitrary.js';
import { isKnownToWasmtime, randomFuncType } from '../support/value-types.js';
import { print, typeOf } from '../support/wave-types.js';

const program = wasmtime();

describe.skipIf(requireOrSkip(program, 'wasmtime'))('witwright call and wasmtime run --invoke', () => {
  const tools = nativeTools(program ?? '');

  /** What wasmtime prints for each call, in an instance of its own. */
  const invoked = async (component: string, calls: readonly string[]): Promise<readonly string[]> =>
    await mapParallel(calls, 2, async (call) => {
      const { stdout } = await tools.run(['run', '--invoke', call, component]);
      return stdout.trimEnd();
    });

  it('print the same for values of random types that go through a component', async () => {
    const { below } = seededRandom(11);
    const types = new Map<string, ValType>();
    while (types.size < 80) {
      const [param] = randomFuncType(below).params;
      if (param !== undefined && isKnownToWasmtime(param.type)) types.set(`echo-${types.size}`, param.type);
    }
    const file = path.join(temporaryDirectory(), 'echo.wasm');
    writeFileSync(file, echoComponent(types));
    const calls = [...types].map(
      ([name, type]) => `${name}(${print(randomValue(below, type), typeOf(type))}, ${PADDING_TEXT})`,
    );
    const { exitCode, stdout, stderr } = await runCli(['call', file, calls.join(';\n')], { cwd: '/' });
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout.trimEnd().split('\n')).toEqual(await invoked(file, calls));
  }, 60_000);

  it('print the same for results and errors, and for functions without a result', async () => {
    const file = path.join(temporaryDirectory(), 'counters.wasm');
    writeFileSync(file, countersWithoutAccessors());
    const calls = ['greet("you")', 'turn({x: 1})', 'divide(7, 2)', 'divide(1, 0)', 'check(1)', 'check(0)', 'nothing()', 'check(10)']; // prettier-ignore
    const ours = await mapParallel(calls, 1, async (call) => {
      const { stdout } = await runCli(['run', '--invoke', call, file], { cwd: '/' });
      return stdout.trimEnd();
    });
    expect(ours).toEqual(await invoked(file, calls));
    expect(ours).toEqual(['"hello, you"', '{x: 0, y: some(1)}', 'ok(3)', 'err("divided by zero")', 'ok', 'err', '()', '']); // prettier-ignore
  }, 60_000);
});
