import {
  ComponentBuilder,
  type CoreFunctionPart,
  type CoreImport,
  encodeComponent,
  encodeModule,
  funcType,
  InstructionWriter,
  wholeFile,
} from '../../component/index.js';
import { embedded } from '../../test/support/embedded.js';
import { componentOf } from '../echo/component.js';
import { fusedInputs, type Input } from './inputs.js';

const SINK = 'bench:fused/sink';
const SOURCE = 'bench:fused/source';

/** Where the memory of both guests begins to be used. */
const START = 0x1_0000;
/** How often the sender has each input: no call passes what the one before it has brought into the caches. */
export const TURNS = 4;

const { inputs, image } = fusedInputs(START);

export const INPUTS: readonly Input[] = inputs;

/** One that passes what it has in memory, one that takes it and does next to nothing, and both in one. */
export interface FusedComponents {
  readonly sender: Uint8Array;
  readonly receiver: Uint8Array;
  readonly both: Uint8Array;
}

/** @param wit the text of `fused.wit` */
export function fusedComponents(wit: string): FusedComponents {
  const sender = componentOf(
    embedded(`${wit}\nworld sender { import sink; export source; }`, senderModule()),
  );
  const receiver = componentOf(embedded(`${wit}\nworld receiver { export sink; }`, receiverModule()));
  return { sender, receiver, both: composed(sender, receiver) };
}

function composed(sender: Uint8Array, receiver: Uint8Array): Uint8Array {
  const builder = new ComponentBuilder();
  const [from, to] = [sender, receiver].map((bytes) => builder.component(wholeFile({ path: '', bytes })));
  const taking = builder.instantiate(to ?? 0, []);
  const sink = builder.aliasExport(taking, SINK, 'instance');
  const sending = builder.instantiate(from ?? 0, [{ name: SINK, sort: 'instance', index: sink }]);
  builder.export(SOURCE, 'instance', builder.aliasExport(sending, SOURCE, 'instance'));
  return encodeComponent(builder.finish());
}

/** `send-…(turn)` calls `take-…` with the turn's copy of its input. */
function senderModule(): Uint8Array {
  const takes = [...new Set(INPUTS.map(({ take }) => take))];
  const importOf = (name: string): CoreImport => {
    return { module: SINK, name, type: { kind: 'func', type: 0, exact: false } };
  };
  const send = ({ take, address, count }: Input): CoreFunctionPart => {
    const code = new InstructionWriter()
      .op('local.get', 0).op('i32.const', image.length).op('i32.mul').op('i32.const', address).op('i32.add')
      .op('i32.const', count).op('call', takes.indexOf(take)); // prettier-ignore
    return { type: 1, locals: [], body: code.finish() };
  };
  const copies = new InstructionWriter();
  for (let turn = 1; turn < TURNS; turn++) {
    copies.op('i32.const', START + turn * image.length).op('i32.const', START);
    copies.op('i32.const', image.length).op('memory.copy', 0, 0);
  }
  const first = takes.length;
  return encodeModule({
    types: [funcType(['i32', 'i32'], ['i32']), funcType(['i32'], ['i32']), funcType([], [])],
    imports: takes.map(importOf),
    functions: [...INPUTS.map(send), { type: 2, locals: [], body: copies.finish() }],
    memories: [memory(START + TURNS * image.length)],
    exports: [
      ...INPUTS.map(
        (input, i) => ({ name: `${SOURCE}#${input.send}`, kind: 'func', index: first + i }) as const,
      ),
      { name: 'memory', kind: 'memory', index: 0 },
    ],
    start: first + INPUTS.length,
    data: [
      {
        mode: { index: 0, offset: new InstructionWriter().op('i32.const', START).finish() },
        bytes: image,
      },
    ],
  });
}

/** `take-…` frees all that was allocated, and gives the sum of the length and of what begins the value. */
function receiverModule(): Uint8Array {
  const takes = [...new Set(INPUTS.map(({ take }) => take))];
  const take = new InstructionWriter()
    .op('i32.const', START).op('global.set', 0)
    .op('local.get', 0).op('i32.load', { align: 0, offset: 0n, memory: 0 }).op('local.get', 1).op('i32.add')
    .finish(); // prettier-ignore
  const [old, oldSize, align, size] = [0, 1, 2, 3];
  const realloc = new InstructionWriter()
    .op('global.get', 0).op('local.get', align).op('i32.add').op('i32.const', 1).op('i32.sub')
    .op('i32.const', 0).op('local.get', align).op('i32.sub').op('i32.and').op('local.tee', align)
    .op('local.get', size).op('i32.add').op('global.set', 0)
    .op('local.get', oldSize).op('if', 'empty')
    .op('local.get', align).op('local.get', old).op('local.get', oldSize).op('local.get', size)
    .op('local.get', oldSize).op('local.get', size).op('i32.lt_u').op('select').op('memory.copy', 0, 0)
    .op('end')
    .op('local.get', align)
    .finish(); // prettier-ignore
  return encodeModule({
    types: [funcType(['i32', 'i32'], ['i32']), funcType(['i32', 'i32', 'i32', 'i32'], ['i32'])],
    functions: [
      { type: 0, locals: [], body: take },
      { type: 1, locals: [], body: realloc },
    ],
    // Text that goes through JavaScript gets room for the worst case.
    memories: [memory(START + 8 * 2 ** 20)],
    globals: [
      {
        type: { type: 'i32', mutable: true, shared: false },
        initial: new InstructionWriter().op('i32.const', START).finish(),
      },
    ],
    exports: [
      ...takes.map((name) => ({ name: `${SINK}#${name}`, kind: 'func', index: 0 }) as const),
      { name: 'cabi_realloc', kind: 'func', index: 1 },
      { name: 'memory', kind: 'memory', index: 0 },
    ],
  });
}

function memory(bytes: number): NonNullable<Parameters<typeof encodeModule>[0]['memories']>[number] {
  const minimum = BigInt(Math.ceil(bytes / 0x1_0000));
  return { limits: { minimum, maximum: null, is64: false, shared: false }, pageSizeLog2: null };
}
