import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type RunningServer, serveComponent } from '../../../../node/index.js';
import { inRepository } from '../../../support/repository.js';

/** Our server, with what Wasmtime's gives a guest unasked. Its threads take their code from one bundle. */
export async function startOurs(path: string, bytes: Uint8Array): Promise<RunningServer> {
  const { bundleForNode } = (await import(inRepository('scripts', 'bundle.mjs'))) as {
    bundleForNode(entry: string): Promise<string>;
  };
  const started = await serveComponent(
    { file: { path, bytes }, policy: { clocks: true }, limits: { timeout: 20_000 } },
    { host: '127.0.0.1', port: 0, worker: await bundleForNode('node/worker.ts'), onEnd: () => undefined },
  );
  if (!('close' in started)) throw new Error(started.map(({ message }) => message).join('; '));
  return started;
}

/** `wasmtime serve`, on any port. */
export async function startWasmtime(program: string, file: string): Promise<RunningServer> {
  const args = ['serve', '--addr', '127.0.0.1:0', file];
  const env = { ...process.env, RUST_BACKTRACE: '0' };
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const said: string[] = [];
  const address = await new Promise<string>((resolve, reject) => {
    createInterface(child.stderr).on('line', (line) => {
      said.push(line);
      const [, found] = /Serving HTTP on (http:\S+)/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('error', reject);
    void ended.then(() => reject(new Error(`wasmtime ended: ${said.join('\n')}`)));
  });
  return {
    address,
    async close() {
      child.kill();
      await ended;
    },
  };
}
