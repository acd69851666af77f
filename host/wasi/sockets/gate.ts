import { WasiError, WasiTrap } from '../core/errors.js';
import type { WasiInstance } from '../instance/instance.js';
import { bytesOf, type IpAddress, type IpSocketAddress, socketAddressText } from '../policy/ip.js';
import { allowsAddress, portsOfName } from '../policy/rules.js';

/** What the policy of an instance says of addresses and names. */
export class SocketGate {
  readonly #instance: WasiInstance;
  /** Addresses that names stand for which may be looked up, and the ports for which they may be used. */
  readonly #found = new Map<string, Set<number | null>>();

  constructor(instance: WasiInstance) {
    this.#instance = instance;
  }

  /** @throws WasiError `access-denied` */
  checkAddress(operation: string, address: IpSocketAddress): void {
    const { grants } = this.#instance;
    const ip = { tag: address.tag, val: address.val.address } as IpAddress;
    const { port } = address.val;
    const ports = this.#found.get(bytesOf(ip).join('.'));
    if (allowsAddress(grants.net, ip, port) || ports?.has(port) === true || ports?.has(null) === true) return;
    this.refuse(operation, socketAddressText(address));
  }

  /** The ports for which addresses of `name` may be used. @throws WasiError `access-denied` */
  checkName(operation: string, name: string): readonly (number | null)[] {
    const ports = portsOfName(this.#instance.grants.net, name);
    if (ports.length === 0) this.refuse(operation, name);
    return ports;
  }

  /** Remembers that `address` is one of a name that may be used for `ports`. */
  found(address: IpAddress, ports: readonly (number | null)[]): void {
    const key = bytesOf(address).join('.');
    const known = this.#found.get(key) ?? new Set();
    ports.forEach((port) => known.add(port));
    this.#found.set(key, known);
  }

  refuse(operation: string, subject: string): never {
    this.#instance.denials.add('net', `wasi:sockets/${operation}`, subject, 'access-denied');
    throw new WasiError('access-denied');
  }
}

/** Calls the shim; what it throws becomes an `error-code` of `wasi:sockets/network`. */
export function socketCall<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof WasiError || error instanceof WasiTrap) throw error;
    if (typeof error === 'string') throw new WasiError(error);
    if (error instanceof Error && 'code' in error) throw new WasiError(networkCode(error.code) ?? 'unknown');
    throw new WasiTrap('unexpected-failure', { cause: error });
  }
}

const CODES: ReadonlyMap<unknown, string> = new Map([
  ['EACCES', 'access-denied'],
  ['EPERM', 'access-denied'],
  ['ECONNREFUSED', 'connection-refused'],
  ['ECONNRESET', 'connection-reset'],
  ['ECONNABORTED', 'connection-aborted'],
  ['ETIMEDOUT', 'timeout'],
  ['EADDRINUSE', 'address-in-use'],
  ['EADDRNOTAVAIL', 'address-not-bindable'],
  ['ENETUNREACH', 'remote-unreachable'],
  ['EHOSTUNREACH', 'remote-unreachable'],
  ['EMSGSIZE', 'datagram-too-large'],
  ['EMFILE', 'new-socket-limit'],
]);

/** The `error-code` of `wasi:sockets/network` for an error of the system. */
export function networkCode(code: unknown): string | undefined {
  return CODES.get(code);
}
