import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as Node from '../node/index.js';
import type * as WitParser from '../wit-parser/index.js';
import { built } from './built.js';
import { measure, timed, type Row } from './measure.js';
import { peerWasmTools } from './peers.js';
import { wasiAsFiles, wasiAsOneText } from './wasi-text.js';

const TIMES = { samples: 101, warmUp: 80 };

/** Parse and resolve WASI 0.2.12 in one warm process, beside the quickest call of wasm-tools that the peer has. */
export async function benchWit(): Promise<readonly Row[]> {
  const wit = await built<typeof WitParser>('wit-parser/index');
  const folder = mkdtempSync(path.join(tmpdir(), 'witwright-bench-'));
  try {
    return [await oneText(wit), await fromDisk(wit, folder), ...(await oneTokenChanged(wit))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every sample gets bytes that were never seen: no cache helps. */
async function oneText(wit: typeof WitParser): Promise<Row> {
  const peer = await peerWasmTools();
  const text = wasiAsOneText();
  const variants = {
    ours: (sample: number) => {
      forget(wit, ['w.wit']);
      return timed(() => resolveMap(wit, new Map([['w.wit', `${text}// ${sample}\n`]]), 'w.wit'));
    },
    peer: (sample: number) =>
      timed(() => peer.componentWitMetadataForWorld({ tag: 'source', val: `${text}// ${sample}\n` }, 'w')),
  };
  return await measure('parse and resolve WASI 0.2.12 as one text', 'ms', variants, TIMES);
}

async function fromDisk(wit: typeof WitParser, folder: string): Promise<Row> {
  const node = await built<typeof Node>('node/index');
  const peer = await peerWasmTools();
  const root = path.join(folder, 'root');
  const variants = {
    ours: async (sample: number) => {
      writeFiles(folder, wasiAsFiles(`ours ${sample}`));
      let paths: Iterable<string> = [];
      const taken = await timed(() => {
        const { value } = node.loadFiles(root);
        if (value === null) throw new Error(`nothing to read in ${root}`);
        resolveMap(wit, value.files, value.root);
        paths = value.files.keys();
      });
      forget(wit, paths);
      return taken;
    },
    peer: async (sample: number) => {
      writeFiles(folder, wasiAsFiles(`peer ${sample}`));
      return await timed(() => peer.componentWitMetadataForWorld({ tag: 'path', val: root }, 'w'));
    },
  };
  return await measure('parse and resolve WASI 0.2.12 from disk', 'ms', variants, TIMES);
}

/** An editor's key press: one name of one file changes, the other files keep their text. `floor` is the whole anew. */
async function oneTokenChanged(wit: typeof WitParser): Promise<readonly Row[]> {
  // Another folder, as in another editor.
  const whole = (sample: number): Promise<number> => {
    const anew = new Map([...wasiAsFiles(`whole ${sample}`)].map(([key, text]) => [`other/${key}`, text]));
    forget(wit, anew.keys());
    return timed(() => resolveMap(wit, anew, 'other/root'));
  };
  const original = wasiAsFiles();
  // What is typed stays: no sample has to undo the change of the one before.
  const files = new Map(original);
  resolveMap(wit, files, 'root');
  const deps = [...files.keys()].filter((key) => key.startsWith('root/deps/'));
  const change = (key: string, sample: number): Promise<number> => {
    const name = `-${'x'.repeat((sample % 7) + 1)}${sample}`;
    files.set(key, (original.get(key) ?? '').replace(/(: func\()/, `${name}$1`));
    return timed(() => resolveMap(wit, files, 'root'));
  };
  const anyFile = {
    ours: (sample: number) => change(deps[sample % deps.length] ?? '', sample),
    floor: whole,
  };
  return [await measure('one token of a file map changed, against the whole', 'ms', anyFile, TIMES)];
}

/** The parser remembers the last text of each path, and parses the next one with its help; an empty one is of none. */
function forget(wit: typeof WitParser, paths: Iterable<string>): void {
  for (const path of paths) wit.parse({ path, text: '' });
}

function resolveMap(wit: typeof WitParser, files: ReadonlyMap<string, string>, root: string): void {
  const { value, diagnostics } = wit.sourcesFrom(files, root);
  const resolved = value === null ? null : wit.resolve(value);
  const problems = [...diagnostics, ...(resolved?.diagnostics ?? [])].filter(
    ({ severity }) => severity === 'error',
  );
  if (resolved === null || problems.length > 0) {
    throw new Error(`not resolved: ${problems.map(({ message }) => message).join('; ')}`);
  }
}

function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [name, text] of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}
