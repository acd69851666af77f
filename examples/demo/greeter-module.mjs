// The core module of the demo's command, written by hand, as a compiler would for command/greeter.wit. It prints a greeting
// with the value of the first variable of its environment, asks for a socket, and says what came of it.
import { encodeModule, funcType, InstructionWriter } from 'witwright/component';

const IMPORTS = [
  ['wasi:cli/environment@0.2.6', 'get-environment', ['i32'], []],
  ['wasi:cli/stdout@0.2.6', 'get-stdout', [], ['i32']],
  [
    'wasi:io/streams@0.2.6',
    '[method]output-stream.blocking-write-and-flush',
    ['i32', 'i32', 'i32', 'i32'],
    [],
  ],
  ['wasi:sockets/tcp-create-socket@0.2.6', 'create-tcp-socket', ['i32', 'i32'], []],
];
const [getEnvironment, getStdout, write, createTcpSocket, say, run, realloc] = [0, 1, 2, 3, 4, 5, 6];

/** Where results of imports go, and behind them the texts. */
const RESULT = 0;
const TEXTS = ['Hello, ', 'stranger', '!\n', 'The network is open.\n', 'The network was refused.\n'];
const TEXTS_AT = 64;
const HEAP = 1024;

/** The bytes of the core module. */
export function greeterModule() {
  const types = [...IMPORTS.map(([, , params, results]) => funcType(params, results))];
  const typeOf = (params, results) => types.push(funcType(params, results)) - 1;
  return encodeModule({
    imports: IMPORTS.map(([module, name], type) => ({
      module,
      name,
      type: { kind: 'func', type, exact: false },
    })),
    functions: [
      { type: typeOf(['i32', 'i32'], []), locals: [], body: sayBody() },
      { type: typeOf([], ['i32']), locals: [], body: runBody() },
      { type: typeOf(['i32', 'i32', 'i32', 'i32'], ['i32']), locals: [], body: reallocBody() },
    ],
    types,
    memories: [{ limits: { minimum: 1n, maximum: null, is64: false, shared: false }, pageSizeLog2: null }],
    globals: [{ type: { type: 'i32', mutable: true, shared: false }, initial: constant(HEAP) }],
    exports: [
      { name: 'memory', kind: 'memory', index: 0 },
      { name: 'cabi_realloc', kind: 'func', index: realloc },
      { name: 'wasi:cli/run@0.2.6#run', kind: 'func', index: run },
    ],
    data: [
      { mode: { index: 0, offset: constant(TEXTS_AT) }, bytes: new TextEncoder().encode(TEXTS.join('')) },
    ],
  });
}

/** Writes the text at the first parameter, of as many bytes as the second, to standard output. */
function sayBody() {
  return code()
    .op('call', getStdout)
    .op('local.get', 0)
    .op('local.get', 1)
    .op('i32.const', RESULT)
    .op('call', write)
    .finish();
}

/** `run: func() -> result`; 0 is `ok`. */
function runBody() {
  const body = code();
  sayText(body, 0);
  body.op('i32.const', RESULT).op('call', getEnvironment);
  // The list's length; in its first tuple the key is at 0 and the value at 8, each an address and a length.
  body.op('i32.const', RESULT).op('i32.load', word(4)).op('if', 'empty');
  for (const offset of [8, 12])
    body.op('i32.const', RESULT).op('i32.load', word(0)).op('i32.load', word(offset));
  body.op('call', say).op('else');
  sayText(body, 1);
  body.op('end');
  sayText(body, 2);
  // Of IPv4. The result is a byte, 1 for an error, and behind it the socket or the error.
  body.op('i32.const', 0).op('i32.const', RESULT).op('call', createTcpSocket);
  body.op('i32.const', RESULT).op('i32.load8_u', { align: 0, offset: 0n, memory: 0 }).op('if', 'empty');
  sayText(body, 4);
  body.op('else');
  sayText(body, 3);
  body.op('end');
  return body.op('i32.const', 0).finish();
}

/** Takes the next free bytes, aligned, and gives nothing back: enough for a command that soon ends. */
function reallocBody() {
  return code()
    .op('global.get', 0)
    .op('local.get', 2)
    .op('i32.add')
    .op('i32.const', 1)
    .op('i32.sub')
    .op('i32.const', 0)
    .op('local.get', 2)
    .op('i32.sub')
    .op('i32.and')
    .op('local.tee', 0)
    .op('local.get', 3)
    .op('i32.add')
    .op('global.set', 0)
    .op('local.get', 0)
    .finish();
}

function sayText(body, number) {
  const at = TEXTS_AT + TEXTS.slice(0, number).join('').length;
  body.op('i32.const', at).op('i32.const', TEXTS[number].length).op('call', say);
}

function word(offset) {
  return { align: 2, offset: BigInt(offset), memory: 0 };
}

function constant(value) {
  return code().op('i32.const', value).finish();
}

function code() {
  return new InstructionWriter();
}
