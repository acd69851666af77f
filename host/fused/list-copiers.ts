import {
  elemSize,
  type ListCopier,
  type ListCopiers,
  type MemInst,
  type ValuePlan,
} from '../../canonical-abi/index.js';
import { type WasmMemory, type WasmModule, webAssembly } from '../web-assembly.js';
import { type ElementExports, elementModule, hasElementCode } from './element-code.js';

/** How many elements pass before code is made: text is done with them in the time that the engine takes to compile. */
const WARM_UP = 10_000;

/** In bytes: what lies on either side of a piece stays in the first cache. */
const PIECE = 8192;

export interface ListCopierOptions {
  /** How many elements pass before code is made. */
  readonly warmUp?: number;
  /** How many memories a module may have; more than one only where the engine allows that. */
  readonly memories?: 1 | 2;
}

/** Copies lists between instances with core code of our own, made for the type of their elements once it is worth it. */
export function createListCopiers({ warmUp = WARM_UP, memories = 2 }: ListCopierOptions = {}): ListCopiers {
  const known = new WeakMap<ValuePlan, ElementModules>();
  return (element) => {
    if (!hasElementCode(element)) return null;
    const modules = known.get(element) ?? new ElementModules(element, memories);
    known.set(element, modules);
    return (from, to) => new CodeCopier(modules, from, to, warmUp);
  };
}

/** The code for elements of one type, compiled when it is needed. */
class ElementModules {
  readonly size: number;
  readonly #element: ValuePlan;
  readonly #memories: number;
  #one: WasmModule | null = null;
  #two: WasmModule | null | undefined = undefined;

  constructor(element: ValuePlan, memories: number) {
    this.size = elemSize(element.type, 'i32');
    this.#element = element;
    this.#memories = memories;
  }

  get withOneMemory(): WasmModule {
    return (this.#one ??= new (webAssembly().Module)(elementModule(this.#element, 1)));
  }

  /** Null where a module has but one, as in Node 20. */
  get withTwoMemories(): WasmModule | null {
    if (this.#two === undefined) {
      const bytes = this.#memories === 2 ? elementModule(this.#element, 2) : null;
      this.#two = bytes && webAssembly().validate(bytes) ? new (webAssembly().Module)(bytes) : null;
    }
    return this.#two;
  }
}

class CodeCopier implements ListCopier {
  readonly #modules: ElementModules;
  readonly #from: MemInst;
  readonly #to: MemInst;
  #untilCode: number;
  #code: ElementExports | null = null;

  constructor(modules: ElementModules, from: MemInst, to: MemInst, warmUp: number) {
    this.#modules = modules;
    this.#from = from;
    this.#to = to;
    this.#untilCode = warmUp;
  }

  check(begin: number, count: number): boolean {
    const code = this.#codeFor(count);
    return code !== null && code.check(begin, begin + count * this.#modules.size) === 1;
  }

  copy(begin: number, count: number, target: number): boolean {
    const code = this.#codeFor(count);
    code?.copy(begin, begin + count * this.#modules.size, target);
    return code !== null;
  }

  #codeFor(count: number): ElementExports | null {
    if (this.#untilCode < 0) return this.#code;
    this.#untilCode -= count;
    if (this.#untilCode < 0) this.#code = codeOf(this.#modules, this.#from, this.#to);
    return this.#code;
  }
}

/** Null where the engine makes none: memories may be shared, or have addresses of 64 bits. */
function codeOf(modules: ElementModules, from: MemInst, to: MemInst): ElementExports | null {
  try {
    const { withTwoMemories: direct } = modules;
    return direct === null
      ? copiedInPieces(modules, from, to)
      : exportsOf(direct, { from: from.memory, to: to.memory });
  } catch {
    return null;
  }
}

function exportsOf(module: WasmModule, memories: Record<string, object>): ElementExports {
  const { exports } = new (webAssembly().Instance)(module, { '': memories });
  return exports as unknown as ElementExports;
}

let between: WasmMemory | null = null;

/** Copies within a memory of its own: pieces of both lists come there, and those that were written go back. */
function copiedInPieces(modules: ElementModules, from: MemInst, to: MemInst): ElementExports {
  const { check } = exportsOf(modules.withOneMemory, { from: from.memory });
  // One for all: nothing else runs while pieces are in it.
  between ??= new (webAssembly().Memory)({ initial: 1 });
  const bytes = new Uint8Array(between.buffer);
  const { copy } = exportsOf(modules.withOneMemory, { from: between });
  const step = PIECE - (PIECE % modules.size);
  return {
    check,
    copy: (begin, end, target) => {
      for (let done = 0, left = end - begin; done < left; done += step) {
        const length = Math.min(step, left - done);
        bytes.set(from.bytes.subarray(begin + done, begin + done + length));
        const place = target + done;
        // What is between the parts of elements stays as it is.
        bytes.set(to.bytes.subarray(place, place + length), PIECE);
        copy(0, length, PIECE);
        to.bytes.set(bytes.subarray(PIECE, PIECE + length), place);
      }
    },
  };
}
