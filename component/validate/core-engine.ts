/*
 * Function bodies are validated by the WebAssembly engine that runs this program. An engine that lacks a proposal refuses
 * what uses it, so a refusal means something only where the engine knows all that the module uses.
 */
import { encodeModule, funcType, singleType } from '../core/encode-module.js';
import { InstructionWriter } from '../core/instruction-writer.js';
import type { ModuleParts } from '../core/module-parts.js';
import type { FeatureName } from '../features.js';
import type { Limits } from '../model/core-types.js';

/** The part of the JavaScript API that is used here: this room knows no `WebAssembly` of any platform. */
interface Engine {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
}

function engine(): Engine | null {
  return (globalThis as { readonly WebAssembly?: Engine }).WebAssembly ?? null;
}

/** What the engine says of a core module: null where there is no engine. */
export function engineAccepts(bytes: Uint8Array): boolean | null {
  return engine()?.validate(bytes) ?? null;
}

export interface EngineFault {
  readonly reason: string;
  /** The offset in the module, where the engine gives one. */
  readonly offset: number | null;
}

/** Why the engine refuses `bytes`: engines say it in the error with which they do not compile. */
export function whyEngineRefuses(bytes: Uint8Array): EngineFault {
  try {
    const found = engine();
    if (found !== null) void new found.Module(bytes);
  } catch (error) {
    return readFault(error instanceof Error ? error.message : String(error));
  }
  return { reason: 'the engine does not say why', offset: null };
}

/** How V8 and SpiderMonkey give the offset, and V8 the function. */
const V8_FAULT = /^(?:WebAssembly\.Module\(\): )?(?<reason>.*) @\+(?<offset>\d+)$/s;
const SPIDERMONKEY_FAULT = /^wasm validation error: at offset (?<offset>\d+): (?<reason>.*)$/s;
const V8_FUNCTION = /^Compiling function #(\d+)(?::"([^"]*)")? failed: /;

function readFault(message: string): EngineFault {
  const { reason = message, offset } =
    (V8_FAULT.exec(message) ?? SPIDERMONKEY_FAULT.exec(message))?.groups ?? {};
  const inWords = reason.replace(V8_FUNCTION, (_, index: string, name: string | undefined) =>
    name === undefined ? `in core func ${index}: ` : `in core func ${index}, \`${name}\`: `,
  );
  return { reason: inWords, offset: offset === undefined ? null : Number(offset) };
}

const known = new Map<FeatureName, boolean>();

/** Whether the engine knows `feature`, which it is asked by a small module. One without a module is in all engines. */
export function engineKnows(feature: FeatureName): boolean {
  const before = known.get(feature);
  if (before !== undefined) return before;
  const probe = PROBES[feature];
  const knows = probe === undefined || engineAccepts(probe()) === true;
  known.set(feature, knows);
  return knows;
}

const NO_LIMITS: Limits = { minimum: 0n, maximum: null, is64: false, shared: false };

/** A module with one function. */
function code(write: (body: InstructionWriter) => InstructionWriter, parts: ModuleParts = {}): Uint8Array {
  const body = write(new InstructionWriter()).finish();
  return encodeModule({ types: [funcType([], [])], functions: [{ type: 0, locals: [], body }], ...parts });
}

function memory(limits: Partial<Limits>, pageSizeLog2: number | null = null): Uint8Array {
  return encodeModule({ memories: [{ limits: { ...NO_LIMITS, ...limits }, pageSizeLog2 }] });
}

const V128 = new Uint8Array(16);

const PROBES: Readonly<Partial<Record<FeatureName, () => Uint8Array>>> = {
  'reference-types': () => code((body) => body.op('ref.null', { kind: 'abstract', name: 'extern', shared: false }).op('drop')),
  simd: () => code((body) => body.op('v128.const', V128).op('drop')),
  'relaxed-simd': () =>
    code((body) => body.op('v128.const', V128).op('v128.const', V128).op('i8x16.relaxed_swizzle').op('drop')),
  threads: () => memory({ maximum: 1n, shared: true }),
  'shared-everything-threads': () =>
    encodeModule({
      globals: [
        {
          type: { type: 'i32', mutable: true, shared: true },
          initial: new InstructionWriter().op('i32.const', 0).finish(),
        },
      ],
    }),
  'tail-call': () => code((body) => body.op('return_call', 0)),
  'multi-memory': () => {
    const one = { limits: NO_LIMITS, pageSizeLog2: null };
    return encodeModule({ memories: [one, one] });
  },
  exceptions: () => code((body) => body.op('try_table', 'empty', []).op('end')),
  memory64: () => memory({ is64: true }),
  'extended-const': () =>
    encodeModule({
      globals: [
        {
          type: { type: 'i32', mutable: false, shared: false },
          initial: new InstructionWriter().op('i32.const', 0).op('i32.const', 0).op('i32.add').finish(),
        },
      ],
    }),
  'function-references': () =>
    encodeModule({
      types: [funcType([{ nullable: false, heap: { kind: 'abstract', name: 'func', shared: false } }], [])],
    }),
  'memory-control': () => code((body) => body.op('i32.const', 0).op('i32.const', 0).op('memory.discard', 0), {
    memories: [{ limits: NO_LIMITS, pageSizeLog2: null }],
  }),
  gc: () => encodeModule({ types: [singleType({ kind: 'struct', fields: [] })] }),
  'custom-page-sizes': () => memory({}, 0),
  'legacy-exceptions': () => code((body) => body.op('try', 'empty').op('catch_all').op('end')),
  'stack-switching': () => encodeModule({ types: [funcType([], []), singleType({ kind: 'cont', type: 0 })] }),
  'wide-arithmetic': () =>
    code((body) =>
      body.op('i64.const', 0n).op('i64.const', 0n).op('i64.mul_wide_s').op('drop').op('drop'),
    ),
  'custom-descriptors': () =>
    encodeModule({ types: [funcType([{ nullable: true, heap: { kind: 'exact', type: 0 } }], [])] }),
  // One import in a group: module `m`, name `n`, a function of type 0.
  'compact-imports': () =>
    Uint8Array.of(
      0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
      1, 4, 1, 0x60, 0, 0,
      2, 10, 1, 1, 0x6d, 0, 0x7f, 1, 1, 0x6e, 0, 0,
    ),
}; // prettier-ignore
