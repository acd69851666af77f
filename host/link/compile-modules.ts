import { bytesOf, limitMemories, type LinkPlan, type PlannedModule } from '../../component/index.js';
import { webAssembly, type WasmModule } from '../web-assembly.js';

/**
 * Compiled core modules, by their positions in the plan; null for those that are imported. Good for any number of
 * instances, and for workers: a module can be posted.
 */
export type CompiledModules = readonly (WasmModule | null)[];

export interface CompileOptions {
  /** How large each memory may grow; as large as its module says, if not given. */
  readonly memoryBytes?: number;
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

/** A component that asks for more than it may have, from the beginning. */
export class LimitError extends Error {
  override readonly name = 'LimitError';
}

/** Compiles the core modules of a plan. @throws CompileError, LimitError */
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

function bytesToCompile(module: PlannedModule, { memoryBytes }: CompileOptions): Uint8Array | null {
  if (module.kind === 'import') return null;
  if (memoryBytes === undefined) return bytesOf(module.content);
  const limited = limitMemories(module.content, memoryBytes);
  if (limited.kind === 'limited') return limited.bytes;
  const asked = `${nameOf(module)} has a memory of ${limited.minimumBytes} bytes from the beginning`;
  throw new LimitError(`expected memories of at most ${memoryBytes} bytes: the core module ${asked}`);
}

/** A module as messages call it. */
export function nameOf(module: PlannedModule): string {
  return module.kind === 'inside' ? `\`${module.path}\`` : `\`import ${module.path.join('#')}\``;
}
