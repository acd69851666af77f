/** The policy does not allow what the guest asked of a directory. `code` is an `error-code` of `wasi:filesystem/types`. */
export class Refusal extends Error {
  readonly code: 'not-permitted' | 'read-only' | 'name-too-long' | 'invalid';

  constructor(code: Refusal['code']) {
    super(code);
    this.code = code;
  }
}
