import type { Diagnostic, Label, Span } from '../../base/index.js';
import type { PackageName } from '../model.js';
import { packageId } from '../query.js';
import type {
  ExternDecl,
  FileItem,
  InterfaceItem,
  NestedPackage,
  PackageDecl,
  UsePath,
  WitFile,
  WorldDecl,
} from '../syntax/tree.js';
import { packageNameOf, spanIn, type PackagePart } from './builder.js';
import { docsBefore } from './docs.js';
import { allLost, lostNames, type LostNames } from './lost-names.js';
import { resolveMessages } from './messages.js';
import { createReport, report, type Report } from './report.js';

/** What can be said of a package without knowing any other. */
export interface PackageOutline {
  readonly id: string;
  readonly name: PackageName;
  /** The name where it is declared; the start of the first file if it is not. */
  readonly span: Span;
  readonly docs: string | null;
  readonly parts: readonly PackagePart[];
  /** The packages it mentions, each at its first mention, in wasm-tools' order. */
  readonly mentions: readonly Mention[];
  /** The name is unknown because it is missing, or was lost to syntax errors. */
  readonly nameless: boolean;
  /** What syntax errors may have taken out of it. */
  readonly lost: LostNames;
}

export interface Mention {
  readonly id: string;
  readonly name: PackageName;
  readonly span: Span;
  /** How many paths of the package mention it. */
  count: number;
}

/** The packages of one directory or one file: its own, and those nested in it. */
export interface OutlineGroup {
  readonly main: PackageOutline;
  readonly nested: readonly PackageOutline[];
  readonly diagnostics: readonly Diagnostic[];
}

const groups = new WeakMap<WitFile, { readonly files: readonly WitFile[]; readonly group: OutlineGroup }>();

/**
 * Outlines the files of one directory, or one file. The same trees give the same outline, so that later work is kept.
 *
 * @param faulty the parser has reported errors in one of them
 */
export function outlineGroup(files: readonly WitFile[], faulty: boolean): OutlineGroup | null {
  const [first] = files;
  if (first === undefined) return null;
  const known = groups.get(first);
  if (known?.files.length === files.length && known.files.every((file, index) => file === files[index])) {
    return known.group;
  }
  const group = outlineFiles(files, first, faulty);
  groups.set(first, { files, group });
  return group;
}

function outlineFiles(files: readonly WitFile[], first: WitFile, faulty: boolean): OutlineGroup {
  const to = createReport();
  const header = packageHeader(files, to);
  const split = files.map((file) => splitAtPackages(file));
  const parts = split.map((of) => of.own);
  const lost = allLost(files.map((file) => lostNames(file, file.items)));
  // A file that cannot be read may well have a header that cannot be read.
  if (header === null && !faulty) {
    const span: Span = { file: first.source, start: 0, end: 0 };
    const help = ['begin the file with `package namespace:name;`'];
    report(to, resolveMessages.missingPackageHeader.at(span, { files: files.length }, { help }));
  }
  const name = header?.name ?? { namespace: 'unknown', name: 'unknown', version: null };
  const main: PackageOutline = {
    id: packageId(name),
    name,
    span: header?.span ?? { file: first.source, start: 0, end: 0 },
    docs: header?.docs ?? null,
    parts,
    mentions: mentionsIn(parts),
    nameless: header === null,
    lost,
  };
  const nested = split.flatMap(({ own, others }) => {
    const inBraces = own.items.flatMap((item) =>
      item.kind === 'nested-package' ? (outlineNested(own.file, item, item.items, to) ?? []) : [],
    );
    return [
      ...inBraces,
      ...others.flatMap(({ node, items }) => outlineNested(own.file, node, items, to) ?? []),
    ];
  });
  return { main, nested, diagnostics: to.diagnostics };
}

/** The items of a file up to a second `package …;`, which the parser has reported, and those behind each of these. */
function splitAtPackages(file: WitFile): {
  own: PackagePart;
  others: { node: PackageDecl; items: FileItem[] }[];
} {
  const header = headerOf(file);
  const own: FileItem[] = [];
  const others: { node: PackageDecl; items: FileItem[] }[] = [];
  for (const item of file.items) {
    if (item.kind === 'package-decl' && item !== header) others.push({ node: item, items: [] });
    else (others.at(-1)?.items ?? own).push(item);
  }
  return { own: { file, items: own }, others };
}

interface Header {
  readonly name: PackageName;
  readonly span: Span;
  readonly docs: string | null;
  readonly docsStart: number;
}

function headerOf(file: WitFile): PackageDecl | undefined {
  return file.items.find((item) => item.kind === 'package-decl');
}

/**
 * The package that the files declare. One declaration is enough; all have to agree.
 * @spec WIT.md#package-declaration
 */
