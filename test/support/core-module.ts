import type { CoreFuncType, CoreValType } from '../../canonical-abi/index.js';
import {
  decodeModule,
  encodeModule,
  funcType,
  InstructionWriter,
  wholeFile,
  type CoreModule,
} from '../../component/index.js';

/** What a module is to show. Functions are given by their types; they trap. */
export interface Outline {
  /** By module and name, separated by a blank. */
  readonly imports?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string>>;
  readonly importsMemory?: boolean;
  readonly exportsMemories?: readonly string[];
}

const MEMORY = { limits: { minimum: 0n, maximum: null, is64: false, shared: false }, pageSizeLog2: null };

/** A core module with imports and exports of these types: `'i32 i64 -> i32'`, `''` for none. */
export function coreModule(outline: Outline): CoreModule {
  const bytes = coreModuleBytes(outline);
  const { value, diagnostics } = decodeModule(wholeFile({ path: 'module.wasm', bytes }));
  if (diagnostics.length > 0)
    throw new Error(`malformed: ${diagnostics.map(({ message }) => message).join()}`);
  return value;
}

/** Its bytes. */
export function coreModuleBytes({ imports = {}, exports = {}, ...more }: Outline): Uint8Array {
  const funcs = [...Object.values(imports), ...Object.values(exports)].map(signature);
  const body = new InstructionWriter().op('unreachable').finish();
  const first = Object.keys(imports).length;
  const memories = more.exportsMemories ?? [];
  return encodeModule({
    types: funcs.map(({ params, results }) => funcType(params, results)),
    imports: [
      ...Object.keys(imports).map((key, type) => {
        const [module = '', ...name] = key.split(' ');
        return { module, name: name.join(' '), type: { kind: 'func', type, exact: false } as const };
      }),
      ...(more.importsMemory === true
        ? [{ module: 'env', name: 'memory', type: { kind: 'memory', memory: MEMORY } as const }]
        : []),
    ],
    functions: Object.keys(exports).map((_, index) => ({ type: first + index, locals: [], body })),
    memories: memories.map(() => MEMORY),
    exports: [
      ...Object.keys(exports).map((name, index) => ({ name, kind: 'func', index: first + index }) as const),
      ...memories.map((name, index) => ({ name, kind: 'memory', index }) as const),
    ],
  });
}

function signature(text: string): CoreFuncType {
  const [params = '', results = ''] = text.split('->');
  const types = (words: string): CoreValType[] =>
    words.split(' ').filter((word) => word !== '') as CoreValType[];
  return { params: types(params), results: types(results) };
}
