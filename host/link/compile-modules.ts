import { bytesOf, type LinkPlan, type PlannedModule } from '../../component/index.js';
import { webAssembly, type WasmModule } from './web-assembly.js';

/**
 * Compiled core modules, by their positions in the plan; null for those that are imported. Good for any number of
 * instances, and for workers: a module can be posted.
 */
export type CompiledModules = readonly (WasmModule | null)[];

export interface CompileOptions {
  /** Gives the bytes to compile in place of those of a module: to lower limits, or to instrument it. */
  readonly rewrite?: (bytes: Uint8Array, module: PlannedModule) => Uint8Array;
}

/** A core module that the engine refuses, though the component is valid: it uses what this engine lacks. */
export class CompileError extends Error {
  override readonly name = 'CompileError';
  /** Which module, as in diagnostics: `component[1] › module[0]`. */
  readonly module: string;

  constructor(module: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`the engine does not compile the core module ${module}: ${reason}`, { cause });
    this.module = module;
  }
}

/** Compiles the core modules of a plan. @throws CompileError */
export function compileModules(plan: LinkPlan, options: CompileOptions = {}): CompiledModules {
  const { Module } = webAssembly();
  return plan.modules.map((module) => {
    const bytes = bytesToCompile(module, options);
    if (bytes === null) return null;
    try {
      return new Module(bytes);
    } catch (error) {
      throw new CompileError(nameOf(module), error);
    }
  });
}

/** The same, off the main thread where the engine can. */
export async function compileModulesAsync(
  plan: LinkPlan,
  options: CompileOptions = {},
): Promise<CompiledModules> {
  const api = webAssembly();
  return Promise.all(
    plan.modules.map(async (module) => {
      const bytes = bytesToCompile(module, options);
      if (bytes === null) return null;
      try {
        return await api.compile(bytes);
      } catch (error) {
        throw new CompileError(nameOf(module), error);
      }
    }),
  );
}

function bytesToCompile(module: PlannedModule, { rewrite }: CompileOptions): Uint8Array | null {
  if (module.kind === 'import') return null;
  const bytes = bytesOf(module.content);
  return rewrite === undefined ? bytes : rewrite(bytes, module);
}

/** A module as messages call it. */
export function nameOf(module: PlannedModule): string {
  return module.kind === 'inside' ? `\`${module.path}\`` : `\`import ${module.path.join('#')}\``;
}
