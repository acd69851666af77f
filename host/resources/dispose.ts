/** `Symbol.dispose`, or what stands for it where the engine has none. */
export const DISPOSE: unique symbol = ((Symbol as { readonly dispose?: symbol }).dispose ??
  Symbol.for('dispose')) as typeof DISPOSE;

/** Calls `[Symbol.dispose]` of an object that has it. */
export function disposeOf(object: object): void {
  const dispose = (object as { readonly [DISPOSE]?: unknown })[DISPOSE];
  if (typeof dispose === 'function') dispose.call(object);
}
