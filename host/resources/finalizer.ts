/** Destructs what objects stand for when they are collected. A net: when that is, and whether, is the engine's affair. */
export interface Finalizer {
  register(object: object, rep: number): void;
  forget(object: object): void;
}

/** Null where the engine has no `FinalizationRegistry`. */
export function createFinalizer(destruct: (rep: number) => void): Finalizer | null {
  if (typeof FinalizationRegistry === 'undefined') return null;
  const registry = new FinalizationRegistry<number>((rep) => {
    try {
      destruct(rep);
    } catch {
      // Nobody called, so nobody could catch it. The instance is locked down, and the next call says so.
    }
  });
  return {
    register: (object, rep) => registry.register(object, rep, object),
    forget: (object) => registry.unregister(object),
  };
}
