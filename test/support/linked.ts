import { createSpecGlue, type Glue, type JsFunction, type ResourceType } from '../../canonical-abi/index.js';
import type { LinkPlan } from '../../component/index.js';
import {
  compileModules,
  type LinkedExports,
  type LinkedInstance,
  type LinkImports,
  type LinkParts,
  PreparedLink,
  runLink,
} from '../../host/link/index.js';

/** What is linked in a test: host functions by `import#function`, resources and modules by their imports. */
export interface Given {
  readonly functions?: Readonly<Record<string, JsFunction>>;
  readonly resources?: Readonly<Record<string, ResourceType>>;
  readonly modules?: Readonly<Record<string, WebAssembly.Module>>;
  readonly glue?: Glue;
  readonly parts?: Partial<LinkParts>;
}

/** Instantiates what a plan describes. */
export function linked(plan: LinkPlan, given: Given = {}): LinkedInstance {
  return runLink(preparedLink(plan), partsFor(plan, given));
}

/** Values have the names that they have in WIT. */
export function preparedLink(plan: LinkPlan): PreparedLink {
  return new PreparedLink(plan, { key: (label) => label, paramKey: (label) => label });
}

export function partsFor(plan: LinkPlan, given: Given): LinkParts {
  const imports: LinkImports = {
    func: (path) => found(given.functions, path),
    resource: (path) => found(given.resources, path),
    module: (path) => found(given.modules, path),
  };
  return {
    modules: compileModules(plan),
    glue: given.glue ?? createSpecGlue(),
    imports,
    ...given.parts,
  };
}

function found<T>(all: Readonly<Record<string, T>> | undefined, path: readonly string[]): T {
  const value = all?.[path.join('#')];
  if (value === undefined) throw new Error(`the test gives no ${path.join('#')}`);
  return value;
}

/** An exported function, by the names that lead to it. */
export function exported(exports: LinkedExports, ...path: readonly string[]): JsFunction {
  const [name = '', ...rest] = path;
  const item = exports.get(name);
  if (item?.kind === 'instance') return exported(item.exports, ...rest);
  if (item?.kind === 'func') return item.call;
  throw new Error(`the component exports no function ${name}`);
}
