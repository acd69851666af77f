/**
 * What the host calls when the guest has dropped its last handle. `Symbol.dispose` is younger than the language level that
 * this room is compiled for.
 */
export const DISPOSE: unique symbol = ((Symbol as { readonly dispose?: symbol }).dispose ??
  Symbol.for('dispose')) as never;
