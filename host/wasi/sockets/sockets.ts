import type { InterfaceObject, WasiInstance } from '../instance/instance.js';
import { IoError } from '../io/error.js';
import type { IpAddress } from '../policy/ip.js';
import { loadSockets, type ShimSockets } from '../shim/shim.js';
import { socketCall, SocketGate } from './gate.js';
import { SocketResource, type Sockets } from './socket-resource.js';
import { TcpSocket } from './tcp-socket.js';
import { IncomingDatagramStream, OutgoingDatagramStream, UdpSocket } from './udp-socket.js';

/** `wasi:sockets/network.network`: what a guest must show to use an address. What it may use, the gate knows. */
class Network {
  readonly kind = 'network';
}

/** `wasi:sockets/ip-name-lookup.resolve-address-stream` */
class ResolveAddressStream extends SocketResource {
  #ports: readonly (number | null)[] = [];

  static of(sockets: Sockets, name: string, ports: readonly (number | null)[]): ResolveAddressStream {
    const inner = socketCall(() => sockets.shim.resolveAddresses(sockets.network, name));
    const stream = new ResolveAddressStream(sockets, inner);
    stream.#ports = ports;
    return stream;
  }

  resolveNextAddress(): IpAddress | undefined {
    const address = this.call('resolveNextAddress') as IpAddress | undefined;
    if (address !== undefined) this.sockets.gate.found(address, this.#ports);
    return address;
  }
}

/** `wasi:sockets`. The shim is loaded only where there is a rule that lets something through. */
export async function sockets(instance: WasiInstance): Promise<Record<string, InterfaceObject>> {
  const { grants, handles } = instance;
  const gate = new SocketGate(instance);
  const shim: ShimSockets | null = grants.net.length === 0 ? null : await loadSockets();
  const parts: Sockets | null = shim === null ? null : { shim, gate, handles, network: shim.network() };
  return {
    'wasi:sockets/network': {
      Network,
      networkErrorCode: (error: IoError): string | undefined => IoError.failureOf(error).network,
    },
    'wasi:sockets/instance-network': { instanceNetwork: () => new Network() },
    'wasi:sockets/ip-name-lookup': {
      ResolveAddressStream,
      resolveAddresses(_network: Network, name: string): ResolveAddressStream {
        const operation = 'ip-name-lookup#resolve-addresses';
        const ports = gate.checkName(operation, name);
        return parts === null ? gate.refuse(operation, name) : ResolveAddressStream.of(parts, name, ports);
      },
    },
    'wasi:sockets/tcp': { TcpSocket },
    'wasi:sockets/tcp-create-socket': {
      createTcpSocket(family: string): TcpSocket {
        if (parts === null) return gate.refuse('tcp-create-socket#create-tcp-socket', family);
        return new TcpSocket(
          parts,
          socketCall(() => parts.shim.createTcpSocket(family)),
        );
      },
    },
    'wasi:sockets/udp': { UdpSocket, IncomingDatagramStream, OutgoingDatagramStream },
    'wasi:sockets/udp-create-socket': {
      createUdpSocket(family: string): UdpSocket {
        if (parts === null) return gate.refuse('udp-create-socket#create-udp-socket', family);
        return new UdpSocket(
          parts,
          socketCall(() => parts.shim.createUdpSocket(family)),
        );
      },
    },
  };
}
