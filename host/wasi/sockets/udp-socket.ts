import type { IpSocketAddress } from '../policy/ip.js';
import type { ShimResource } from '../shim/shim.js';
import { SocketResource } from './socket-resource.js';

/** `wasi:sockets/udp.udp-socket` */
export class UdpSocket extends SocketResource {
  startBind(_network: object, localAddress: IpSocketAddress): void {
    this.sockets.gate.checkAddress('udp#udp-socket.start-bind', localAddress);
    this.call('startBind', this.sockets.network, localAddress);
  }

  finishBind(): void {
    this.call('finishBind');
  }

  stream(remoteAddress: IpSocketAddress | undefined): [IncomingDatagramStream, OutgoingDatagramStream] {
    if (remoteAddress !== undefined) this.sockets.gate.checkAddress('udp#udp-socket.stream', remoteAddress);
    const [incoming, outgoing] = this.call('stream', remoteAddress) as [ShimResource, ShimResource];
    return [
      new IncomingDatagramStream(this.sockets, incoming),
      new OutgoingDatagramStream(this.sockets, outgoing),
    ];
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

  unicastHopLimit(): unknown {
    return this.call('unicastHopLimit');
  }

  setUnicastHopLimit(value: number): void {
    this.call('setUnicastHopLimit', value);
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
