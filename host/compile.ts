import { DiagnosticError, hasErrors, type Result } from '../base/index.js';
import { bindable, camelCase, pascalCase } from '../bindgen/js-names/index.js';
import {
  ALL_FEATURES,
  type CheckedComponent,
  type Features,
  type LinkPlan,
  planLink,
  type Slice,
  validate,
  wholeFile,
} from '../component/index.js';
import { type ExportMember, planExports } from './exports/plan-exports.js';
import { planImports, type WantedImport } from './imports/plan-imports.js';
import {
  type CompiledModules,
  compileModules,
  compileModulesAsync,
  LimitError,
  PreparedLink,
} from './link/index.js';
import { hostMessages } from './messages.js';

/** A component: its bytes, a part of a file, or what validation made of it, which is not looked through again. */
export type ComponentSource = Uint8Array | ArrayBuffer | Slice | CheckedComponent;

export interface CompileOptions {
  /** The `modules` of the same component, compiled before or elsewhere: cached, or posted from another thread. */
  readonly modules?: CompiledModules;
  /** What stands for imported components, by the names of their imports. */
  readonly components?: ReadonlyMap<string, CheckedComponent>;
  /** What the component may use; all there is if left out, as the engine says by itself what it lacks. */
  readonly features?: Features;
  readonly limits?: CompileLimits;
}

export interface CompileLimits {
  /** How many bytes each memory may grow to. */
  readonly memory?: number;
  /** How many instances the component may consist of, component and core instances together. */
  readonly instances?: number;
}

/** A component, ready to be instantiated any number of times. */
export class CompiledComponent {
  /**
   * Its core modules, in the order of `plan.modules`. They can be posted to another thread and stored where the engine
   * stores modules; `compile` takes them there, with the same bytes.
   */
  readonly modules: CompiledModules;
  /** How it is instantiated, what it imports and exports: as data. */
  readonly plan: LinkPlan;
  /** The plans of its functions, each made when it is first needed. */
  readonly prepared: PreparedLink;
  /** What it looks for among the imports that it is given. */
  readonly wanted: readonly WantedImport[];
  /** The objects of its exports. */
  readonly members: readonly ExportMember[];
  /** The names that its resources have as classes, in the order of `plan.resources`. */
  readonly classNames: readonly string[];

  constructor(plan: LinkPlan, modules: CompiledModules) {
    this.plan = plan;
    this.modules = modules;
    this.prepared = new PreparedLink(plan, NAMES);
    this.wanted = planImports(plan);
    this.members = planExports(plan);
    this.classNames = plan.resources.map(({ name }) => pascalCase(name));
  }
}

/** Names as the declarations of `witwright types` have them. */
const NAMES = { key: camelCase, paramKey: (label: string): string => bindable(camelCase(label)) };

/**
 * Decodes, validates and compiles a component, its core modules off the main thread.
 * @throws DiagnosticError for what is no component without faults, or none that can be linked; CompileError for a core
 *   module that this engine lacks something for; LimitError
 */
export async function compile(
  source: ComponentSource,
  options: CompileOptions = {},
): Promise<CompiledComponent> {
  const plan = planOf(source, options);
  return new CompiledComponent(
    plan,
    options.modules ?? (await compileModulesAsync(plan, memoryLimit(options))),
  );
}

/** The same at once. Browsers refuse to compile large modules so on their main thread. */
export function compileSync(source: ComponentSource, options: CompileOptions = {}): CompiledComponent {
  const plan = planOf(source, options);
  return new CompiledComponent(plan, options.modules ?? compileModules(plan, memoryLimit(options)));
}

function planOf(source: ComponentSource, options: CompileOptions): LinkPlan {
  const checked = 'imports' in source ? source : check(source, options);
  const { components, limits = {} } = options;
  const plan = orThrow(planLink(checked, components === undefined ? {} : { components }));
  const { instances = Infinity } = limits;
  const count =
    plan.instances.length + plan.steps.reduce((sum, { kind }) => (kind === 'instantiate' ? sum + 1 : sum), 0);
  if (count > instances) {
    throw new LimitError(`expected a component of at most ${instances} instances, found one of ${count}`);
  }
  return plan;
}

/** Function bodies are left to the engine, which validates them when it compiles them. */
function check(
  source: Exclude<ComponentSource, CheckedComponent>,
  options: CompileOptions,
): CheckedComponent {
  const slice = 'file' in source ? source : wholeFile({ path: '', bytes: bytesOf(source) });
  const checked = validate(slice, { bodies: false, features: options.features ?? ALL_FEATURES });
  // Of a core module there is nothing to find fault with, but nothing to link either.
  if (checked.value !== null || hasErrors(checked.diagnostics)) return orThrow(checked);
  const help = ['`witwright new` makes a component of a module that `witwright embed` gave its world'];
  throw new DiagnosticError([hostMessages.coreModule.at(null, { path: slice.file.path }, { help })]);
}

function bytesOf(source: Uint8Array | ArrayBuffer): Uint8Array {
  return source instanceof Uint8Array ? source : new Uint8Array(source);
}

function orThrow<T>({ value, diagnostics }: Result<T | null>): T {
  if (value === null || hasErrors(diagnostics)) throw new DiagnosticError(diagnostics);
  return value;
}

function memoryLimit({ limits }: CompileOptions): { readonly memoryBytes?: number } {
  return limits?.memory === undefined ? {} : { memoryBytes: limits.memory };
}
