import { assertNever, at, InternalError } from '../../base/index.js';
import { exportKeys, fieldName, functionName, typeName } from '../../bindgen/js-names/index.js';
import type { ComponentExports } from '../../host/index.js';
import { resolveAlias, type Type, type World, type WorldItem } from '../../wit-parser/index.js';
import {
  argumentValues,
  type CheckedCall,
  type CheckedLine,
  type CheckedStatement,
  type ExportedFunc,
  type NamedValue,
  printWave,
} from '../../wit-parser/wave/index.js';

/** What one statement of a line gave. */
export interface CallResult {
  /** The statement as it was written. */
  readonly call: string;
  /** What the result is called from then on. */
  readonly name: string | null;
  /** The result in WAVE; `()` of a function without one. */
  readonly result: string;
  /** Whether it is the error of a `result`: the line ends with it. */
  readonly failed: boolean;
}

type Members = Readonly<Record<string, unknown>>;
type Callable = (...values: unknown[]) => unknown;
type Class = Members & (new (...values: unknown[]) => object);

/** Runs lines of calls on one instance. */
export class CallRunner {
  readonly #exports: ComponentExports;
  readonly #keys: ReadonlyMap<WorldItem, readonly [string, ...string[]]>;
  readonly #named = new Map<string, NamedValue>();
  /** The handles that have been printed, to tell them apart. */
  readonly #handles = new Map<unknown, number>();

  constructor(exports: ComponentExports, world: World) {
    this.#exports = exports;
    this.#keys = exportKeys(world);
  }

  /** Runs the statements in order, and tells the result of each. Stops behind the first that failed. @returns false then */
  async run({ statements }: CheckedLine, tell: (result: CallResult) => void): Promise<boolean> {
    for (const statement of statements) {
      const result = await this.#statement(statement);
      tell(result);
      if (result.failed) return false;
    }
    return true;
  }

  async #statement({ receiver, calls, name, at: place }: CheckedStatement): Promise<CallResult> {
    const call = place.file.text.slice(place.start, place.end);
    let value = receiver === null ? undefined : this.#named.get(receiver)?.value;
    for (const step of calls) {
      const outcome = await this.#call(step, value);
      if (outcome.failed) {
        return { call, name, result: this.#print(step, { tag: 'err', val: outcome.value }), failed: true };
      }
      ({ value } = outcome);
    }
    const last = at(calls, calls.length - 1);
    if (name !== null && last.gives !== null) this.#named.set(name, { type: last.gives, value });
    const { result } = last.callee.func;
    return {
      call,
      name,
      result: this.#print(last, isResult(result) ? { tag: 'ok', val: value } : value),
      failed: false,
    };
  }

  /** Calls one function; the error of a `result` is no failure of the call. @throws whatever else ends it */
  async #call(
    call: CheckedCall,
    self: unknown,
  ): Promise<{ readonly failed: boolean; readonly value: unknown }> {
    const values = argumentValues(call, { key: fieldName }, this.#named);
    try {
      return { failed: false, value: await this.#invoke(call.callee, self, values) };
    } catch (error) {
      const isError =
        error instanceof Error && error.name === 'ComponentError' && Object.hasOwn(error, 'payload');
      if (!isError || !isResult(call.callee.func.result)) throw error;
      return { failed: true, value: (error as { readonly payload?: unknown }).payload };
    }
  }

  #invoke({ item, func, resource }: ExportedFunc, self: unknown, values: readonly unknown[]): unknown {
    const key = functionName(func);
    switch (func.kind) {
      case 'freestanding':
      case 'async-freestanding':
        return (this.#objectOf(item)[key] as Callable)(...values);
      case 'getter':
        return this.#objectOf(item)[key];
      case 'setter':
        return this.#set(this.#objectOf(item), key, values);
      case 'constructor':
        return new (this.#classOf(item, resource))(...values);
      case 'static':
      case 'async-static':
        return (this.#classOf(item, resource)[key] as Callable)(...values);
      case 'static-getter':
        return this.#classOf(item, resource)[key];
      case 'static-setter':
        return this.#set(this.#classOf(item, resource), key, values);
      case 'method':
      case 'async-method':
        return ((self as Members)[key] as Callable).call(self, ...values);
      case 'method-getter':
        return (self as Members)[key];
      case 'method-setter':
        return this.#set(self as Members, key, values);
      default:
        return assertNever(func.kind);
    }
  }

  #set(target: Members, key: string, [value]: readonly unknown[]): void {
    Reflect.set(target, key, value);
  }

  /** The object that has the functions of an export. */
  #objectOf(item: WorldItem): Members {
    if (item.kind === 'world-func') return this.#exports;
    const [key] = this.#keys.get(item) ?? [''];
    return this.#exports[key] as Members;
  }

  #classOf(item: WorldItem, resource: ExportedFunc['resource']): Class {
    if (resource === null) throw new InternalError('a function of no resource has no class');
    return this.#objectOf(item)[typeName(resource)] as Class;
  }

  #print({ callee: { func } }: CheckedCall, value: unknown): string {
    if (func.result === null) return '()';
    return printWave(func.result, value, {
      key: fieldName,
      handle: (handle, type) => this.#handle(handle, type),
    });
  }

  /** A handle has no text in WAVE. What stands for it says of which resource it is, and which one. */
  #handle(handle: unknown, type: Type): string {
    const number = this.#handles.get(handle) ?? this.#handles.size + 1;
    this.#handles.set(handle, number);
    const target = resolveAlias(type);
    const isHandle = typeof target !== 'string' && (target.kind === 'own' || target.kind === 'borrow');
    const resource = isHandle ? target.resource : target;
    return `<${typeof resource === 'string' ? resource : resource.name} ${number}>`;
  }
}

function isResult(type: Type | null): boolean {
  if (type === null) return false;
  const target = resolveAlias(type);
  return typeof target !== 'string' && target.kind === 'result';
}
