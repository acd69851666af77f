import { camelCase, pascalCase } from '../../../bindgen/js-names/index.js';
import type { FuncType } from '../../../canonical-abi/index.js';
import { type Call, canned, fails, type Named, type Session, type Surface } from './script.js';
import { fromJs, type Handles, type Plain, toJs } from './values.js';

/** What a session came to: what each call gave, and before it the calls of the host that it made. */
export type Outcome =
  | { readonly host: string; readonly args: readonly Plain[] }
  | { readonly value: Plain }
  | { readonly trap: string };

type Functions = Readonly<Record<string, unknown>>;
type Instantiate = (imports: Functions) => Promise<Functions> | Functions;

/** Runs a session on a JavaScript host. `trapCode` says what a thrown error is; null for the payload of a result. */
export async function runOnJs(
  surface: Surface,
  session: Session,
  instantiate: Instantiate,
  trapCode: (error: unknown) => string | null,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const host = new Host(surface, outcomes);
  try {
    const exports = await instantiate(host.imports);
    for (const call of session) {
      const named = surface.exports.find((one) => one.instance === call.instance && one.name === call.func);
      if (named === undefined) throw new Error(`no export ${call.func}`);
      outcomes.push({ value: valueOf(named, call, { exports, host, trapCode }) });
    }
  } catch (error) {
    const code = trapCode(error);
    if (code === null) throw error;
    outcomes.push({ trap: code });
  }
  return outcomes;
}

interface Running {
  readonly exports: Functions;
  readonly host: Host;
  readonly trapCode: (error: unknown) => string | null;
}

function valueOf({ func: { type } }: Named, call: Call, { exports, host, trapCode }: Running): Plain {
  const args = type.params.map((param, i) => toJs(param.type, call.args[i] ?? null, host.handles));
  const { result } = type;
  let given: unknown;
  try {
    given = invoke(exports, call, args);
  } catch (error) {
    if (result === null || typeof result === 'string' || result.kind !== 'result' || trapCode(error) !== null)
      throw error;
    const { payload = error } = Object(error) as { readonly payload?: unknown };
    return { tag: 'err', val: result.error === null ? null : fromJs(result.error, payload, host.handles) };
  }
  if (result === null) return null;
  if (typeof result === 'string' || result.kind !== 'result') return fromJs(result, given, host.handles);
  return { tag: 'ok', val: result.ok === null ? null : fromJs(result.ok, given, host.handles) };
}

/** `[method]counter.get` is `args[0].get(…)`, `[constructor]counter` `new Counter(…)`. */
function invoke(exports: Functions, { instance, func }: Call, args: readonly unknown[]): unknown {
  const scope = (instance === '' ? exports : exports[instance]) as Record<string, never>;
  const { role, resource, name } = partsOf(func);
  const [self, ...others] = args;
  switch (role) {
    case 'constructor':
      return new (scope[pascalCase(resource)] as unknown as new (...args: readonly unknown[]) => unknown)(
        ...args,
      );
    case 'method':
      return (self as Record<string, (...args: unknown[]) => unknown>)[camelCase(name)]?.(...others);
    case 'static':
      return (
        scope[pascalCase(resource)] as unknown as Record<string, (...args: readonly unknown[]) => unknown>
      )[camelCase(name)]?.(...args);
    default:
      return (scope as Record<string, (...args: readonly unknown[]) => unknown>)[camelCase(name)]?.(...args);
  }
}

interface Parts {
  readonly role: string;
  readonly resource: string;
  readonly name: string;
}

function partsOf(func: string): Parts {
  const [, role = '', resource = '', , name = ''] = /^(?:\[(\w+)\]([^.]*))?(\.)?(.*)$/.exec(func) ?? [];
  return { role, resource, name };
}

/** Gives every function that is imported, tells of each call, and gives what is canned for its type. */
class Host {
  readonly imports: Functions;
  readonly handles: Handles;
  readonly #outcomes: Outcome[];
  /** Handles of the guest and of the host, numbered each as they come. */
  readonly #guests: unknown[] = [];
  #made = 0;

  constructor(surface: Surface, outcomes: Outcome[]) {
    this.#outcomes = outcomes;
    const classes = new Map<string, new () => object>();
    /** By what stands for the resource in types. */
    const byResource = new Map<object, new () => object>();
    const Thing = this.#class();
    this.handles = {
      toObject: (handle, resource) =>
        handle < 0 ? new (byResource.get(resource) ?? Thing)() : this.#guests[handle],
      fromObject: (object) => {
        if (object instanceof Thing) return (object as { readonly id: number }).id;
        const known = this.#guests.indexOf(object);
        return known >= 0 ? known : this.#guests.push(object) - 1;
      },
    };
    const imports: Record<string, Record<string, unknown>> = {};
    const scopeOf = (instance: string): Record<string, unknown> => {
      if (instance === '') return imports;
      return (imports[instance] ??= {});
    };
    for (const { instance, name, position } of surface.importedResources) {
      const made = class extends Thing {};
      classes.set(`${instance}#${name}`, made);
      scopeOf(instance)[pascalCase(name)] = made;
      for (const { func } of [...surface.imports, ...surface.exports]) {
        for (const [resource, at] of func.resources) if (at === position) byResource.set(resource, made);
      }
    }
    for (const named of surface.imports) this.#add(named, scopeOf(named.instance), classes);
    this.imports = imports;
  }

  /** What all host resources are: an object with a number. */
  #class(): new (...args: unknown[]) => object {
    const next = (): number => ++this.#made;
    return class Thing {
      readonly id = next();
    };
  }

  #add(
    { instance, name, func: { type } }: Named,
    scope: Record<string, unknown>,
    classes: ReadonlyMap<string, new () => object>,
  ): void {
    const { role, resource, name: label } = partsOf(name);
    const call = (args: readonly unknown[]): unknown => this.#called(`${instance}#${name}`, type, args);
    const made = classes.get(`${instance}#${resource}`);
    if (role === '') {
      const func = (...args: unknown[]): unknown => call(args);
      scope[camelCase(label)] = func;
      // As the two hosts name a function of the world itself.
      if (instance === '') scope[label] = Object.assign(func, { default: func });
    } else if (role === 'method' && made !== undefined) {
      Object.assign(made.prototype as object, {
        [camelCase(label)](this: unknown, ...args: unknown[]) {
          return call([this, ...args]);
        },
      });
    }
  }

  #called(name: string, type: FuncType, args: readonly unknown[]): unknown {
    const plain = type.params.map((param, i) => fromJs(param.type, args[i], this.handles));
    this.#outcomes.push({ host: name, args: plain });
    if (type.result === null) return undefined;
    const result = toJs(type.result, canned(type.result), this.handles);
    return fails(type) ? (result as { readonly val: unknown }).val : result;
  }
}
