import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scanRoom, type ModuleEdge, type SourceModule } from './support/imports.js';
import { inRepository } from './support/repository.js';

/** What a row of ARCHITECTURE.md's table allows a room to import. */
interface RoomRules {
  readonly rooms: readonly string[];
  /** Rooms of which only types may be imported. */
  readonly typesOf: readonly string[];
  readonly packages: readonly string[];
}

const ROOMS = readRoomTable();

/** Rooms that may use `node:` modules; every other one runs in a browser. */
const ROOMS_ON_NODE = new Set(['node', 'cli']);

/** The sources of the package's sub-path exports: what another room may import, as a user may. */
const PUBLIC = readPublicModules();

/** Prettier asks for a plugin's parts by name, so nothing needs a default export. */
const DEFAULT_EXPORTS = new Set<string>([]);

const LINE_LIMIT = 400;

/** Files past the limit, each with its reason. */
const LONG_FILES: Record<string, string> = {
  'wit-parser/syntax/tree.ts':
    'the node kinds of one grammar, a list of declarations that is read as a whole',
};

/** Folders of the top that are no rooms: they may import all, and nothing imports them. */
const NOT_SHIPPED = new Set(
  'bench coverage dist docs examples fixtures node_modules scripts test'.split(' '),
);

const modules = new Map([...ROOMS.keys()].map((room) => [room, scanRoom(room)]));
const sources: readonly SourceModule[] = [...modules.values()].flat();
const edges: readonly ModuleEdge[] = sources.flatMap((source) => source.edges);

describe('rooms', () => {
  it('import only what their row allows', () => {
    const wrong = edges.filter(({ from, target, typeOnly }) => {
      const rules = ROOMS.get(roomOf(from));
      if (target === null || roomOf(target) === roomOf(from)) return false;
      return !(
        rules?.rooms.includes(roomOf(target)) ||
        (typeOnly && rules?.typesOf.includes(roomOf(target)))
      );
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('enter each other through index.ts or a named sub-path', () => {
    const wrong = edges.filter(
      ({ from, target }) => target !== null && roomOf(target) !== roomOf(from) && !PUBLIC.has(target),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  it('use the npm packages of their list only', () => {
    const wrong = edges.filter(({ from, target, specifier, typeOnly }) => {
      if (target !== null || specifier.startsWith('node:')) return false;
      const allowed = ROOMS.get(roomOf(from))?.packages ?? [];
      return !allowed.some(
        (name) =>
          specifier === name ||
          specifier.startsWith(`${name}/`) ||
          // `prettier/doc` alone is bundled, but a plugin's types are those of `prettier`.
          (typeOnly && name.startsWith(`${specifier}/`)),
      );
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('leave `node:` modules to node and cli', () => {
    const wrong = edges.filter(
      ({ from, specifier }) => specifier.startsWith('node:') && !ROOMS_ON_NODE.has(roomOf(from)),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  it('have a row once they have content, and content once they have a row', () => {
    const folders = readdirSync(inRepository(), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !NOT_SHIPPED.has(entry.name))
      .map(({ name }) => name)
      .filter((name) => scanRoom(name).length > 0);
    expect(folders.sort()).toEqual([...ROOMS.keys()].sort());
  });
});

describe('modules', () => {
  it('exist where they are imported', () => {
    const wrong = edges.filter(({ target }) => target !== null && !existsSync(inRepository(target)));
    expect(wrong.map(show)).toEqual([]);
  });

  it('form no cycle of folders inside a room', () => {
    const cycles = [...modules.keys()].flatMap((room) => findCycle(folderGraph(room)) ?? []);
    expect(cycles).toEqual([]);
  });

  it('form no cycle of files', () => {
    const graph = new Map(
      sources.map(({ path, edges: own }) => [
        path,
        new Set(own.filter(({ typeOnly }) => !typeOnly).flatMap(({ target }) => target ?? [])),
      ]),
    );
    expect(findCycle(graph)).toBeNull();
  });

  it('name what they export: no `export *`, no default', () => {
    const stars = sources.flatMap(({ path, starExports }) => starExports.map((line) => `${path}:${line}`));
    const defaults = sources
      .filter(({ path }) => !DEFAULT_EXPORTS.has(path))
      .flatMap(({ path, defaultExports }) => defaultExports.map((line) => `${path}:${line}`));
    expect({ stars, defaults }).toEqual({ stars: [], defaults: [] });
  });

  it(`stay within ${LINE_LIMIT} lines, or have a reason`, () => {
    const others = ['test', 'bench'].flatMap(scanRoom);
    const long = [...sources, ...others].filter(({ lines }) => lines > LINE_LIMIT).map(({ path }) => path);
    expect(long.sort()).toEqual(Object.keys(LONG_FILES).sort());
  });
});

/** The rows `| \`room\` | what it does | may import | third party |`. */
function readRoomTable(): ReadonlyMap<string, RoomRules> {
  const text = readFileSync(inRepository('ARCHITECTURE.md'), 'utf8');
  const rows = [...text.matchAll(/^\| *`([\w-]+)` *\|[^|]*\|([^|]*)\|([^|]*)\|$/gm)];
  const names = rows.map(([, name = '']) => name);
  return new Map(
    rows.map(([, name = '', rooms = '', packages = '']) => {
      const listed = namesIn(rooms);
      if (listed[0]?.startsWith('all') === true) {
        const others = names.filter((other) => other !== name && !listed[0]?.endsWith(` ${other}`));
        return [name, { rooms: others, typesOf: [], packages: namesIn(packages) }];
      }
      return [
        name,
        {
          rooms: listed.filter((entry) => !entry.endsWith(' (types)')),
          typesOf: listed.flatMap((entry) =>
            entry.endsWith(' (types)') ? entry.slice(0, -' (types)'.length) : [],
          ),
          packages: namesIn(packages),
        },
      ];
    }),
  );
}

/** `./dist/format/prettier.js` of `exports` → `format/prettier.ts` */
function readPublicModules(): ReadonlySet<string> {
  const { exports } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as {
    exports: Readonly<Record<string, string | { readonly default: string }>>;
  };
  const targets = Object.values(exports).map((target) =>
    typeof target === 'string' ? target : target.default,
  );
  return new Set(targets.map((target) => target.replace(/^\.\/dist\/(.*)\.js$/, '$1.ts')));
}

/** `base, wit-parser (types)` → the two; `–` → none */
function namesIn(cell: string): readonly string[] {
  return cell
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '–');
}

function roomOf(file: string): string {
  return file.slice(0, file.indexOf('/'));
}

function show({ from, line, specifier }: ModuleEdge): string {
  return `${from}:${line} imports ${specifier}`;
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/'));
}

/** Which folder of `room` imports which other. A folder inside another is a part of it, and no other. */
function folderGraph(room: string): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const { from, target } of edges) {
    if (target === null || roomOf(from) !== room || roomOf(target) !== room) continue;
    const [source, other] = [folderOf(from), folderOf(target)];
    if (`${source}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${source}/`)) continue;
    const targets = graph.get(source) ?? new Set();
    graph.set(source, targets.add(other));
  }
  return graph;
}

/** A cycle of `graph` as a path that ends where it begins, or null. */
function findCycle(graph: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | null {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (node: string): readonly string[] | null => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return null;
    path.push(node);
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next);
      if (cycle !== null) return cycle;
    }
    path.pop();
    done.add(node);
    return null;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node);
    if (cycle !== null) return cycle;
  }
  return null;
}
