// `instantiate-peer.ts FILE`, under --expose-gc: prints the row of the peer, whose text of the component FILE is. It has a
// process of its own: what it leaves behind slows down whoever comes next.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { ECHO_HOST } from './echo/api.js';
import { afterCollection, measure } from './measure.js';

const url = pathToFileURL(process.argv[2] ?? '');
const imports = { 'bench:echo/host': ECHO_HOST };
const peer = (await import(url.href)) as {
  instantiate(module: (name: string) => WebAssembly.Module, imports: object): Promise<object>;
};
/** Compiled once, in the first round. */
const modules = new Map<string, WebAssembly.Module>();
const variants = { ours: afterCollection(() => peer.instantiate(compiled, imports)) };
const row = await measure('the peer', 'ms', variants, { samples: 101, warmUp: 20 });
process.stdout.write(JSON.stringify(row));

function compiled(name: string): WebAssembly.Module {
  const known = modules.get(name) ?? new WebAssembly.Module(readFileSync(new URL(name, url)));
  modules.set(name, known);
  return known;
}
