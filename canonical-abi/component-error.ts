/**
 * The error of a `result`: what an exported function throws, and a host function may throw. The payload is the value of the
 * error type.
 */
export class ComponentError<E = unknown> extends Error {
  readonly payload: E;

  constructor(payload: E, message: string = messageOf(payload)) {
    super(message);
    this.payload = payload;
  }

  /** No property of each error: defining one costs as much as the rest of it. */
  override get name(): string {
    return 'ComponentError';
  }
}

function messageOf(payload: unknown): string {
  if (typeof payload === 'string') return payload;
  const tag = typeof payload === 'object' && payload !== null && 'tag' in payload ? payload.tag : null;
  return typeof tag === 'string' ? tag : 'the function gave an error (see `payload`)';
}

/** A `result` as JavaScript has it in the midst of other values. */
interface TaggedResult {
  readonly tag: string;
  readonly val?: unknown;
}

/** What a function gives to JavaScript whose result is a `result`. @throws ComponentError */
export function unwrapResult(result: unknown): unknown {
  const { tag, val } = result as TaggedResult;
  if (tag === 'err') throw new ComponentError(val);
  return val;
}

/**
 * What a host function means that threw where its result is a `result`: any error with a `payload` of its own, or the payload
 * itself. Other errors are no values of the error type, and end the call.
 */
export function errorOfThrown(thrown: unknown): TaggedResult {
  if (typeof thrown === 'object' && thrown !== null && Object.hasOwn(thrown, 'payload')) {
    return { tag: 'err', val: (thrown as { readonly payload: unknown }).payload };
  }
  if (thrown instanceof Error) throw thrown;
  return { tag: 'err', val: thrown };
}
