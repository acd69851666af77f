/*
 * How a call of WASI can end other than with a value. Only `WasiError` is the guest's to handle; the others end its
 * instance, and reach who called it as they are.
 */

/** The error of a `result`: the host hands `payload` to the guest. */
export class WasiError<Payload> extends Error {
  readonly payload: Payload;

  constructor(payload: Payload) {
    super(typeof payload === 'string' ? payload : 'a WASI function failed');
    this.name = 'WasiError';
    this.payload = payload;
  }
}

/** The guest called `exit`: the end of its instance, and of nothing else. */
export class Exit extends Error {
  /** As of a process: 0 is success. */
  readonly code: number;

  constructor(code: number) {
    super(`the guest exited with code ${code}`);
    this.name = 'Exit';
    this.code = code;
  }
}

/** The guest used a capability that it was not given, by a function that has no way to say no. */
export class CapabilityDenied extends Error {
  readonly capability: 'clocks' | 'random';
  /** What it called: `wasi:clocks/wall-clock#now`. */
  readonly operation: string;

  constructor(capability: 'clocks' | 'random', operation: string) {
    super(`\`${operation}\` needs the capability \`${capability}\`, which was not given`);
    this.name = 'CapabilityDenied';
    this.capability = capability;
    this.operation = operation;
  }
}

const RULES = {
  'write-past-permit': 'more was written than `check-write` had permitted',
  'write-too-long': 'more than 4096 bytes were given to a blocking write',
  'empty-poll': '`poll` was called with an empty list',
  'poll-too-long': '`poll` was called with more pollables than it takes',
  'too-much-asked': 'more random bytes were asked for than are given at once',
  'stream-alive': 'a body was finished or dropped before its stream was',
  'unexpected-failure': 'the WASI implementation failed in a way that it must not',
} as const;

export type WasiRule = keyof typeof RULES;

/** The guest broke a rule of a WASI interface, which is a trap by the text of that interface. */
export class WasiTrap extends Error {
  readonly code: WasiRule;

  constructor(code: WasiRule, options?: { readonly cause: unknown }) {
    super(RULES[code], options);
    this.name = 'WasiTrap';
    this.code = code;
  }
}
