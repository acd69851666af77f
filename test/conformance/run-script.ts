import { inspect, isDeepStrictEqual } from 'node:util';
import { camelCase } from '../../bindgen/js-names/index.js';
import { Trap, type FuncType, type TrapCode } from '../../canonical-abi/index.js';
import { validate, wholeFile, type CheckedComponent, type Features } from '../../component/index.js';
import type { Command, Script } from '../support/component-corpus.js';
import { toJs, type ScriptValue } from './run-values.js';
import type { Failure } from './suite.js';
import { tableMessage } from './trap-messages.js';

/** What a directive of a script holds besides the fields of every command. */
interface Directive extends Command {
  /** Of `module_definition`. */
  readonly name?: string;
  /** Of `module_instance`: the name of the definition. */
  readonly module?: string | null;
  readonly action?: Invoke;
  readonly expected?: readonly ScriptValue[];
}

interface Invoke {
  readonly field: string;
  readonly args: readonly ScriptValue[];
}

/** The object through which JavaScript reaches what a component exports. */
export type ExportsObject = Readonly<Record<string, unknown>>;

export interface ScriptRunOptions {
  readonly features: Features;
  readonly instantiate: (component: Uint8Array) => Promise<ExportsObject>;
  /** The codes that a trap may have, for each message of the table. */
  readonly codes: ReadonlyMap<string, ReadonlySet<TrapCode>>;
}

/** The lines of the assertions of a script, in order. */
export function assertionLines({ commands }: Script): readonly number[] {
  return commands.filter(isAssertion).map(({ line }) => line);
}

/** Runs a script from its first directive to its last; says of each assertion, by its line, what is wrong, or null. */
export async function runScript(
  script: Script,
  options: ScriptRunOptions,
): Promise<ReadonlyMap<number, Failure>> {
  const failures = new Map<number, Failure>();
  const definitions = new Map<string | null, Uint8Array>();
  let current: Instance | Missing = { missing: 'no component yet' };
  // What goes wrong between assertions is the failure of the next one, whatever that asserts.
  let unreported: string | null = null;
  for (const directive of script.commands as readonly Directive[]) {
    const { type, line, filename, name = null, module = null } = directive;
    if (type === 'module' || type === 'module_definition') {
      definitions.set(name, filename === undefined ? new Uint8Array() : script.read(filename));
    }
    if (type === 'module' || type === 'module_instance') {
      const made = await makeInstance(definitions.get(type === 'module' ? name : module), options);
      current = typeof made === 'string' ? { missing: `no component since line ${line}: ${made}` } : made;
      if ('missing' in current) unreported ??= current.missing;
    } else if (isAssertion(directive)) {
      const failure = await judge(directive, { script, current, options });
      failures.set(line, unreported ?? failure);
      unreported = null;
    } else if (directive.action !== undefined) {
      unreported ??= await judgeAction(directive.action, current);
    }
  }
  const last = [...failures.keys()].at(-1);
  if (unreported !== null && last !== undefined) failures.set(last, unreported);
  return failures;
}

function isAssertion({ type }: Command): boolean {
  return type.startsWith('assert_');
}

interface Instance {
  readonly exports: ExportsObject;
  readonly checked: CheckedComponent;
}

/** What was to be an instance. */
interface Missing {
  readonly missing: string;
}

/** An instance, or what prevented it. */
async function makeInstance(
  component: Uint8Array | undefined,
  { features, instantiate }: ScriptRunOptions,
): Promise<Instance | string> {
  if (component === undefined) return 'no such definition';
  const { value: checked, diagnostics } = validate(wholeFile({ path: 'script', bytes: component }), {
    features,
  });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (checked === null || errors.length > 0)
    return `refused: ${errors.map(({ message }) => message).join('; ')}`;
  try {
    return { exports: await instantiate(component), checked };
  } catch (error) {
    const lacking = diagnostics.find(({ code }) => code === 'component/core-module-not-validated');
    return lacking === undefined ? `does not instantiate: ${describe(error)}` : lacking.message;
  }
}

interface Scene {
  readonly script: Script;
  readonly current: Instance | Missing;
  readonly options: ScriptRunOptions;
}

async function judge(directive: Directive, scene: Scene): Promise<Failure> {
  try {
    return await judgeAssertion(directive, scene);
  } catch (error) {
    return `found ${describe(error)}`;
  }
}

