import { ComponentTypeBuilder, type ComponentType } from '../../component/index.js';
import { transitiveDependencies, worldId, type Interface, type World } from '../../wit-parser/index.js';
import { interfaceName, plainName, worldItemName, type NameForm } from './extern-names.js';
import { ImportEncoder } from './import-encoder.js';
import type { InterfaceContent } from './instance-type.js';
import { encodedFunctions } from './type-encoder.js';

/**
 * The component type that `world` is.
 *
 * wasm-tools lets the types of an interface that is imported and exported be those of the import throughout. Whoever
 * decodes WIT goes by names and does not mind, but no component has that type: there, what is exported uses what is
 * exported. `linksExports` gives the type that components have.
 */
export function worldType(world: World, form: NameForm & { readonly linksExports?: boolean }): ComponentType {
  const builder = new ComponentTypeBuilder();
  const encoder = new ImportEncoder(builder);
  for (const item of world.imports) {
    const name = worldItemName(item, form);
    if (item.kind === 'world-interface') encoder.instance(name, item.interface, contentOf(item.interface));
    else if (item.kind === 'world-func') encoder.func(name, item.func);
    else encoder.types.valType(item.type);
  }
  for (const item of world.exports) {
    const name = worldItemName(item, form);
    if (item.kind === 'world-interface') {
      const type = encoder.instanceType(item.interface, contentOf(item.interface));
      encoder.provide(item.interface, builder.export(name, { kind: 'instance', type }));
      if (form.linksExports === true) encoder.refresh(item.interface);
    } else if (item.kind === 'world-func') {
      builder.export(name, { kind: 'func', type: encoder.types.func(item.func) });
    }
  }
  return builder.finish();
}

/** The component type around that of `world`, which alone has the world's full name. */
export function wrappedWorldType(world: World, form: NameForm): ComponentType {
  const wrapper = new ComponentTypeBuilder();
  const type = wrapper.type(worldType(world, form));
  wrapper.export(plainName(worldId(world)), { kind: 'component', type });
  return wrapper.finish();
}

/**
 * The component type that stands for `iface` in a WIT package: it imports all types of the interfaces that it uses, and
 * exports the interface.
 */
export function interfaceType(iface: Interface, form: NameForm): ComponentType {
  const builder = new ComponentTypeBuilder();
  const encoder = new ImportEncoder(builder);
  for (const used of transitiveDependencies(iface)) {
    encoder.instance(interfaceName(used, form), used, { types: used.types.values(), functions: [] });
  }
  const type = encoder.instanceType(iface, contentOf(iface));
  builder.export(interfaceName(iface, form), { kind: 'instance', type });
  return builder.finish();
}

function contentOf(iface: Interface): InterfaceContent {
  return { types: iface.types.values(), functions: encodedFunctions(iface) };
}
