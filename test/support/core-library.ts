import {
  encodeModule,
  funcType,
  InstructionWriter,
  type ComponentBuilder,
  type CoreFuncType,
  type ModuleParts,
} from '../../component/index.js';

type Signature = readonly [params: CoreFuncType['params'], results: CoreFuncType['results']];

/** Adds a core module that exports functions of these signatures, which trap, and a memory, and instantiates it. */
export function addCoreLibrary(
  component: ComponentBuilder,
  functions: Readonly<Record<string, Signature>>,
  more: ModuleParts = {},
): CoreLibrary {
  const names = Object.keys(functions);
  const bytes = encodeModule({
    types: Object.values(functions).map(([params, results]) => funcType(params, results)),
    functions: names.map((_, type) => ({
      type,
      locals: [],
      body: new InstructionWriter().op('unreachable').finish(),
    })),
    memories: [{ limits: { minimum: 1n, maximum: null, is64: false, shared: false }, pageSizeLog2: null }],
    exports: [
      ...names.map((name, index) => ({ name, kind: 'func' as const, index })),
      { name: 'memory', kind: 'memory', index: 0 },
    ],
    ...more,
  });
  const instance = component.coreInstantiate(component.coreModule(bytes), []);
  return {
    func: (name) => component.aliasCoreExport(instance, name, 'core func'),
    memory: () => component.aliasCoreExport(instance, 'memory', 'core memory'),
  };
}

export interface CoreLibrary {
  /** The index of the function that it exports as `name`. */
  func(name: string): number;
  memory(): number;
}