async function judgeAssertion(directive: Directive, { script, current, options }: Scene): Promise<Failure> {
  const { type, action, expected = [], text = '', filename = '' } = directive;
  switch (type) {
    case 'assert_return':
      return action === undefined ? 'no action' : judgeReturn(action, expected, current);
    case 'assert_trap':
      return action === undefined ? 'no action' : judgeTrap(() => invoke(action, current), text, options);
    case 'assert_uninstantiable':
      return judgeTrap(() => options.instantiate(script.read(filename)), text, options);
    case 'assert_invalid':
    case 'assert_malformed':
      return judgeRefused(script.read(filename), options);
    default:
      return `cannot judge ${type}`;
  }
}

async function judgeReturn(
  action: Invoke,
  expected: readonly ScriptValue[],
  current: Instance | Missing,
): Promise<Failure> {
  const { type, result } = await invoke(action, current);
  const [value, ...more] = expected;
  if (more.length > 0) return `${expected.length} results expected`;
  if (value === undefined || type.result === null) {
    return value === undefined && result === undefined ? null : `expected no result, found ${show(result)}`;
  }
  const wanted = toJs(value, type.result);
  return isDeepStrictEqual(result, wanted) ? null : `expected ${show(wanted)}, found ${show(result)}`;
}

async function judgeAction(action: Invoke, current: Instance | Missing): Promise<Failure> {
  try {
    await invoke(action, current);
    return null;
  } catch (error) {
    return `found ${describe(error)}`;
  }
}

async function judgeTrap(
  run: () => Promise<unknown>,
  text: string,
  { codes }: ScriptRunOptions,
): Promise<Failure> {
  const expected = codes.get(tableMessage(text));
  if (expected === undefined) return `trap-messages.json has no code for "${text}"`;
  const names = [...expected].join(' or ');
  try {
    await run();
    return `expected the trap ${names}, found none`;
  } catch (error) {
    const isExpected = error instanceof Trap && expected.has(error.code);
    return isExpected ? null : `expected the trap ${names}, found ${describe(error)}`;
  }
}

/** What is not to come to be is refused before it runs; with which code is what the static suite asks. */
async function judgeRefused(
  component: Uint8Array,
  { features, instantiate }: ScriptRunOptions,
): Promise<Failure> {
  const { diagnostics } = validate(wholeFile({ path: 'script', bytes: component }), { features });
  if (diagnostics.every(({ severity }) => severity !== 'error')) return 'accepted by the validator';
  try {
    await instantiate(component);
    return 'instantiated';
  } catch (error) {
    return error instanceof Trap ? `not refused, but ${describe(error)}` : null;
  }
}

interface Invoked {
  readonly type: FuncType;
  /** As a value: what a function with a `result` returns or throws is a `Result` here. */
  readonly result: unknown;
}

/** Calls an exported function with the values of a script. @throws what the call throws */
async function invoke({ field, args }: Invoke, current: Instance | Missing): Promise<Invoked> {
  if ('missing' in current) throw new Error(current.missing);
  const item = current.checked.exports.get(field)?.item;
  if (item?.kind !== 'func') throw new Error(`no exported function ${field}`);
  const { type } = item.type;
  const call = current.exports[camelCase(field)];
  if (typeof call !== 'function') throw new Error(`the exports have no function ${camelCase(field)}`);
  if (args.length !== type.params.length) throw new Error(`${args.length} arguments for ${field}`);
  const values = type.params.map((param, i) => toJs(args[i] ?? { type: 'nothing' }, param.type));
  const result = typeof type.result === 'object' ? type.result : null;
  if (result?.kind !== 'result') return { type, result: await call(...values) };
  try {
    const val: unknown = await call(...values);
    return { type, result: result.ok === null ? { tag: 'ok' } : { tag: 'ok', val } };
  } catch (error) {
    if (!(error instanceof Error && 'payload' in error)) throw error;
    return { type, result: result.error === null ? { tag: 'err' } : { tag: 'err', val: error.payload } };
  }
}

function show(value: unknown): string {
  return inspect(value, { depth: 8, breakLength: Infinity }).slice(0, 200);
}

function describe(error: unknown): string {
  if (error instanceof Trap) return `the trap ${error.code} (${error.message})`;
  return error instanceof Error ? `${error.name}: ${error.message}` : show(error);
}
