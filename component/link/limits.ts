/**
 * A component of a few bytes can instantiate itself into exponentially many, and its types can be looked through as often.
 * No component that does work comes near.
 */
export const LINK_LIMITS = {
  /** Component instances and core instances together. */
  instances: 10_000,
  /** How deep component instances are nested in each other. */
  depth: 500,
  /** Definitions, imports and exports that are looked at, in each instance anew. */
  work: 5_000_000,
} as const;
