import type { FuncType, ValType } from '../../canonical-abi/index.js';
import { encodeModule, funcType, InstructionWriter } from '../../component/index.js';
import { embedded } from './embedded.js';
import { made } from './made-component.js';
import { interfaceText } from './value-types.js';

/*
 * A component whose functions give back what they are given, whatever its type. They take so many values that all come as
 * one record in memory, and give so many that they are one in memory, which begins alike: so their code gives the address
 * back.
 */

/** What makes the parameters too many to come one by one. */
const PADDING: ValType = { kind: 'tuple', types: Array.from({ length: 16 }, () => 'u64' as const) };

/** `function(x: T, padding) -> tuple<T, u64>` for each type, exported by the interface `test:echo/api`. */
export function echoComponent(types: ReadonlyMap<string, ValType>): Uint8Array {
  const functions = new Map([...types].map(([name, type]) => [name, echoType(type)]));
  const text = `package test:echo;\n${interfaceText('api', functions)}world echo { export api; }\n`;
  return made(embedded(text, echoModule([...types.keys()])));
}

function echoType(type: ValType): FuncType {
  return {
    params: [{ label: 'x', type }, { label: 'padding', type: PADDING }],
    result: { kind: 'tuple', types: [type, 'u64'] },
    async: false,
  }; // prettier-ignore
}

/** The arguments of such a function besides the value, in WAVE. */
export const PADDING_TEXT = `(7${', 0'.repeat(15)})`;

/** What such a function gives back for the value that is written `text`. */
export function echoed(text: string): string {
  return `(${text}, 7)`;
}

function echoModule(names: readonly string[]): Uint8Array {
  const echo = new InstructionWriter().op('local.get', 0).finish();
  // What is asked to grow moves, and nothing is given back: the pointer only grows.
  const realloc = new InstructionWriter()
    .op('global.get', 0).op('local.get', 2).op('i32.add').op('i32.const', 1).op('i32.sub')
    .op('i32.const', 0).op('local.get', 2).op('i32.sub').op('i32.and').op('global.set', 0)
    .op('global.get', 0)
    .op('global.get', 0).op('local.get', 0).op('local.get', 1).op('memory.copy', 0, 0)
    .op('global.get', 0).op('local.get', 3).op('i32.add').op('global.set', 0)
    .finish(); // prettier-ignore
  const limits = { minimum: 256n, maximum: null, is64: false, shared: false };
  return encodeModule({
    types: [funcType(['i32'], ['i32']), funcType(['i32', 'i32', 'i32', 'i32'], ['i32'])],
    functions: [
      ...names.map(() => ({ type: 0, locals: [], body: echo })),
      { type: 1, locals: [], body: realloc },
    ],
    memories: [{ limits, pageSizeLog2: null }],
    globals: [
      {
        type: { type: 'i32', mutable: true, shared: false },
        initial: new InstructionWriter().op('i32.const', 1024).finish(),
      },
    ],
    exports: [
      ...names.map((name, index) => ({ name: `test:echo/api#${name}`, kind: 'func' as const, index })),
      { name: 'cabi_realloc', kind: 'func', index: names.length },
      { name: 'memory', kind: 'memory', index: 0 },
    ],
  });
}
