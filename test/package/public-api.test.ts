import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { inRepository } from '../support/repository.js';

const manifest = JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
};

/** `./wit-parser` → the source of its entry */
const entries = Object.entries(manifest.exports).flatMap(([name, target]): [string, string][] =>
  typeof target === 'string'
    ? []
    : [[name.slice(2), target.default.replace(/^\.\/dist\/(.*)\.js$/, '$1.ts')]],
);

const program = ts.createProgram(
  entries.map(([, source]) => inRepository(source)),
  {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  },
);
const checker = program.getTypeChecker();

describe('the public names', () => {
  it.each(entries)('of witwright/%s are as committed: a change shows in review', async (name, source) => {
    await expect(publicNames(source)).toMatchFileSnapshot(inRepository('fixtures', 'api', `${name}.txt`));
  });
});

/** The exports of a module, sorted, one a line: `function resolve`, `type Resolve`. */
function publicNames(source: string): string {
  const file = program.getSourceFile(inRepository(source));
  const module = file === undefined ? undefined : checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${source} is no module`);
  const lines = checker.getExportsOfModule(module).map((symbol) => `${symbol.name}: ${kindOf(symbol)}`);
  return `${lines.sort().join('\n')}\n`;
}

function kindOf(symbol: ts.Symbol): string {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  if (target.flags & ts.SymbolFlags.Function) return 'function';
  if (target.flags & ts.SymbolFlags.Class) return 'class';
  if (target.flags & ts.SymbolFlags.Variable) return 'const';
  if (target.flags & ts.SymbolFlags.Type) return 'type';
  return 'namespace';
}