function packageHeader(files: readonly WitFile[], to: Report): Header | null {
  const headers = files.flatMap((file) => readHeader(file) ?? []);
  const [first] = headers;
  if (first === undefined) return null;
  const agreeing = headers.filter((header) => packageId(header.name) === packageId(first.name));
  for (const header of headers) if (!agreeing.includes(header)) reportMismatch(header, first, to);
  const documented = agreeing.filter((header) => header.docs !== null);
  for (const header of documented.slice(1)) {
    const secondary: Label[] = documented
      .slice(0, 1)
      .map(({ span }) => ({ at: span, label: 'documented here already' }));
    const place = { ...header.span, start: header.docsStart };
    const args = { name: packageId(header.name) };
    report(to, resolveMessages.duplicatePackageDocs.at(place, args, { secondary }));
  }
  return { ...first, docs: documented[0]?.docs ?? null };
}

function readHeader(file: WitFile): Header | null {
  const node = headerOf(file);
  const name = node === undefined ? null : packageNameOf(node.name);
  if (node === undefined || name === null) return null;
  const { count, starts } = file.commentRanges;
  const firstComment = count === 0 ? node.start : (starts[0] ?? 0);
  return {
    name,
    span: spanIn(file, node.name),
    docs: docsBefore(file, node.start),
    docsStart: Math.min(firstComment, node.start),
  };
}

function reportMismatch(header: Header, first: Header, to: Report): void {
  const secondary: Label[] = [{ at: first.span, label: 'declared here' }];
  const args = { found: packageId(header.name), expected: packageId(first.name) };
  const help = ['the files of one directory are one package; put another package in `deps/`'];
  report(to, resolveMessages.packageNameMismatch.at(header.span, args, { secondary, help }));
}

const nestedOutlines = new WeakMap<NestedPackage | PackageDecl, PackageOutline>();

/** @spec WIT.md#package-declaration */
function outlineNested(
  file: WitFile,
  node: NestedPackage | PackageDecl,
  items: readonly FileItem[],
  to: Report,
): PackageOutline | null {
  const name = packageNameOf(node.name);
  if (node.kind === 'nested-package') reportDeeperPackages(file, node, to);
  if (name === null) return null;
  const known = nestedOutlines.get(node);
  if (known !== undefined) return known;
  const parts = [{ file, items }];
  const outline: PackageOutline = {
    id: packageId(name),
    name,
    span: spanIn(file, node.name),
    docs: docsBefore(file, node.start),
    parts,
    mentions: mentionsIn(parts),
    nameless: false,
    lost: lostNames(file, items),
  };
  nestedOutlines.set(node, outline);
  return outline;
}

function reportDeeperPackages(file: WitFile, outer: NestedPackage, to: Report): void {
  for (const item of outer.items) {
    if (item.kind !== 'nested-package') continue;
    const name = packageNameOf(item.name);
    const outerName = packageNameOf(outer.name);
    if (name === null || outerName === null || endsInError(item)) continue;
    const span = spanIn(file, item.name);
    const secondary: Label[] = [{ at: spanIn(file, outer.name), label: 'inside this package' }];
    const args = { name: packageId(name), outer: packageId(outerName) };
    const help = ['move it to the top of the file'];
    report(to, resolveMessages.misplacedNestedPackage.at(span, args, { secondary, help }));
  }
}

/** Packages that nest too deep for the parser end in an error node, and that has been reported. */
function endsInError(node: NestedPackage): boolean {
  let current: FileItem | undefined = node;
  while (current?.kind === 'nested-package') {
    if (current.items.some((item) => item.kind === 'error')) return true;
    current = current.items.find((item) => item.kind === 'nested-package');
  }
  return false;
}

/**
 * The packages mentioned by paths: items in text order, of a world what it uses and includes, then imports, then
 * exports. wasm-tools visits packages in this order, which decides how they are numbered.
 */
function mentionsIn(parts: readonly PackagePart[]): Mention[] {
  const found = new Map<string, Mention>();
  for (const { file, items } of parts) {
    const visit = (path: UsePath): void => addMention(found, file, path);
    for (const item of items) {
      if (item.kind === 'top-level-use') visit(item.path);
      else if (item.kind === 'interface') visitUses(item.items, visit);
      else if (item.kind === 'world') visitWorld(item, visit);
    }
  }
  return [...found.values()];
}

function addMention(found: Map<string, Mention>, file: WitFile, path: UsePath): void {
  const name = path.package === null ? null : packageNameOf(path.package);
  if (path.package === null || name === null) return;
  const id = packageId(name);
  const known = found.get(id);
  if (known === undefined) found.set(id, { id, name, span: spanIn(file, path.package), count: 1 });
  else known.count++;
}

function visitUses(items: readonly InterfaceItem[], visit: (path: UsePath) => void): void {
  for (const item of items) if (item.kind === 'use') visit(item.path);
}

function visitWorld(world: WorldDecl, visit: (path: UsePath) => void): void {
  for (const item of world.items) if (item.kind === 'use' || item.kind === 'include') visit(item.path);
  for (const kind of ['import', 'export'] as const) {
    for (const item of world.items) if (item.kind === kind) visitExtern(item.item, visit);
  }
}

function visitExtern(item: ExternDecl['item'], visit: (path: UsePath) => void): void {
  if (item.kind === 'extern-path') visit(item.path);
  else if (item.kind === 'extern-interface') visitUses(item.items, visit);
}
