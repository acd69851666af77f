import { readFileSync, readdirSync } from 'node:fs';
import { HOW_TO_GET, conformanceDir } from '../test/support/oracles.js';

/** The world that the benchmarks ask for: all of the HTTP types and the whole command line world. */
const ROOT = `package local:all;

world w {
  import wasi:http/types@0.2.12;
  include wasi:cli/imports@0.2.12;
}
`;

/** WASI 0.2.12 as the standard ships it, docs and all (132 KB): file name → text. Throws where the data is absent. */
function wasiFiles(): ReadonlyMap<string, string> {
  const data = conformanceDir();
  if (data === null) throw new Error(`no WASI text to measure: ${HOW_TO_GET.conformance}`);
  const folder = `${data}/wasi/0.2.12`;
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]));
}

/** As one text: the root's world, then each package as a `package … { … }` block. */
export function wasiAsOneText(): string {
  const blocks = [...wasiFiles().values()].map(
    (text) => text.replace(/^package (.*);$/m, '\npackage $1 {') + '\n}\n',
  );
  return ROOT + blocks.join('');
}

/** As a file map: the root package, and the others in its `deps/`. `mark` makes the bytes of every file fresh. */
export function wasiAsFiles(mark = ''): Map<string, string> {
  const deps = [...wasiFiles()].map(([name, text]): [string, string] => [
    `root/deps/${name}`,
    `${text}//${mark}\n`,
  ]);
  return new Map([['root/root.wit', `${ROOT}//${mark}\n`], ...deps]);
}
