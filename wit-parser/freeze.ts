import type { Package } from './model.js';

/** Freezes `pkg` and all that is in it. Maps cannot be frozen: they are read-only by their type. */
export function freezePackage(pkg: Package): void {
  for (const type of pkg.types) Object.freeze(type);
  for (const iface of pkg.allInterfaces) {
    for (const func of iface.functions.values()) Object.freeze(func);
    Object.freeze(iface);
  }
  for (const world of pkg.worlds.values()) {
    for (const item of [...world.imports, ...world.exports]) {
      if (item.kind === 'world-func') Object.freeze(item.func);
      Object.freeze(item);
    }
    Object.freeze(world.imports);
    Object.freeze(world.exports);
    Object.freeze(world);
  }
  Object.freeze(pkg.types);
  Object.freeze(pkg.allInterfaces);
  Object.freeze(pkg);
}
