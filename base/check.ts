/** Lets a caller cancel a long computation, or cap it: `check` is called now and then and throws to stop it. */
export interface Check {
  check(): void;
}
