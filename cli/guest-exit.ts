/** Exit codes of commands that run guests, besides the guest's own: those of container tools and of shells. */
export const GUEST_EXIT = {
  /** It was not started. */
  refused: 125,
  /** It trapped: what a shell says of a process that was aborted. */
  trap: 134,
} as const;
