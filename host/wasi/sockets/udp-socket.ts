import type { IpSocketAddress } from '../policy/ip.js';
import type { ShimResource } from '../shim/shim.js';
import { Socket, SocketResource } from './socket-resource.js';

/** `wasi:sockets/udp.udp-socket` */
export class UdpSocket extends Socket {
  startBind(_network: object, localAddress: IpSocketAddress): void {
    this.sockets.gate.checkAddress('udp#udp-socket.start-bind', localAddress);
    this.call('startBind', this.sockets.network, localAddress);
  }

  stream(remoteAddress: IpSocketAddress | undefined): [IncomingDatagramStream, OutgoingDatagramStream] {
    if (remoteAddress !== undefined) this.sockets.gate.checkAddress('udp#udp-socket.stream', remoteAddress);
    const [incoming, outgoing] = this.call('stream', remoteAddress) as [ShimResource, ShimResource];
    return [
      new IncomingDatagramStream(this.sockets, incoming),
      new OutgoingDatagramStream(this.sockets, outgoing),
    ];
  }

  unicastHopLimit(): unknown {
    return this.call('unicastHopLimit');
  }

  setUnicastHopLimit(value: number): void {
    this.call('setUnicastHopLimit', value);
  }
}

/** `wasi:sockets/udp.incoming-datagram-stream` */
export class IncomingDatagramStream extends SocketResource {
  receive(maxResults: bigint): unknown {
    return this.call('receive', maxResults);
  }
}

/** `wasi:sockets/udp.outgoing-datagram` */
interface OutgoingDatagram {
  readonly data: Uint8Array;
  readonly remoteAddress?: IpSocketAddress | undefined;
}

/** `wasi:sockets/udp.outgoing-datagram-stream` */
export class OutgoingDatagramStream extends SocketResource {
  checkSend(): unknown {
    return this.call('checkSend');
  }

  send(datagrams: readonly OutgoingDatagram[]): unknown {
    for (const { remoteAddress } of datagrams) {
      if (remoteAddress === undefined) continue;
      this.sockets.gate.checkAddress('udp#outgoing-datagram-stream.send', remoteAddress);
    }
    return this.call('send', datagrams);
  }
}
