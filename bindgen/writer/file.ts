import { quote, type ModuleRef } from '../code/index.js';
import type { NameScope } from '../js-names/index.js';
import { NO_DOCS, plainDocLines, type Docs } from './docs.js';
import { createModuleWriter, type ModuleWriter, type PrintedModule } from './module.js';
import { relativePath } from './specifier.js';

/** A file to write; `path` uses `/` and is relative to the output folder. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

export interface DeclarationFile {
  /** Path without extension. */
  readonly stem: string;
  /** First line of the file, without comment marks. */
  readonly banner: string;
  /** Files whose ambient modules it needs beside those that it imports. */
  readonly references?: readonly string[];
}

export interface ModuleContent {
  /** The names that the module binds, all of them reserved or chosen before `write` is called. */
  readonly scope: NameScope;
  write(module: ModuleWriter): void;
}

/** A file that is one module. */
export function moduleFile(file: DeclarationFile, { scope, write }: ModuleContent): OutputFile {
  const writer = createModuleWriter(file.stem, scope);
  write(writer);
  const { lines, uses } = writer.print(0);
  // A file without import and export would be a script, whose declarations are global.
  const body = lines.length === 0 ? ['export {};'] : lines;
  return declarationFile(file, ambientStems(uses), body);
}

export interface AmbientModule extends ModuleContent {
  readonly specifier: string;
  readonly docs?: Docs;
}

/** A script of ambient modules: `declare module 'a:b/c' { … }`. */
export function ambientFile(file: DeclarationFile, modules: readonly AmbientModule[]): OutputFile {
  const printed = modules.map(({ specifier, docs = NO_DOCS, scope, write }) => {
    const writer = createModuleWriter(file.stem, scope);
    write(writer);
    return { specifier, docs, module: writer.print(1) };
  });
  const body = printed.flatMap(({ specifier, docs, module }, index) => [
    ...(index === 0 ? [] : ['']),
    ...plainDocLines(docs),
    ...ambientModule(specifier, module),
  ]);
  const uses = printed.flatMap(({ module }) => ambientStems(module.uses));
  return declarationFile(file, uses, body);
}

function ambientModule(specifier: string, { lines }: PrintedModule): readonly string[] {
  const name = quote(specifier);
  return lines.length === 0 ? [`declare module ${name} {}`] : [`declare module ${name} {`, ...lines, '}'];
}

function ambientStems(uses: readonly ModuleRef[]): readonly string[] {
  return uses.flatMap((module) => (module.kind === 'ambient' ? [module.stem] : []));
}

function declarationFile(
  { stem, banner, references = [] }: DeclarationFile,
  uses: readonly string[],
  body: readonly string[],
): OutputFile {
  const others = [...new Set([...references, ...uses])].filter((other) => other !== stem).sort();
  const paths = others.map((other) => `/// <reference path="${relativePath(other, stem)}.d.ts" />`);
  const lines = [`// ${banner}`, ...paths, '', ...body];
  return { path: `${stem}.d.ts`, text: `${lines.join('\n')}\n` };
}
