import * as abi from '../../../canonical-abi/index.js';
import type { CallVector, FunctionText, GuestText, Operand, Step } from './read-call-vectors.js';
import { typeOf } from './read-vectors.js';
import { JS, coreEndPlan, fromWasm, jsValue, resourcesOf, toWasm } from './vector-ends.js';
import { bufferOf, entriesOf, guestOf, populate, wholeTable, type Guest } from './vector-guest.js';
import { giveResult, resultOf } from './whole-results.js';

/* Makes the calls of a vector through one of the two makers of glue, as `call-runs.py` does through definitions.py. */

/** What is seen of the calls of a vector; values are those of JavaScript, and a trap is the error. */
export function logOf(glue: abi.Glue, vector: CallVector): readonly (readonly unknown[])[] {
  return new Run(glue, vector).all();
}

/** A guest that runs. */
interface Instance {
  readonly position: number;
  readonly text: GuestText;
  readonly inst: abi.ComponentInstance;
  readonly guest: Guest;
}

class Run {
  readonly #glue: abi.Glue;
  readonly #vector: CallVector;
  readonly #log: (readonly unknown[])[] = [];
  readonly #instances: readonly Instance[];
  readonly #resource: abi.ResourceType;
  readonly #types: readonly abi.FuncType[];

  constructor(glue: abi.Glue, vector: CallVector) {
    const { ptr, guests, definer } = vector;
    const store = new abi.Store();
    this.#glue = glue;
    this.#vector = vector;
    this.#types = vector.functions.map(funcTypeOf);
    const insts = guests.map((_, i) => new abi.ComponentInstance({ store, path: `component[${i}]` }));
    const impl = definer === null ? null : at(insts, definer);
    this.#resource = new abi.ResourceType(impl, (rep) => this.#destruct(rep));
    this.#instances = guests.map((text, position) => {
      const inst = at(insts, position);
      populate(inst, text.handles, this.#resource);
      const guest = guestOf({ ...text, ptr });
      guest.memory.bytes.set(new Uint8Array(bufferOf(text.memory)));
      return { position, text, inst, guest };
    });
  }

  all(): readonly (readonly unknown[])[] {
    let failed = false;
    for (const [func, args] of this.#vector.calls) {
      try {
        this.#invoke(func, args);
      } catch (error) {
        if (!(error instanceof abi.Trap)) throw error;
        this.#log.push(error.code === 'cannot-enter' ? ['refused', func] : ['trap', error]);
        failed = true;
      }
    }
    if (!failed) for (const { position } of this.#instances) this.#look(position);
    return this.#log;
  }

  #invoke(index: number, args: readonly unknown[]): void {
    const type = at(this.#types, index);
    const values = type.params.map((param, i) => jsValue(param.type, args[i]));
    const call = this.#exported(index);
    const result = type.result === null ? call(...values) : resultOf(type.result, () => call(...values));
    this.#log.push(['result', index, type.result === null ? [] : [result]]);
  }

  #exported(index: number): abi.JsFunction {
    const f = at(this.#vector.functions, index);
    const callee = this.#instanceOf(f);
    const plan = this.#plan(index, JS, this.#endPlan(callee, f));
    return this.#glue.exported(plan, this.#end(callee, index), this.#core(index), this.#resources(plan));
  }

  /** The core function by which a guest calls another or the host. */
  #imported(caller: Instance, index: number): abi.CoreFunction {
    const f = at(this.#vector.functions, index);
    const from = this.#endPlan(caller);
    if (f.in === null) {
      const plan = this.#plan(index, from, JS);
      return this.#glue.imported(plan, this.#end(caller), this.#host(index), this.#resources(plan));
    }
    const callee = this.#instanceOf(f);
    const plan = this.#plan(index, from, this.#endPlan(callee, f));
    const ends = [this.#end(caller), this.#end(callee, index)] as const;
    return this.#glue.fused(plan, ...ends, this.#core(index), this.#resources(plan));
  }

  #plan(index: number, caller: abi.EndPlan, callee: abi.EndPlan): abi.FuncPlan {
    return abi.planFunc(at(this.#types, index), { name: `f${index}`, caller, callee });
  }

  #resources(plan: abi.FuncPlan): readonly abi.ResourceType[] {
    return resourcesOf(plan, this.#resource);
  }

  #instanceOf(f: FunctionText): Instance {
    return at(this.#instances, f.in ?? -1);
  }

  #endPlan({ text: { encoding } }: Instance, f?: FunctionText): abi.CoreEndPlan {
    const plan = coreEndPlan({ encoding, ptr: this.#vector.ptr });
    return { ...plan, hasPostReturn: f?.post !== undefined };
  }

  /** The end of a guest, for calls from it, or of one function. */
  #end(instance: Instance, index?: number): abi.CoreEnd {
    const { inst, guest } = instance;
    const f = index === undefined ? undefined : this.#vector.functions[index];
    const postReturn = index === undefined || f?.post === undefined ? null : this.#postReturn(index, f.post);
    return { inst, memory: guest.memory, realloc: this.#realloc(instance), postReturn, callback: null };
  }

  #realloc(instance: Instance): abi.CoreFunction {
    const { inst, guest, text, position } = instance;
    return (...args) => {
      this.#log.push(['realloc', position, ...args.map(Number), inst.mayLeave]);
      if (text.realloc?.[0] === guest.calls.length) this.#perform(text.realloc[1], args, instance);
      const [old = 0, oldLength = 0, alignment = 0, length = 0] = args;
      return toWasm(guest.realloc(old, oldLength, alignment, length), guest.memory.ptrType);
    };
  }

  #core(index: number): abi.CoreFunction {
    const f = at(this.#vector.functions, index);
    const instance = this.#instanceOf(f);
    const { params } = this.#flatType(index, 'lift');
    return (...values) => {
      const flat = params.map((type, i) => toWasm(values[i], type));
      this.#log.push(['core', index, flat, instance.guest.image()]);
      this.#perform(f.does, flat, instance);
      const [given] = f.gives as readonly Operand[];
      return given === undefined ? undefined : fromWasm(given);
    };
  }

  #postReturn(index: number, post: readonly Step[]): abi.CoreFunction {
    const instance = this.#instanceOf(at(this.#vector.functions, index));
    const { results } = this.#flatType(index, 'lift');
    return (...values) => {
      const flat = results.map((type, i) => toWasm(values[i], type));
      this.#log.push(['post-return', index, flat, instance.inst.mayLeave]);
      this.#perform(post, flat, instance);
      return undefined;
    };
  }

  #host(index: number): abi.JsFunction {
    const { does, gives } = at(this.#vector.functions, index);
    const { result } = at(this.#types, index);
    return (...values) => {
      this.#log.push(['host', index, values]);
      this.#perform(does, [], null);
      return result === null ? undefined : giveResult(result, jsValue(result, gives));
    };
  }

  /** As `host` does: the destructor of a guest is a call into it. */
  #destruct(rep: number): void {
    const { definer, destructor = [] } = this.#vector;
    const instance = definer === null ? null : at(this.#instances, definer);
    const core: abi.CoreFunction = (...flat) => {
      this.#log.push(['destructor', ...flat]);
      this.#perform(destructor, flat, instance);
      return undefined;
    };
    if (instance === null) return void core(rep);
    const type: abi.FuncType = { params: [{ label: 'rep', type: 'u32' }], result: null, async: false };
    const plan = abi.planFunc(type, { name: 'destructor', caller: JS, callee: this.#endPlan(instance) });
    this.#glue.exported(plan, this.#end(instance), core, [])(rep);
  }

  #perform(steps: readonly Step[], flat: readonly abi.CoreValue[], instance: Instance | null): void {
    for (const step of steps) this.#step(step, flat, instance);
  }

  #step(step: Step, flat: readonly abi.CoreValue[], instance: Instance | null): void {
    switch (step[0]) {
      case 'unreachable':
        throw new WebAssembly.RuntimeError('unreachable');
      case 'throw':
        throw coreException();
      case 'invoke':
        return this.#invoke(step[1], step[2]);
      case 'look':
        return this.#look(step[1]);
      case 'call':
        return this.#call(
          running(instance),
          step[1],
          step[2].map((operand) => valueOf(operand, flat)),
        );
      case 'new':
      case 'rep':
        this.#log.push([step[0], this.#builtin(running(instance), step[0])(valueOf(step[1], flat))]);
        return;
      case 'drop':
        return this.#drop(running(instance), Number(valueOf(step[1], flat)));
      case 'drop-borrows': {
        const guest = running(instance);
        for (const [i, handle] of entriesOf(guest.inst).entries()) {
          if (handle instanceof abi.ResourceHandle && handle.borrowScope !== null) this.#drop(guest, i + 1);
        }
      }
    }
  }

  #call(caller: Instance, index: number, flat: readonly abi.CoreValue[]): void {
    const returned = this.#imported(caller, index)(...flat);
    const { results } = this.#flatType(index, 'lower');
    this.#log.push(['returned', index, results.map((type) => toWasm(returned, type)), caller.guest.image()]);
  }

  #drop(instance: Instance, i: number): void {
    this.#builtin(instance, 'drop')(i);
    this.#log.push(['dropped', i >>> 0]);
  }

  #builtin(instance: Instance, name: 'new' | 'rep' | 'drop'): abi.CoreFunction {
    return abi.createBuiltin({
      name: `resource.${name}`,
      end: this.#end(instance),
      resource: this.#resource,
      type: null,
      resources: () => this.#resource,
      encoding: instance.text.encoding,
      async: false,
      slot: 0,
      table: null,
    });
  }

  #look(position: number): void {
    this.#log.push(['table', position, wholeTable(at(this.#instances, position).inst, this.#resource)]);
  }

  #flatType(index: number, context: 'lift' | 'lower'): abi.CoreFuncType {
    const options = { ptrType: this.#vector.ptr, async: false, callback: false };
    return abi.flattenFunctype(options, at(this.#types, index), context);
  }
}

function funcTypeOf({ params, result }: FunctionText): abi.FuncType {
  return {
    params: params.map((type, i) => ({ label: `p${i}`, type: typeOf(type) })),
    result: result === null ? null : typeOf(result),
    async: false,
  };
}

function valueOf(operand: Operand, flat: readonly abi.CoreValue[]): abi.CoreValue {
  if (typeof operand === 'string' && operand.startsWith('a')) return at(flat, Number(operand.slice(1)));
  return fromWasm(operand);
}

/** What `throw` of core code gives; TypeScript does not know it yet. */
function coreException(): Error {
  const { Exception, Tag } = WebAssembly as unknown as {
    readonly Tag: new (type: { readonly parameters: readonly string[] }) => object;
    readonly Exception: new (tag: object, payload: readonly unknown[]) => Error;
  };
  return new Exception(new Tag({ parameters: [] }), []);
}

function running(instance: Instance | null): Instance {
  if (instance === null) throw new Error('only core code does this');
  return instance;
}

function at<T>(list: readonly T[], i: number): T {
  const item = list[i];
  if (item === undefined) throw new RangeError(`nothing at ${i}`);
  return item;
}
