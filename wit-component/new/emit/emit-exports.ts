import { InternalError } from '../../../base/index.js';
import type { CanonOption, InstanceArgument } from '../../../component/index.js';
import { externName, type Func, type WorldInterface } from '../../../wit-parser/index.js';
import { worldItemName } from '../../encode/extern-names.js';
import type { Part } from '../part.js';
import type { PlannedLift } from '../plan/plan.js';
import { canonOptions } from './core-items.js';
import type { Emitter } from './emitter.js';
import { interfaceComponent, importFuncName } from './interface-component.js';

/** Writes the exports of the world that `part` serves. */
export function emitExports(emitter: Emitter, part: Part): void {
  const { plan, settings } = emitter.blueprint;
  const lifts = new Map((plan.lifts.get(part) ?? []).map((planned) => [planned.lift.func, planned]));
  for (const item of part.exports) {
    if (item.kind === 'world-type') continue;
    if (item.kind === 'world-interface') {
      emitInterface(emitter, part, item, lifts);
      continue;
    }
    // What a function of the world uses is imported, also for an export.
    const type = emitter.types(null).func(item.func);
    const index = emitLift(emitter, part, liftOf(lifts, item.func), type);
    const name = worldItemName(item, { canonicalNames: settings.emitCanonicalNames });
    emitter.builder.export(name, 'func', index);
  }
}

type Lifts = ReadonlyMap<Func, PlannedLift>;

function liftOf(lifts: Lifts, func: Func): PlannedLift {
  const planned = lifts.get(func);
  if (planned === undefined) throw new InternalError(`no core export for \`${func.name}\``);
  return planned;
}

function emitLift(emitter: Emitter, part: Part, { lift, options }: PlannedLift, type: number): number {
  const coreFunc = emitter.partFunc(part, lift.name);
  const all: CanonOption[] = canonOptions(emitter, options);
  if (lift.postReturn !== null) {
    all.push({ kind: 'post-return', index: emitter.partFunc(part, lift.postReturn) });
  }
  if (lift.callback !== null) all.push({ kind: 'callback', index: emitter.partFunc(part, lift.callback) });
  return emitter.builder.canon({ name: 'lift', coreFunc, options: all, type }, lift.func.name);
}

/**
 * Exports an interface as an instance of a component that gives the lifted functions the types they are exported with: an
 * instance of inline exports could not refer to its own types.
 */
function emitInterface(emitter: Emitter, part: Part, item: WorldInterface, lifts: Lifts): void {
  const { builder, blueprint } = emitter;
  const { interface: iface } = item;
  const funcs: InstanceArgument[] = [...iface.functions.values()].map((func) => {
    const type = emitter.types(iface).func(func);
    const index = emitLift(emitter, part, liftOf(lifts, func), type);
    return { name: importFuncName(func), sort: 'func', index };
  });
  const { component, imports } = interfaceComponent(emitter, iface);
  const types = imports.map(({ name, type }): InstanceArgument => {
    const index = emitter.types(iface).encoded.definitions.get(type);
    if (index === undefined) throw new InternalError(`type \`${type.name}\` has not been defined`);
    return { name, sort: 'type', index };
  });
  const name = worldItemName(item, { canonicalNames: blueprint.settings.emitCanonicalNames });
  const label = externName(item);
  const nested = builder.component(component, `${label}-shim-component`);
  const instance = builder.instantiate(nested, [...funcs, ...types], `${label}-shim-instance`);
  emitter.instances.set(iface, builder.export(name, 'instance', instance));
  // From here on the types of the interface are those that the exported instance has.
  for (const type of iface.types.values()) emitter.types(iface).encoded.definitions.delete(type);
}
