import { InternalError } from '../../base/index.js';
import { ComponentInstance, MemInst, ResourceType, Store } from '../../canonical-abi/index.js';
import { type LinkedInstance, type LinkParts, LinkRun } from './link-run.js';
import type { PreparedLink } from './prepare-link.js';
import { webAssembly } from '../web-assembly.js';

/**
 * Instantiates a component: takes the steps of its plan.
 * @throws Trap, and what a host function throws that is called meanwhile
 * @spec CanonicalABI.md#component-instances
 */
export function runLink(prepared: PreparedLink, parts: LinkParts): LinkedInstance {
  const run = begin(prepared, parts);
  const { Instance } = webAssembly();
  for (const step of prepared.plan.steps) {
    if (step.kind !== 'instantiate') run.take(step);
    else {
      const module = run.module(step.module);
      const imports = run.importsOf(step);
      try {
        run.instantiated(step, new Instance(module, imports).exports);
      } catch (error) {
        throw run.failed(step, error);
      }
    }
  }
  return run;
}

/** The same, where the engine wants to instantiate core modules off the main thread. */
export async function runLinkAsync(prepared: PreparedLink, parts: LinkParts): Promise<LinkedInstance> {
  const run = begin(prepared, parts);
  const api = webAssembly();
  for (const step of prepared.plan.steps) {
    if (step.kind !== 'instantiate') run.take(step);
    else {
      const module = run.module(step.module);
      const imports = run.importsOf(step);
      try {
        run.instantiated(step, (await api.instantiate(module, imports)).exports);
      } catch (error) {
        throw run.failed(step, error);
      }
    }
  }
  return run;
}

function begin(prepared: PreparedLink, parts: LinkParts): LinkRun {
  prepared.shapes ??= shapesOf(prepared);
  const store = new Store();
  const { newInstance } = parts;
  const instances = prepared.plan.instances.map(
    ({ path }, position) => newInstance?.(position) ?? new ComponentInstance({ store, path }),
  );
  return new LinkRun(prepared, parts, instances);
}

const unused = (): never => {
  throw new InternalError('an instance of nothing is used');
};

const NO_PARTS: LinkParts = {
  modules: [],
  glue: { exported: unused, imported: unused, fused: unused },
  imports: { func: unused, resource: unused, module: unused },
};

/** An object of each class that instances are made of, for a plan to keep. */
function shapesOf(prepared: PreparedLink): readonly object[] {
  return [
    new LinkRun(prepared, NO_PARTS, []),
    new ComponentInstance(),
    new MemInst({ buffer: new ArrayBuffer(0) }),
    new ResourceType(null),
  ];
}
