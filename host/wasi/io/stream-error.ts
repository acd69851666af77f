import { WasiError, WasiTrap } from '../core/errors.js';
import { IoError, StreamFailure } from './error.js';

/** `wasi:io/streams.stream-error` */
export type StreamError =
  { readonly tag: 'closed' } | { readonly tag: 'last-operation-failed'; readonly val: IoError };

export function closed(): WasiError<StreamError> {
  return new WasiError<StreamError>({ tag: 'closed' });
}

/** What the guest gets for something that a source or sink threw. What is no failure of theirs is none of the guest's. */
export function streamError(thrown: unknown): unknown {
  if (!(thrown instanceof StreamFailure)) return thrown;
  return new WasiError<StreamError>({ tag: 'last-operation-failed', val: new IoError(thrown.failure) });
}

/** A failure that an implementation below must not have, as it would end the process there. */
export function unexpected(cause: unknown): WasiTrap {
  return new WasiTrap('unexpected-failure', { cause });
}
