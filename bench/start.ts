import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { builtFile } from './built.js';
import { measure, timed, type Row } from './measure.js';
import { jcoCommand, peerWasmTools } from './peers.js';

const SMALL_PACKAGE = `package bench:small@1.0.0;

interface counter {
  resource counter {
    constructor(start: u32);
    next: func() -> u32;
  }
}

world small {
  export counter;
}
`;

/** A cold start of the whole command, beside the peer's and a Node that does nothing. */
export async function benchStart(): Promise<readonly Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'witwright-bench-'));
  try {
    const wit = path.join(folder, 'small.wit');
    writeFileSync(wit, SMALL_PACKAGE);
    const component = path.join(folder, 'small.wasm');
    writeFileSync(component, await smallComponent());
    const variants = {
      ours: () => timed(() => node([builtFile('cli/main'), 'check', wit])),
      peer: () => timed(() => node([jcoCommand(), 'wit', component])),
      floor: () => timed(() => node(['-e', '0'])),
    };
    return [await measure('cold `check` of a small package', 'ms', variants, { samples: 15, warmUp: 2 })];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A component of the same package: what the peer reads holds what our command reads. */
async function smallComponent(): Promise<Uint8Array> {
  const peer = await peerWasmTools();
  const core = await peer.componentEmbed({ witSource: SMALL_PACKAGE, world: 'small', dummy: true });
  return await peer.componentNew(core, []);
}

function node(args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed: ${stderr}`);
}
