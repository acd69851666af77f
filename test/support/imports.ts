import { readFileSync, readdirSync } from 'node:fs';
import ts from 'typescript';
import { inRepository } from './repository.js';

/** One `import`, `export … from` or `import()` of a source file. */
export interface ModuleEdge {
  /** The importing file, from the top of the repository. */
  readonly from: string;
  readonly line: number;
  /** As written. */
  readonly specifier: string;
  /** The imported file from the top of the repository, or null for packages and `node:` modules. */
  readonly target: string | null;
  /** `import type`, `export type`: erased, but a dependency of the design all the same. */
  readonly typeOnly: boolean;
}

export interface SourceModule {
  /** From the top of the repository, with `/`. */
  readonly path: string;
  readonly lines: number;
  readonly edges: readonly ModuleEdge[];
  /** Statements that the house forbids: `export * from`, `export default`. */
  readonly starExports: readonly number[];
  readonly defaultExports: readonly number[];
}

/** Every `.ts` source of a top-level folder, with what it imports. */
export function scanRoom(room: string): readonly SourceModule[] {
  return readdirSync(inRepository(room), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.includes('node_modules/'))
    .sort()
    .map((name) => scanModule(`${room}/${name}`));
}

function scanModule(file: string): SourceModule {
  const text = readFileSync(inRepository(file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  const lineOf = (node: ts.Node): number => source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const edges: ModuleEdge[] = [];
  const starExports: number[] = [];
  const defaultExports: number[] = [];
  const addEdge = (node: ts.Node, specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    edges.push({
      from: file,
      line: lineOf(node),
      specifier: specifier.text,
      target: targetOf(file, specifier.text),
      typeOnly,
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      addEdge(node, node.moduleSpecifier, node.importClause?.isTypeOnly === true);
    } else if (ts.isExportDeclaration(node)) {
      addEdge(node, node.moduleSpecifier, node.isTypeOnly);
      if (node.moduleSpecifier !== undefined && node.exportClause === undefined)
        starExports.push(lineOf(node));
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      addEdge(node, node.arguments[0], false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      addEdge(node, node.argument.literal, true);
    } else if (ts.isExportAssignment(node) || hasDefaultModifier(node)) {
      defaultExports.push(lineOf(node));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { path: file, lines: countLines(text), edges, starExports, defaultExports };
}

function hasDefaultModifier(node: ts.Node): boolean {
  if (!ts.canHaveModifiers(node)) return false;
  return ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword) ?? false;
}

function countLines(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

/** `../base/index.js` seen from `wit-parser/model.ts` → `base/index.ts` */
function targetOf(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const url = new URL(specifier, `file:///${from}`);
  return decodeURIComponent(url.pathname.slice(1)).replace(/\.js$/, '.ts');
}
