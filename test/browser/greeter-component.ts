import { encodeModule, funcType, InstructionWriter } from '../../component/index.js';
import { embedded } from '../support/embedded.js';
import { made } from '../support/made-component.js';

/** What the component of the page imports and exports. */
export const GREETER_WIT = `package test:browser@1.0.0;

interface api {
  /// Logs the text and gives it back.
  echo: func(text: string) -> string;
  fail: func();
  resource counter {
    constructor(start: u32);
    plus: func(more: u32) -> u32;
  }
}

world guest {
  import log: func(text: string);
  export api;
}
`;

const API = 'test:browser/api@1.0.0';

const i32 = 'i32';
/** By number: `log`, `[resource-new]`; then those that are defined here. */
const LOG = 0;
const RESOURCE_NEW = 1;

/** The component, made here by `embed` and `new`. The destructor of a counter logs `dropped`. */
export function greeterComponent(): Uint8Array {
  return made(embedded(GREETER_WIT, coreModule()));
}

/** The module's memory: where the result of `echo` is, the word that a destructor logs, and the first free address. */
const RESULT_AT = 8;
const DROPPED_AT = 16;
const HEAP_AT = 1024;
const DROPPED = new TextEncoder().encode('dropped');

const word = { align: 2, memory: 0 };

function coreModule(): Uint8Array {
  return encodeModule({
    types: [
      funcType([i32, i32], []),
      funcType([i32], [i32]),
      funcType([i32, i32], [i32]),
      funcType([], []),
      funcType([i32], []),
      funcType([i32, i32, i32, i32], [i32]),
    ],
    imports: [
      { module: '$root', name: 'log', type: { kind: 'func', type: 0, exact: false } },
      {
        module: `[export]${API}`,
        name: '[resource-new]counter',
        type: { kind: 'func', type: 1, exact: false },
      },
    ],
    functions: [
      { type: 2, locals: [], body: echo() },
      { type: 3, locals: [], body: new InstructionWriter().op('unreachable').finish() },
      { type: 1, locals: [], body: code().op('local.get', 0).op('call', RESOURCE_NEW).finish() },
      { type: 2, locals: [], body: code().op('local.get', 0).op('local.get', 1).op('i32.add').finish() },
      { type: 4, locals: [], body: logDropped() },
      { type: 5, locals: [], body: realloc() },
    ],
    memories: [{ limits: { minimum: 16n, maximum: null, is64: false, shared: false }, pageSizeLog2: null }],
    globals: [
      {
        type: { type: i32, mutable: true, shared: false },
        initial: code().op('i32.const', HEAP_AT).finish(),
      },
    ],
    exports: [
      { name: `${API}#echo`, kind: 'func', index: 2 },
      { name: `${API}#fail`, kind: 'func', index: 3 },
      { name: `${API}#[constructor]counter`, kind: 'func', index: 4 },
      { name: `${API}#[method]counter.plus`, kind: 'func', index: 5 },
      { name: `${API}#[dtor]counter`, kind: 'func', index: 6 },
      { name: 'cabi_realloc', kind: 'func', index: 7 },
      { name: 'memory', kind: 'memory', index: 0 },
    ],
    data: [{ mode: { index: 0, offset: code().op('i32.const', DROPPED_AT).finish() }, bytes: DROPPED }],
  });
}

function code(): InstructionWriter {
  return new InstructionWriter();
}

function echo(): Uint8Array {
  return code()
    .op('local.get', 0)
    .op('local.get', 1)
    .op('call', LOG)
    .op('i32.const', RESULT_AT)
    .op('local.get', 0)
    .op('i32.store', { ...word, offset: 0n })
    .op('i32.const', RESULT_AT)
    .op('local.get', 1)
    .op('i32.store', { ...word, offset: 4n })
    .op('i32.const', RESULT_AT)
    .finish();
}

function logDropped(): Uint8Array {
  return code().op('i32.const', DROPPED_AT).op('i32.const', DROPPED.length).op('call', LOG).finish();
}

/** Rounds the first free address up to the alignment, moves what was there, and never frees. */
function realloc(): Uint8Array {
  const [old, oldLength, alignment, length] = [0, 1, 2, 3];
  return code()
    .op('global.get', 0)
    .op('local.get', alignment)
    .op('i32.add')
    .op('i32.const', 1)
    .op('i32.sub')
    .op('i32.const', 0)
    .op('local.get', alignment)
    .op('i32.sub')
    .op('i32.and')
    .op('global.set', 0)
    .op('global.get', 0)
    .op('local.get', old)
    .op('local.get', oldLength)
    .op('local.get', length)
    .op('local.get', oldLength)
    .op('local.get', length)
    .op('i32.lt_u')
    .op('select')
    .op('memory.copy', 0, 0)
    .op('global.get', 0)
    .op('global.get', 0)
    .op('local.get', length)
    .op('i32.add')
    .op('global.set', 0)
    .finish();
}
