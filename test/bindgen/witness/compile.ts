import ts from 'typescript';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.esnext.disposable.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  types: [],
  skipDefaultLibCheck: true,
};

/**
 * Compiles files that exist in memory only, as `tsc --strict --exactOptionalPropertyTypes` does, and gives the errors of
 * each file that has some. Keys are absolute paths with `/`.
 */
export function compile(files: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const program = ts.createProgram({
    rootNames: [...files.keys()],
    options: OPTIONS,
    host: inMemoryHost(files),
  });
  const errors = new Map<string, string[]>();
  for (const diagnostic of ts.getPreEmitDiagnostics(program)) {
    const file = diagnostic.file?.fileName ?? '(options)';
    const messages = errors.get(file) ?? [];
    errors.set(file, messages);
    messages.push(messageOf(diagnostic));
  }
  return errors;
}

function messageOf({ file, start, messageText }: ts.Diagnostic): string {
  const text = ts.flattenDiagnosticMessageText(messageText, '\n');
  if (file === undefined || start === undefined) return text;
  const { line } = file.getLineAndCharacterOfPosition(start);
  return `line ${line + 1}: ${text}\n    ${file.text.split('\n')[line]?.trim().slice(0, 200) ?? ''}`;
}

/** The files of the standard library, parsed once for all programs. */
const libraries = new Map<string, ts.SourceFile | undefined>();

function inMemoryHost(files: ReadonlyMap<string, string>): ts.CompilerHost {
  const disk = ts.createCompilerHost(OPTIONS);
  return {
    ...disk,
    fileExists: (name) => files.has(name),
    readFile: (name) => files.get(name),
    directoryExists: () => true,
    getDirectories: () => [],
    realpath: (name) => name,
    getSourceFile(name, languageVersion) {
      const text = files.get(name);
      if (text !== undefined) return ts.createSourceFile(name, text, languageVersion);
      if (!libraries.has(name)) libraries.set(name, disk.getSourceFile(name, languageVersion));
      return libraries.get(name);
    },
  };
}
