import ts from 'typescript';

/** The places of a declaration file that say `any` or `unknown`, as lines. */
export function looseTypes(file: string, text: string): readonly string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword || node.kind === ts.SyntaxKind.UnknownKeyword) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push(`${file}:${line + 1}: ${text.split('\n')[line]?.trim() ?? ''}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
