import type { BinaryFile } from '../base/index.js';
import {
  componentNames,
  definitionsOf,
  readProducers,
  usesOf,
  type ComponentNames,
  type ComponentTree,
  type CoreModule,
  type Export,
  type ImportUse,
  type User,
  type Uses,
} from '../component/index.js';
import { externName, funcText, type World, type WorldItem } from '../wit-parser/index.js';
import { producerRows, producersText } from './producers-text.js';
import { share, sizeText } from './size.js';
import { drawTree, type Row } from './tree.js';

/** Functions of the world itself in WIT, by `import` or `export` and name. */
type Signatures = ReadonlyMap<string, string>;

/** What `witwright inspect` tells of a component: what it asks for, offers and holds, and what of it costs how much. */
export class ComponentReport {
  readonly #file: BinaryFile;
  readonly #tree: ComponentTree;
  readonly #names: ComponentNames;
  readonly #uses: Uses;
  readonly #signatures: Signatures;

  /** @param world the imports and exports in WIT; null where the component has something that WIT cannot say. */
  constructor(file: BinaryFile, tree: ComponentTree, world: World | null) {
    this.#file = file;
    this.#tree = tree;
    this.#names = componentNames(tree.component);
    this.#uses = usesOf(tree);
    this.#signatures = world === null ? new Map() : signaturesOf(world);
  }

  /** Every import by its name. */
  get imports(): ReadonlyMap<string, ImportUse> {
    return new Map(this.#uses.imports.map((use) => [use.import.name.name, use]));
  }

  /** The whole report. */
  draw(): string {
    const exports = definitionsOf(this.#tree.component).filter((definition) => definition.kind === 'export');
    const size = this.#file.bytes.length;
    const label = this.#names.component;
    return drawTree({
      text: label === null ? this.#file.path : `${this.#file.path} "${label}"`,
      cells: ['component', sizeText(size)],
      rows: [
        { text: 'imports', rows: this.#uses.imports.map((use) => this.#importRow(use)) },
        { text: 'exports', rows: exports.map((item, place) => this.#exportRow(item, place)) },
        { text: 'contents', rows: contentRows(this.#tree, size, size) },
        ...ownProducers(this.#tree),
      ],
    });
  }

  /** What leads from one import to those who call it, and on to those who call them. */
  drawUsers(use: ImportUse): string {
    const followed = new Set<string>();
    const userRow = (user: User): Row => {
      const name = this.#userText(user);
      followed.add(name);
      const further = user.kind === 'core module' ? this.#usersOfModule(user.index) : [];
      return {
        text: user.items.length > 0 && user.kind !== 'export' ? `${name}: ${user.items.join(', ')}` : name,
        rows: further.filter((next) => !followed.has(this.#userText(next))).map(userRow),
      };
    };
    const rows =
      use.users.length > 0
        ? use.users.map(userRow)
        : [{ text: 'nothing that runs: other imports refer to its types' }];
    return drawTree({ text: use.import.name.name, cells: [sizeText(use.bytes)], rows });
  }

  #usersOfModule(index: number): readonly User[] {
    return this.#uses.modules.find(({ module }) => module === index)?.users ?? [];
  }

  #importRow({ import: { name }, bytes, users }: ImportUse): Row {
    const by = users.map(
      (user) => this.#userText(user) + (user.items.length > 1 ? ` (${user.items.length} items)` : ''),
    );
    return {
      text: this.#signatures.get(`import ${name.name}`) ?? name.name,
      cells: [sizeText(bytes), by.length === 0 ? 'types only' : `for ${by.join(', ')}`],
    };
  }

  #exportRow({ name, sort }: Export, place: number): Row {
    const makers = this.#uses.modules.filter(({ users }) =>
      users.some(({ kind, index }) => kind === 'export' && index === place),
    );
    const by = makers.map(({ module }) => this.#labelled('core module', module));
    const plain = sort === 'func' || sort === 'instance' ? name.name : `${name.name} (${sort})`;
    return {
      text: this.#signatures.get(`export ${name.name}`) ?? plain,
      cells: by.length === 0 ? [] : [`from ${by.join(', ')}`],
    };
  }

  #userText(user: User): string {
    return user.kind === 'export' ? `export ${user.as}` : this.#labelled(user.kind, user.index);
  }

  #labelled(sort: 'core module' | 'component', index: number): string {
    return placeText(sort, index, this.#names);
  }
}

/** `module[0] main`, with the name where the component carries names. */
function placeText(sort: 'core module' | 'component', index: number, names: ComponentNames): string {
  const place = `${sort === 'core module' ? 'module' : 'component'}[${index}]`;
  const label = names.definitions.get(sort)?.get(index);
  return label === undefined ? place : `${place} ${label}`;
}

function signaturesOf(world: World): Signatures {
  const named = (side: string, items: readonly WorldItem[]): [string, string][] =>
    items.flatMap((item) =>
      item.kind === 'world-func' ? [[`${side} ${externName(item)}`, funcText(item.func)]] : [],
    );
  return new Map([...named('import', world.imports), ...named('export', world.exports)]);
}

/** The modules and components inside, with sizes; `size` is that of the component itself, `total` that of the file. */
function contentRows(tree: ComponentTree, size: number, total: number): Row[] {
  const names = componentNames(tree.component);
  const next = { 'core module': 0, component: 0 };
  const rows: Row[] = [];
  let rest = size;
  for (const definition of definitionsOf(tree.component)) {
    const sort = definition.kind === 'import' ? definition.type.kind : definition.kind;
    if (sort !== 'core module' && sort !== 'component') continue;
    const index = next[sort]++;
    if (definition.kind !== 'core module' && definition.kind !== 'component') continue;
    const { content } = definition;
    if ('sections' in content) continue;
    const bytes = content.end - content.start;
    rest -= bytes;
    const [inner, shell] = [tree.components.get(content), tree.modules.get(content)];
    rows.push({
      text: placeText(sort, index, names),
      cells: [sizeText(bytes), share(bytes, total), shell === undefined ? '' : toolsText(shell)],
      rows: inner === undefined ? [] : contentRows(inner, bytes, total),
    });
  }
  return [...rows, { text: 'types, wiring and names', cells: [sizeText(rest), share(rest, total)] }];
}

function ownProducers({ component }: ComponentTree): Row[] {
  const section = component.sections.find((item) => item.id === 0 && item.name === 'producers');
  const rows = producerRows(section?.id === 0 ? readProducers(section.data) : null);
  return rows.length === 0 ? [] : [{ text: 'producers', rows }];
}

/** The languages and compilers of a module. */
function toolsText({ customSections }: CoreModule): string {
  const section = customSections.find(({ purpose }) => purpose === 'producers');
  const producers = section === undefined ? null : readProducers(section.data);
  const values = ['language', 'processed-by'].flatMap((field) => producers?.get(field) ?? []);
  return producersText(values);
}
