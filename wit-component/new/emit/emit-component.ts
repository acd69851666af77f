import { producersData, type Component } from '../../../component/index.js';
import { Emitter, type Blueprint } from './emitter.js';
import { emitExports } from './emit-exports.js';
import { emitImports } from './emit-imports.js';
import { emitCoreInstances } from './emit-instances.js';

/** Writes a component: imports, core modules and their instances, exports. Nothing is decided here but the order. */
export function emitComponent(blueprint: Blueprint): Component {
  const { debugNames, producers } = blueprint.settings;
  const emitter = new Emitter(blueprint);
  emitImports(emitter);
  emitCoreInstances(emitter);
  for (const part of emitter.allParts) emitExports(emitter, part);
  if (debugNames) emitter.builder.names();
  if (producers.size > 0) emitter.builder.custom('producers', producersData(producers));
  return emitter.builder.finish();
}
