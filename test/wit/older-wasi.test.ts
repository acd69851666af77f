import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BuiltinPackage, PackageName, Resolve } from '../../wit-parser/index.js';
import { builtinPackage } from '../../wit/index.js';
import { readFileMap } from '../support/file-map.js';
import { firstDifference, shapeOf } from '../support/model-shape.js';
import { conformanceDir, oraclesRequired, requireOrSkip } from '../support/oracles.js';
import { inRepository } from '../support/repository.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';

/** The WIT of WASI 0.2.3 as a package of npm ships it, or null where that is not installed. */
const published = readPublished();

const conformance = conformanceDir();

describe.skipIf(published === null)('WASI 0.2.3 as the built-in 0.2.12 answers for it', () => {
  const views = viewsOf(() => new Map([['root/wasi.wit', published ?? '']]));

  it.each('cli clocks filesystem http io random sockets'.split(' '))(
    'has the items of the published wasi:%s, no more and no fewer',
    (name) => expect(differenceOf(views(), `wasi:${name}@0.2.3`)).toBeNull(),
  );

  it('does not show what came later', () => {
    const exit = views()
      .ours.packages.find(({ name }) => name.name === 'cli')
      ?.interfaces.get('exit');
    expect([...(exit?.functions.keys() ?? [])]).toEqual(['exit']);
  });
});

describe.skipIf(requireOrSkip(conformance, 'conformance'))(
  'WASI 0.3.0 as the built-in 0.3.2 answers for it',
  () => {
    const views = viewsOf(() => {
      const files = readFileMap(path.join(conformance ?? '', 'wasi', '0.3.0'), '.');
      const deps = [...files].map(([name, text]) => [path.posix.join('root/deps', name), text] as const);
      return new Map([['root/all.wit', 'package local:all;\n'], ...deps]);
    });

    it.each('cli clocks filesystem http random sockets'.split(' '))(
      'has the items of the published wasi:%s, no more and no fewer',
      (name) => expect(differenceOf(views(), `wasi:${name}@0.3.0`)).toBeNull(),
    );
  },
);

interface Views {
  readonly theirs: Resolve;
  readonly ours: Resolve;
}

/** The published packages of `read`, and the built-in ones asked for by the same names; made at the first call. */
function viewsOf(read: () => ReadonlyMap<string, string>): () => Views {
  let made: Views | undefined;
  return () => {
    if (made !== undefined) return made;
    const bare = new Map([...read()].map(([name, text]) => [name, withoutComments(text)]));
    const theirs = resolveFilesOrThrow(bare, 'root');
    const ours = resolveFilesOrThrow(new Map([['all.wit', importAll(theirs)]]), 'all.wit', {
      builtin: bareBuiltin,
    });
    made = { theirs, ours };
    return made;
  };
}

/** The first difference between the two views of a package, both of which must have it. */
function differenceOf({ theirs, ours }: Views, name: string): string | null {
  const [left, right] = [itemsOf(theirs)[name], itemsOf(ours)[name]];
  return left === undefined || right === undefined ? `${name} is missing` : firstDifference(left, right);
}

/** A world that imports every interface of WASI that `resolve` has. */
function importAll(resolve: Resolve): string {
  const imports = resolve.packages
    .filter(({ name }) => name.namespace === 'wasi')
    .flatMap(({ name, interfaces }) =>
      [...interfaces.keys()].map((item) => `  import wasi:${name.name}/${item}@${name.version};`),
    );
  return `package local:all;\n\nworld all {\n${imports.join('\n')}\n}\n`;
}

/** The built-in packages without their docs, which differ from the published ones. */
function bareBuiltin(name: PackageName): BuiltinPackage | null {
  const found = builtinPackage(name);
  return found && { files: found.files.map(({ path, text }) => ({ path, text: withoutComments(text) })) };
}

function withoutComments(text: string): string {
  return text.replace(/^ *\/\/.*\n/gm, '');
}

/**
 * The packages by name, without gates: the older text lacks some that say `0.2.0`, which is no difference for who asks
 * for 0.2.3.
 */
function itemsOf(resolve: Resolve): Readonly<Record<string, unknown>> {
  const bare = JSON.stringify(shapeOf(resolve), (key, value: unknown) =>
    key === 'stability' ? undefined : value,
  );
  return JSON.parse(bare);
}

function readPublished(): string | null {
  const folder =
    process.env['WITWRIGHT_WASI_HTTP_PROXY'] ?? inRepository('.cache', 'oracles', 'wasi-http-proxy');
  const wit = path.join(folder, 'wit');
  const file = existsSync(wit) ? readdirSync(wit).find((name) => name.endsWith('0.2.3.wit')) : undefined;
  if (file !== undefined) return readFileSync(path.join(wit, file), 'utf8');
  const message =
    'the published WASI 0.2.3 is absent: `npm pack @spinframework/wasi-http-proxy@1.0.1`, unpack it, ' +
    'and set WITWRIGHT_WASI_HTTP_PROXY to its `package` folder';
  if (oraclesRequired) throw new Error(message);
  process.stderr.write(`SKIPPED: ${message}\n`);
  return null;
}
