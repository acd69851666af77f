import { InternalError } from '../../../base/index.js';
import type { IpAddress } from '../policy/ip.js';

/*
 * The only file that knows `@bytecodealliance/preview2-shim`: what is used of it, and how it is loaded. Its modules start a
 * thread when they are imported and keep their state in variables of the module, so each is loaded when something of it has
 * been given to an instance, and only what it makes anew for each call is used of it.
 */

export interface ShimPollable {
  ready(): boolean;
  block(): void | Promise<void>;
}

export interface ShimInputStream {
  read(len: bigint): Uint8Array;
  blockingRead(len: bigint): Uint8Array;
  subscribe(): ShimPollable;
}

export interface ShimOutputStream {
  checkWrite(): bigint;
  write(contents: Uint8Array): void;
  flush(): void;
  subscribe(): ShimPollable;
}

/** What streams and whatever else can be waited for needs. */
export interface ShimIo {
  poll(pollables: readonly ShimPollable[]): Uint32Array | Promise<Uint32Array>;
  subscribeDuration(nanoseconds: bigint): ShimPollable;
}

/** A resource of the shim whose methods are called by name. */
export type ShimResource = Readonly<Record<string, (...values: readonly unknown[]) => unknown>>;

/** Calls a method of a resource of the shim. */
export function invoke(resource: ShimResource, method: string, ...values: readonly unknown[]): unknown {
  const call = resource[method];
  if (call === undefined) throw new InternalError(`the shim has no method \`${method}\``);
  return call.apply(resource, [...values]);
}

export interface ShimFilesystem {
  readonly io: ShimIo;
  /** A descriptor of a directory of the system. */
  open(path: string): ShimResource;
  /** The code for an error that the shim let through as the system threw it. */
  errorCode(error: unknown): string | undefined;
}

export interface ShimSockets {
  readonly io: ShimIo;
  /** A network of its own: the shim's is one for all. */
  network(): object;
  createTcpSocket(family: string): ShimResource;
  createUdpSocket(family: string): ShimResource;
  resolveAddresses(
    network: object,
    name: string,
  ): ShimResource & {
    resolveNextAddress(): IpAddress | undefined;
  };
}

export interface ShimHttp {
  readonly io: ShimIo;
  readonly types: {
    readonly Fields: { fromList(entries: readonly (readonly [string, Uint8Array])[]): object };
    readonly OutgoingRequest: new (headers: object) => ShimResource;
    readonly OutgoingBody: { finish(body: object, trailers: undefined): void };
    readonly RequestOptions: new () => ShimResource;
    readonly IncomingBody: { finish(body: object): object };
  };
  handle(request: object, options: object | undefined): ShimResource;
}

export async function loadFilesystem(): Promise<ShimFilesystem> {
  const [io, filesystem] = await Promise.all([
    loadIo(),
    import('@bytecodealliance/preview2-shim/filesystem'),
  ]);
  const { createFilesystem, types } = filesystem as unknown as {
    createFilesystem(options: { preopens: Record<string, string> }): {
      preopens: { getDirectories(): [[ShimResource, string]] };
    };
    types: { filesystemErrorCode(error: { payload: unknown }): string | undefined };
  };
  return {
    io,
    open: (path) => createFilesystem({ preopens: { '/': path } }).preopens.getDirectories()[0][0],
    errorCode: (error) => types.filesystemErrorCode({ payload: error }),
  };
}

export async function loadSockets(): Promise<ShimSockets> {
  const [io, module] = await Promise.all([loadIo(), import('@bytecodealliance/preview2-shim/sockets')]);
  interface Interfaces {
    readonly instanceNetwork: { instanceNetwork(): object };
    readonly ipNameLookup: { readonly resolveAddresses: ShimSockets['resolveAddresses'] };
    readonly tcpCreateSocket: { createTcpSocket(family: string): ShimResource };
    readonly udpCreateSocket: { createUdpSocket(family: string): ShimResource };
  }
  const own = module as unknown as Interfaces & {
    createSockets?(options: { enableNetwork: boolean }): Interfaces;
  };
  // For browsers the shim has one set for all, in which every call is refused.
  const interfaces = own.createSockets?.({ enableNetwork: true }) ?? own;
  return {
    io,
    network: () => interfaces.instanceNetwork.instanceNetwork(),
    createTcpSocket: (family) => interfaces.tcpCreateSocket.createTcpSocket(family),
    createUdpSocket: (family) => interfaces.udpCreateSocket.createUdpSocket(family),
    resolveAddresses: (network, name) => interfaces.ipNameLookup.resolveAddresses(network, name),
  };
}

export async function loadHttp(): Promise<ShimHttp> {
  const [io, module] = await Promise.all([loadIo(), import('@bytecodealliance/preview2-shim/http')]);
  const { types, outgoingHandler } = module as unknown as {
    types: ShimHttp['types'];
    outgoingHandler: { handle: ShimHttp['handle'] };
  };
  return { io, types, handle: (request, options) => outgoingHandler.handle(request, options) };
}

async function loadIo(): Promise<ShimIo> {
  const [io, clocks] = await Promise.all([
    import('@bytecodealliance/preview2-shim/io'),
    import('@bytecodealliance/preview2-shim/clocks'),
  ]);
  const { poll } = io as unknown as { poll: { poll: ShimIo['poll'] } };
  const { monotonicClock } = clocks as unknown as {
    monotonicClock: { subscribeDuration(nanoseconds: bigint): ShimPollable };
  };
  return {
    poll: (pollables) => poll.poll(pollables),
    subscribeDuration: (nanoseconds) => monotonicClock.subscribeDuration(nanoseconds),
  };
}
