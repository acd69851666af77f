import { exportNamed } from '../../names/module-roles.js';
import { adapterLabel, importedMemory, partName, type Part } from '../part.js';
import type { Supply } from '../plan/plan.js';
import { emitCoreItem } from './core-items.js';
import type { Emitter } from './emitter.js';
import { FixupWriter, wrapperName, type FixupSource } from './fixup-module.js';
import { SHIM_MEMORY, shimModule } from './shim-module.js';
import { addTaskHooks } from './task-hooks.js';

/** Writes the core modules and their instances: shims, main module, adapters, fixups, in this order. */
export function emitCoreInstances(emitter: Emitter): void {
  for (const part of emitter.allParts) {
    const label = part.adapter === null ? 'main' : adapterLabel(part.adapter);
    emitter.modules.set(part, emitter.builder.coreModule(part.content, label));
  }
  emitShims(emitter);
  emitDefinedTypes(emitter);
  for (const part of emitter.allParts) emitPart(emitter, part);
  emitFixups(emitter);
}

function emitShims(emitter: Emitter): void {
  const { builder } = emitter;
  const { parts, plan, settings } = emitter.blueprint;
  const memory = importedMemory(parts.main);
  const { shims, tlsGlobal } = plan;
  if (shims.length === 0 && memory === null && tlsGlobal === null) return;
  const bytes = shimModule({ shims, memory, tlsGlobal }, settings);
  const module = builder.coreModule(bytes, 'wit-component-shim-module');
  const instance = builder.coreInstantiate(module, [], 'wit-component-shim-instance');
  emitter.shimInstance = instance;
  if (memory !== null) emitter.memory = emitter.coreExport(instance, 'core memory', SHIM_MEMORY, 'memory');
}

/** The types of exported interfaces: the core modules import what works on their resources, streams and futures. */
function emitDefinedTypes(emitter: Emitter): void {
  const { plan } = emitter.blueprint;
  for (const item of emitter.allParts.flatMap((part) => part.exports)) {
    if (item.kind !== 'world-interface') continue;
    const types = emitter.types(item.interface);
    for (const type of item.interface.types.values()) {
      if (type.kind !== 'resource') {
        types.valType(type);
        continue;
      }
      const shim = plan.destructors.get(type);
      const destructor = shim === undefined ? null : emitter.shimFunc(shim);
      const resource = { kind: 'resource', representation: 'i32', destructor } as const;
      types.encoded.definitions.set(type, emitter.builder.type(resource, type.name ?? undefined));
    }
  }
}

type SuppliesOfPart = ReadonlyMap<string, readonly Supply[]>;

function emitPart(emitter: Emitter, part: Part): void {
  const { builder, blueprint } = emitter;
  const supplies: SuppliesOfPart = blueprint.plan.supplies.get(part) ?? new Map();
  const args = [...supplies].map(([name, items]) => {
    const exports = items.map((supply) => ({ name: supply.name, ...emitCoreItem(emitter, supply.item) }));
    return { name, instance: builder.coreExports(exports, name) };
  });
  const module = emitter.modules.get(part) ?? 0;
  emitter.coreInstances.set(part, builder.coreInstantiate(module, args, partName(part)));
  if (part !== blueprint.parts.main || emitter.memory !== null) return;
  const memory = exportNamed(part.roles, (role) => role.kind === 'memory');
  if (memory === null) return;
  emitter.memory = emitter.coreExport(emitter.coreInstanceOf(part), 'core memory', memory, 'memory');
}

function emitFixups(emitter: Emitter): void {
  const { builder, blueprint } = emitter;
  const { main } = blueprint.parts;
  const fixups = new FixupWriter(blueprint.settings);
  for (const shim of blueprint.plan.shims) fixups.addShim(shim);
  const initialize = exportNamed(main.roles, (role) => role.kind === 'initialize');
  if (initialize !== null) fixups.addInitialize(main, initialize);
  const hooked = addTaskHooks(emitter, fixups);
  const fixup = fixups.finish();
  if (fixup === null) return;
  const module = builder.coreModule(fixup.bytes, 'wit-component-fixup');
  const args = [...fixup.sources].map(([name, source]) => ({
    name,
    instance: sourceInstance(emitter, source),
  }));
  const instance = builder.coreInstantiate(module, args, 'fixup');
  for (const { part, name, wrapper } of hooked) {
    emitter.hook(part, name, emitter.coreExport(instance, 'core func', wrapperName(wrapper)));
  }
}

function sourceInstance(emitter: Emitter, source: FixupSource): number {
  if (source === 'shim') return emitter.theShimInstance;
  if (source !== 'actual') return emitter.coreInstanceOf(source);
  const exports = emitter.blueprint.plan.shims.map(({ name, label, target }) => ({
    name,
    ...emitCoreItem(emitter, target, label),
  }));
  return emitter.builder.coreExports(exports, 'actual');
}
