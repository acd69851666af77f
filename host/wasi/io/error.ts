/** Why a stream failed, as its source knows it. */
export interface IoFailure {
  readonly message: string;
  /** In the terms of the interface that made the stream, for the functions that read them out of an error. */
  readonly filesystem?: string;
  readonly network?: string;
  readonly http?: object;
}

/** `wasi:io/error.error` */
export class IoError {
  readonly #failure: IoFailure;

  constructor(failure: IoFailure) {
    this.#failure = failure;
  }

  toDebugString(): string {
    return this.#failure.message;
  }

  static failureOf(error: IoError): IoFailure {
    return error.#failure;
  }
}

/** What the source or sink of a stream throws to say that it failed. */
export class StreamFailure extends Error {
  readonly failure: IoFailure;

  constructor(failure: IoFailure) {
    super(failure.message);
    this.failure = failure;
  }
}
