import { DISPOSE } from '../core/dispose.js';
import type { OpenHandles } from '../core/open-handles.js';
import { InputStream } from '../io/input-stream.js';
import { OutputStream } from '../io/output-stream.js';
import { Pollable } from '../io/poll.js';
import {
  invoke,
  type ShimInputStream,
  type ShimOutputStream,
  type ShimPollable,
  type ShimResource,
  type ShimSockets,
} from '../shim/shim.js';
import {
  disposeOf,
  type Failing,
  shimSink,
  shimSource,
  shimWaitable,
  type StreamParts,
} from '../shim/streams.js';
import { networkCode, socketCall, type SocketGate } from './gate.js';

/** What the resources of `wasi:sockets` of one instance share. */
export interface Sockets {
  readonly shim: ShimSockets;
  readonly gate: SocketGate;
  readonly handles: OpenHandles;
  /** The shim's network, which allows everything: the gate stands before it. */
  readonly network: object;
}

/** A resource of the shim that is asked only for what its class lets through. */
export class SocketResource {
  protected readonly sockets: Sockets;
  protected readonly inner: ShimResource;
  readonly #handle: { close(): void };

  constructor(sockets: Sockets, inner: ShimResource) {
    this.sockets = sockets;
    this.inner = inner;
    this.#handle = { close: () => disposeOf(inner) };
    sockets.handles.add(this.#handle);
  }

  subscribe(): Pollable {
    return new Pollable(shimWaitable(this.sockets.shim.io, () => this.call('subscribe') as ShimPollable));
  }

  [DISPOSE](): void {
    this.sockets.handles.close(this.#handle);
  }

  protected call(method: string, ...values: readonly unknown[]): unknown {
    return socketCall(() => invoke(this.inner, method, ...values));
  }

  protected input(stream: unknown): InputStream {
    return new InputStream(shimSource(stream as ShimInputStream, this.#streamParts()));
  }

  protected output(stream: unknown): OutputStream {
    return new OutputStream(shimSink(stream as ShimOutputStream, this.#streamParts()));
  }

  #streamParts(): StreamParts {
    const { shim, handles } = this.sockets;
    return { io: shim.io, failing, handles };
  }
}

/** What TCP and UDP sockets have in common. */
export class Socket extends SocketResource {
  finishBind(): void {
    this.call('finishBind');
  }

  localAddress(): unknown {
    return this.call('localAddress');
  }

  remoteAddress(): unknown {
    return this.call('remoteAddress');
  }

  addressFamily(): unknown {
    return this.call('addressFamily');
  }

  receiveBufferSize(): unknown {
    return this.call('receiveBufferSize');
  }

  setReceiveBufferSize(value: bigint): void {
    this.call('setReceiveBufferSize', value);
  }

  sendBufferSize(): unknown {
    return this.call('sendBufferSize');
  }

  setSendBufferSize(value: bigint): void {
    this.call('setSendBufferSize', value);
  }
}

const failing: Failing = ({ message, payload }) => {
  const network = networkCode((payload as { readonly code?: unknown } | undefined)?.code);
  return { message, ...(network === undefined ? {} : { network }) };
};
