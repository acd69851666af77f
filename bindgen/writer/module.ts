import {
  code,
  globalRef,
  group,
  ident,
  printLines,
  stringLit,
  type Code,
  type ImportRef,
  type ModuleRef,
  type NamePrinter,
} from '../code/index.js';
import type { NameScope } from '../js-names/index.js';
import { docLines, type Docs } from './docs.js';
import { specifierOf } from './specifier.js';

/** The text of one module as it is written: lines, their depth, and the names that they bind and need. */
export interface ModuleWriter {
  /** A comment for what comes next. */
  docs(docs: Docs): void;
  line(line: Code): void;
  /** `head {`, what `body` writes, one deeper, and `}` or `end`. */
  block(head: Code, body: () => void, end?: Code): void;
  /** What `body` writes, one deeper. */
  indented(body: () => void): void;
  /** An empty line, unless there is one already or nothing stands before it at this depth. */
  blank(): void;
  /** Binds a type of another module to a name of this one. */
  importAs(ref: ImportRef, local: string): void;
  /** Ends the module: its text, indented by `depth`, and the modules that it refers to. */
  print(depth: number): PrintedModule;
}

export interface PrintedModule {
  readonly lines: readonly string[];
  readonly uses: readonly ModuleRef[];
}

type Entry =
  | { readonly kind: 'line'; readonly depth: number; readonly code: Code }
  | { readonly kind: 'docs'; readonly depth: number; readonly docs: Docs }
  | { readonly kind: 'blank' };

/** A writer for a module in the file `stem` that will bind the names of `scope`. */
export function createModuleWriter(stem: string, scope: NameScope): ModuleWriter {
  const imports = createImports(scope, stem);
  const entries: Entry[] = [];
  let depth = 0;
  let atStart = true;
  const add = (entry: Entry): void => {
    entries.push(entry);
    atStart = entry.kind === 'blank';
  };
  const writer: ModuleWriter = {
    docs: (docs) => add({ kind: 'docs', depth, docs }),
    line: (line) => add({ kind: 'line', depth, code: line }),
    block(head, body, end = code`}`) {
      const before = entries.length;
      writer.indented(body);
      const inner = entries.splice(before);
      if (inner.length === 0) return writer.line(code`${head} {${end}`);
      writer.line(code`${head} {`);
      for (const entry of inner) entries.push(entry);
      writer.line(end);
    },
    indented(body) {
      depth++;
      atStart = true;
      body();
      depth--;
    },
    blank() {
      if (!atStart) add({ kind: 'blank' });
    },
    importAs: (ref, local) => void imports.bind(ref, local),
    print(outer) {
      // The first time finds out what is imported, and so which names of the language's own are taken.
      printEntries(entries, outer, imports.names);
      const body = printEntries(entries, outer, imports.names);
      const head = imports.lines().flatMap((line) => printLines(line, outer, imports.names));
      const gap = head.length > 0 && body.length > 0 ? [''] : [];
      return { lines: [...head, ...gap, ...body], uses: imports.modules() };
    },
  };
  return writer;
}

function printEntries(entries: readonly Entry[], outer: number, names: NamePrinter): readonly string[] {
  return entries.flatMap((entry) => {
    switch (entry.kind) {
      case 'line':
        return printLines(entry.code, outer + entry.depth, names);
      case 'docs':
        return docLines(entry.docs, names).map((line) => '  '.repeat(outer + entry.depth) + line);
      case 'blank':
        return [''];
    }
  });
}

interface Imports {
  readonly names: NamePrinter;
  bind(ref: ImportRef, local: string): string;
  lines(): readonly Code[];
  modules(): readonly ModuleRef[];
}

/** What is imported from one module: the names that it has here by those that it has there, and the other way round. */
interface ImportedModule {
  readonly module: ModuleRef;
  readonly names: Map<string, string>;
  readonly locals: Map<string, string>;
}

/** Collects what a module refers to. Imported names give way to those that the module binds itself. */
function createImports(scope: NameScope, stem: string): Imports {
  const modules = new Map<string, ImportedModule>();
  const importedFrom = (module: ModuleRef): ImportedModule => {
    const specifier = specifierOf(module, stem);
    const known = modules.get(specifier) ?? { module, names: new Map(), locals: new Map() };
    modules.set(specifier, known);
    return known;
  };
  const bind = ({ module, name }: ImportRef, local: string): string => {
    const { names, locals } = importedFrom(module);
    names.set(local, name);
    locals.set(name, local);
    return local;
  };
  const bySpecifier = (): readonly (readonly [string, ImportedModule])[] =>
    [...modules].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    bind,
    names: {
      importRef: (ref) => importedFrom(ref.module).locals.get(ref.name) ?? bind(ref, scope.choose(ref.name)),
      globalRef: (ref) => (scope.has(ref.name) ? `globalThis.${ref.name}` : ref.name),
    },
    lines: () => bySpecifier().map(([specifier, { names }]) => importLine(specifier, names)),
    modules: () => bySpecifier().map(([, { module }]) => module),
  };
}

function importLine(specifier: string, imported: ReadonlyMap<string, string>): Code {
  const names = [...imported]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([local, name]) =>
      local === name ? code`${ident(name)}` : code`${ident(name)} as ${ident(local)}`,
    );
  const only = names.length === 1 ? names[0] : undefined;
  const list = only === undefined ? code`${group('names', names)}` : code`{ ${only} }`;
  return code`import type ${list} from ${stringLit(specifier)};`;
}

/** `[Symbol.dispose]`, also where the module has a type named `Symbol`. */
export const SYMBOL_DISPOSE: Code = code`[${globalRef('Symbol')}.dispose]`;
