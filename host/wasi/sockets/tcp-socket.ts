import type { InputStream } from '../io/input-stream.js';
import type { OutputStream } from '../io/output-stream.js';
import type { IpSocketAddress } from '../policy/ip.js';
import type { ShimResource } from '../shim/shim.js';
import { Socket } from './socket-resource.js';

/** `wasi:sockets/tcp.tcp-socket` */
export class TcpSocket extends Socket {
  startBind(_network: object, localAddress: IpSocketAddress): void {
    this.sockets.gate.checkAddress('tcp#tcp-socket.start-bind', localAddress);
    this.call('startBind', this.sockets.network, localAddress);
  }

  startConnect(_network: object, remoteAddress: IpSocketAddress): void {
    this.sockets.gate.checkAddress('tcp#tcp-socket.start-connect', remoteAddress);
    this.call('startConnect', this.sockets.network, remoteAddress);
  }

  finishConnect(): [InputStream, OutputStream] {
    const [input, output] = this.call('finishConnect') as [unknown, unknown];
    return [this.input(input), this.output(output)];
  }

  startListen(): void {
    this.call('startListen');
  }

  finishListen(): void {
    this.call('finishListen');
  }

  accept(): [TcpSocket, InputStream, OutputStream] {
    const [socket, input, output] = this.call('accept') as [ShimResource, unknown, unknown];
    return [new TcpSocket(this.sockets, socket), this.input(input), this.output(output)];
  }

  isListening(): unknown {
    return this.call('isListening');
  }

  setListenBacklogSize(value: bigint): void {
    this.call('setListenBacklogSize', value);
  }

  keepAliveEnabled(): unknown {
    return this.call('keepAliveEnabled');
  }

  setKeepAliveEnabled(value: boolean): void {
    this.call('setKeepAliveEnabled', value);
  }

  keepAliveIdleTime(): unknown {
    return this.call('keepAliveIdleTime');
  }

  setKeepAliveIdleTime(value: bigint): void {
    this.call('setKeepAliveIdleTime', value);
  }

  keepAliveInterval(): unknown {
    return this.call('keepAliveInterval');
  }

  setKeepAliveInterval(value: bigint): void {
    this.call('setKeepAliveInterval', value);
  }

  keepAliveCount(): unknown {
    return this.call('keepAliveCount');
  }

  setKeepAliveCount(value: number): void {
    this.call('setKeepAliveCount', value);
  }

  hopLimit(): unknown {
    return this.call('hopLimit');
  }

  setHopLimit(value: number): void {
    this.call('setHopLimit', value);
  }

  shutdown(shutdownType: string): void {
    this.call('shutdown', shutdownType);
  }
}
