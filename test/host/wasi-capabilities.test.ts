import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  CapabilityDenied,
  Exit,
  type ByteSink,
  type ByteSource,
  READY,
  wasiImports,
} from '../../host/index.js';
import { call, errorOf, type TestWasi, wasiFor, type WasiObject } from '../support/wasi.js';

const text = new TextEncoder();
const opened: { close(): void }[] = [];
afterEach(() => opened.splice(0).forEach((one) => one.close()));

/** A sink that keeps what is written to it. */
function recorder(): { readonly sink: ByteSink; written(): string } {
  let written = '';
  const sink: ByteSink = {
    room: READY,
    permit: () => 4096,
    write: (bytes) => void (written += new TextDecoder().decode(bytes)),
    flush: () => undefined,
  };
  return { sink, written: () => written };
}

function sourceOf(content: string): ByteSource {
  let rest = text.encode(content);
  return {
    arrival: READY,
    read(max) {
      const bytes = rest.subarray(0, max);
      rest = rest.subarray(max);
      return bytes.length === 0 ? null : bytes;
    },
  };
}

describe('the environment', () => {
  it('is empty by default, whatever the host has', async () => {
    vi.stubEnv('SECRET', 'of the host');
    const wasi = await wasiFor({});
    const environment = wasi.of('wasi:cli/environment');
    expect(call(environment, 'getEnvironment')).toEqual([]);
    expect(call(environment, 'getArguments')).toEqual([]);
    expect(call(environment, 'initialCwd')).toBeUndefined();
    expect(wasi.refused()).toEqual([
      'env: wasi:cli/environment#get-environment',
      'args: wasi:cli/environment#get-arguments',
    ]);
  });

  it('holds the variables that are given or passed on, and no other', async () => {
    vi.stubEnv('SECRET', 'of the host');
    vi.stubEnv('PASSED', 'on');
    const wasi = await wasiFor({ env: { MODE: 'test' }, inheritEnv: ['PASSED', 'MISSING'] });
    expect(call(wasi.of('wasi:cli/environment'), 'getEnvironment')).toEqual([
      ['PASSED', 'on'],
      ['MODE', 'test'],
    ]);
  });

  it('has arguments without variables, and the other way round', async () => {
    const withArgs = (await wasiFor({ args: ['a', 'b'] })).of('wasi:cli/environment');
    expect([call(withArgs, 'getArguments'), call(withArgs, 'getEnvironment')]).toEqual([['a', 'b'], []]);
    const withEnv = (await wasiFor({ env: { A: '1' } })).of('wasi:cli/environment');
    expect([call(withEnv, 'getArguments'), call(withEnv, 'getEnvironment')]).toEqual([[], [['A', '1']]]);
  });
});

describe('exit', () => {
  it('ends the instance by a typed error, and not the process', async () => {
    const ended = vi.spyOn(process, 'exit');
    const exit = (await wasiFor({})).of('wasi:cli/exit');
    expect(() => call(exit, 'exit', { tag: 'ok' })).toThrow(new Exit(0));
    expect(() => call(exit, 'exit', { tag: 'err' })).toThrow(new Exit(1));
    expect(() => call(exit, 'exitWithCode', 42)).toThrow(new Exit(42));
    expect(ended).not.toHaveBeenCalled();
  });
});

describe('the standard streams', () => {
  it.each(['Stdout', 'Stderr'])('%s is refused by default, with an error that says so', async (name) => {
    const key = name.toLowerCase();
    const { sink, written } = recorder();
    const wasi = await wasiFor({}, { [key]: () => sink });
    const stream = call(wasi.of(`wasi:cli/${key}`), `get${name}`) as WasiObject;
    const error = errorOf(() => call(stream, 'blockingWriteAndFlush', text.encode('x'))) as {
      tag: string;
      val: WasiObject;
    };
    expect([error.tag, call(error.val, 'toDebugString')]).toEqual([
      'last-operation-failed',
      `\`${key}\` was not given to this instance`,
    ]);
    expect(errorOf(() => call(stream, 'checkWrite'))).toEqual({ tag: 'closed' });
    expect([written(), wasi.refused()]).toEqual(['', [`${key}: wasi:cli/${key}#get-${key}`]]);
  });

  it('stdin is refused by default', async () => {
    const wasi = await wasiFor({}, { stdin: () => sourceOf('secret') });
    const stream = call(wasi.of('wasi:cli/stdin'), 'getStdin') as WasiObject;
    expect(errorOf(() => call(stream, 'blockingRead', 10n))).toMatchObject({ tag: 'last-operation-failed' });
    expect(wasi.refused()).toEqual(['stdin: wasi:cli/stdin#get-stdin']);
  });

  it('are given one by one', async () => {
    const { sink, written } = recorder();
    const wasi = await wasiFor({ stdio: ['stdout'] }, { stdout: () => sink, stderr: () => sink });
    const stdout = call(wasi.of('wasi:cli/stdout'), 'getStdout') as WasiObject;
    call(stdout, 'blockingWriteAndFlush', text.encode('out'));
    const stderr = call(wasi.of('wasi:cli/stderr'), 'getStderr') as WasiObject;
    expect(errorOf(() => call(stderr, 'checkWrite'))).toMatchObject({ tag: 'last-operation-failed' });
    expect(written()).toBe('out');
  });

  it('are terminals only where they are given and are some', async () => {
    const isTerminal = (name: string): boolean => name !== 'stderr';
    const wasi = await wasiFor({ stdio: ['stdout', 'stderr'] }, { isTerminal });
    expect(call(wasi.of('wasi:cli/terminal-stdin'), 'getTerminalStdin')).toBeUndefined();
    expect(call(wasi.of('wasi:cli/terminal-stdout'), 'getTerminalStdout')).toBeDefined();
    expect(call(wasi.of('wasi:cli/terminal-stderr'), 'getTerminalStderr')).toBeUndefined();
  });
});

describe('clocks and randomness', () => {
  const calls = [
    ['clocks', 'wasi:clocks/wall-clock', 'now'],
    ['clocks', 'wasi:clocks/wall-clock', 'resolution'],
    ['clocks', 'wasi:clocks/monotonic-clock', 'now'],
    ['clocks', 'wasi:clocks/monotonic-clock', 'resolution'],
    ['clocks', 'wasi:clocks/monotonic-clock', 'subscribeInstant', 0n],
    ['clocks', 'wasi:clocks/monotonic-clock', 'subscribeDuration', 0n],
    ['clocks', 'wasi:clocks/timezone', 'display', {}],
    ['clocks', 'wasi:clocks/timezone', 'utcOffset', {}],
    ['random', 'wasi:random/random', 'getRandomBytes', 4n],
    ['random', 'wasi:random/random', 'getRandomU64'],
    ['random', 'wasi:random/insecure', 'getInsecureRandomBytes', 4n],
    ['random', 'wasi:random/insecure', 'getInsecureRandomU64'],
    ['random', 'wasi:random/insecure-seed', 'insecureSeed'],
  ] as const;

  it.each(calls)(
    '%s: %s %s ends a guest that was not given it',
    async (capability, name, method, ...values) => {
      const others = { clocks: capability !== 'clocks', random: capability !== 'random' };
      const wasi = await wasiFor(others);
      expect(() => call(wasi.of(name), method, ...values)).toThrow(CapabilityDenied);
      expect(wasi.denied()).toMatchObject([{ capability, answer: 'trap' }]);
    },
  );

  it.each(calls)('%s: %s %s works alone', async (capability, name, method, ...values) => {
    const wasi = await wasiFor({ [capability]: true });
    expect(call(wasi.of(name), method, ...values)).toBeDefined();
    expect(wasi.denied()).toEqual([]);
  });

  it('give as many random bytes as are asked for, within reason', async () => {
    const random = (await wasiFor({ random: true })).of('wasi:random/random');
    expect(call(random, 'getRandomBytes', 200_000n)).toHaveLength(200_000);
    expect(() => call(random, 'getRandomBytes', 2n ** 40n)).toThrow('more random bytes');
  });

  it('wait for the first of several times', async () => {
    const wasi = await wasiFor({ clocks: true });
    const clock = wasi.of('wasi:clocks/monotonic-clock');
    const before = call(clock, 'now') as bigint;
    const late = call(clock, 'subscribeDuration', 60_000_000_000n);
    const soon = call(clock, 'subscribeDuration', 5_000_000n);
    expect(call(wasi.of('wasi:io/poll'), 'poll', [late, soon])).toEqual(Uint32Array.of(1));
    expect((call(clock, 'now') as bigint) - before).toBeGreaterThanOrEqual(5_000_000n);
  });
});

/** A server that says `hi` to everyone, in a thread of its own: a guest that waits blocks this one. */
async function greeter(): Promise<number> {
  const code = `
    const { parentPort } = require('node:worker_threads');
    const server = require('node:net').createServer((socket) => socket.end('hi'));
    server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
  `;
  const thread = new Worker(code, { eval: true });
  opened.push({ close: () => void thread.terminate() });
  return await new Promise((resolve) => thread.once('message', resolve));
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(server);
  return (server.address() as AddressInfo).port;
}

const LOCAL = [127, 0, 0, 1];
const at = (port: number): object => ({ tag: 'ipv4', val: { port, address: LOCAL } });

/** Connects as a guest does, and reads to the end. */
function talk(wasi: TestWasi, address: object): string {
  const network = call(wasi.of('wasi:sockets/instance-network'), 'instanceNetwork');
  const socket = call(wasi.of('wasi:sockets/tcp-create-socket'), 'createTcpSocket', 'ipv4') as WasiObject;
  call(socket, 'startConnect', network, address);
  call(call(socket, 'subscribe') as WasiObject, 'block');
  const [input] = call(socket, 'finishConnect') as [WasiObject];
  let heard = '';
  try {
    for (;;) heard += new TextDecoder().decode(call(input, 'blockingRead', 100n) as Uint8Array);
  } catch {
    return heard;
  }
}

describe('the network', () => {
  it('is refused by default: sockets and names', async () => {
    const wasi = await wasiFor({ http: true });
    const network = call(wasi.of('wasi:sockets/instance-network'), 'instanceNetwork');
    expect(errorOf(() => call(wasi.of('wasi:sockets/tcp-create-socket'), 'createTcpSocket', 'ipv4'))).toBe(
      'access-denied',
    );
    expect(errorOf(() => call(wasi.of('wasi:sockets/udp-create-socket'), 'createUdpSocket', 'ipv6'))).toBe(
      'access-denied',
    );
    expect(
      errorOf(() => call(wasi.of('wasi:sockets/ip-name-lookup'), 'resolveAddresses', network, 'localhost')),
    ).toBe('access-denied');
    expect(wasi.denied().map(({ capability, subject }) => `${capability} ${subject}`)).toEqual([
      'net ipv4',
      'net ipv6',
      'net localhost',
    ]);
    wasi.close();
  });

  it('is open where a rule says so, and nowhere else', async () => {
    const [port, other] = [await greeter(), await greeter()];
    const wasi = await wasiFor({ net: [`127.0.0.1:${port}`] });
    opened.push(wasi);
    expect(talk(wasi, at(port))).toBe('hi');
    expect(errorOf(() => talk(wasi, at(other)))).toBe('access-denied');
    expect(wasi.denied()).toMatchObject([
      { capability: 'net', subject: `127.0.0.1:${other}`, answer: 'access-denied' },
    ]);
  });

  it('lets no socket listen, and no datagram go, to where no rule leads', async () => {
    const wasi = await wasiFor({ net: ['10.0.0.0/8'] });
    opened.push(wasi);
    const network = call(wasi.of('wasi:sockets/instance-network'), 'instanceNetwork');
    const tcp = call(wasi.of('wasi:sockets/tcp-create-socket'), 'createTcpSocket', 'ipv4') as WasiObject;
    expect(errorOf(() => call(tcp, 'startBind', network, at(0)))).toBe('access-denied');
    const udp = call(wasi.of('wasi:sockets/udp-create-socket'), 'createUdpSocket', 'ipv4') as WasiObject;
    expect(errorOf(() => call(udp, 'startBind', network, at(0)))).toBe('access-denied');
    expect(errorOf(() => call(udp, 'stream', at(53)))).toBe('access-denied');
  });

  it('looks up the names of rules, whose addresses may then be used', async () => {
    const port = await greeter();
    const wasi = await wasiFor({ net: [`localhost:${port}`] });
    opened.push(wasi);
    const network = call(wasi.of('wasi:sockets/instance-network'), 'instanceNetwork');
    const names = wasi.of('wasi:sockets/ip-name-lookup');
    expect(errorOf(() => call(names, 'resolveAddresses', network, 'example.com'))).toBe('access-denied');
    expect(errorOf(() => talk(wasi, at(port)))).toBe('access-denied');
    const addresses = call(names, 'resolveAddresses', network, 'localhost') as WasiObject;
    call(call(addresses, 'subscribe') as WasiObject, 'block');
    while (call(addresses, 'resolveNextAddress') !== undefined);
    expect(talk(wasi, at(port))).toBe('hi');
    expect(errorOf(() => talk(wasi, at(port === 1 ? 2 : 1)))).toBe('access-denied');
  });
});

describe('requests', () => {
  async function request(wasi: TestWasi, scheme: string, authority: string): Promise<WasiObject> {
    const { Fields, OutgoingRequest } = wasi.imports['wasi:http/types'] as {
      Fields: new () => object;
      OutgoingRequest: new (headers: object) => WasiObject;
    };
    const sent = new OutgoingRequest(new Fields());
    call(sent, 'setScheme', { tag: scheme });
    call(sent, 'setAuthority', authority);
    call(sent, 'setPathWithQuery', '/path?query');
    return call(wasi.of('wasi:http/outgoing-handler'), 'handle', sent, undefined) as WasiObject;
  }

  it('are refused by default, with the error that says so', async () => {
    const wasi = await wasiFor({ net: true });
    opened.push(wasi);
    await expect(request(wasi, 'HTTPS', 'example.com')).rejects.toMatchObject({
      payload: { tag: 'HTTP-request-denied' },
    });
    expect(wasi.denied()).toMatchObject([{ capability: 'http', subject: 'https://example.com/path?query' }]);
  });

  it('go to the origins of rules, and to no other', async () => {
    const seen: unknown[] = [];
    const server = createHttpServer(({ method, url, headers }, response) => {
      seen.push([method, url, headers.host]);
      response.writeHead(418, { 'x-tea': 'pot' }).end('short and stout');
    });
    const port = await listening(server);
    const wasi = await wasiFor({ http: [`http://127.0.0.1:${port}`] });
    opened.push(wasi);
    await expect(request(wasi, 'HTTPS', `127.0.0.1:${port}`)).rejects.toMatchObject({
      payload: { tag: 'HTTP-request-denied' },
    });
    await expect(request(wasi, 'HTTP', '127.0.0.1')).rejects.toMatchObject({
      payload: { tag: 'HTTP-request-denied' },
    });
    const future = await request(wasi, 'HTTP', `127.0.0.1:${port}`);
    const ready = call(future, 'subscribe') as WasiObject;
    while (call(ready, 'ready') !== true) await new Promise((resolve) => setTimeout(resolve, 5));
    const got = call(future, 'get') as { val: { val: WasiObject } };
    const response = got.val.val;
    expect(call(response, 'status')).toBe(418);
    expect(call(call(response, 'headers') as WasiObject, 'get', 'X-Tea')).toEqual([text.encode('pot')]);
    const body = call(response, 'consume') as WasiObject;
    const stream = call(body, 'stream') as WasiObject;
    expect(new TextDecoder().decode(call(stream, 'blockingRead', 100n) as Uint8Array)).toBe(
      'short and stout',
    );
    expect(seen).toEqual([['GET', '/path?query', `127.0.0.1:${port}`]]);
  });
});

describe('instances', () => {
  it('see nothing of each other, whatever their policies', async () => {
    const { sink, written } = recorder();
    const one = await wasiFor(
      { args: ['one'], env: { A: '1' }, stdio: true, clocks: true, random: true, net: ['127.0.0.1'] },
      { stdout: () => sink },
    );
    const other = await wasiFor({ args: ['other'] }, { stdout: () => sink });
    opened.push(one, other);
    expect(call(other.of('wasi:cli/environment'), 'getEnvironment')).toEqual([]);
    expect(call(one.of('wasi:cli/environment'), 'getArguments')).toEqual(['one']);
    expect(call(other.of('wasi:cli/environment'), 'getArguments')).toEqual(['other']);
    call(
      call(one.of('wasi:cli/stdout'), 'getStdout') as WasiObject,
      'blockingWriteAndFlush',
      text.encode('1'),
    );
    expect(
      errorOf(() => call(call(other.of('wasi:cli/stdout'), 'getStdout') as WasiObject, 'checkWrite')),
    ).toBeDefined();
    expect(written()).toBe('1');
    expect(() => call(other.of('wasi:clocks/wall-clock'), 'now')).toThrow(CapabilityDenied);
    expect(errorOf(() => call(other.of('wasi:sockets/tcp-create-socket'), 'createTcpSocket', 'ipv4'))).toBe(
      'access-denied',
    );
    expect(one.denied()).toEqual([]);
    expect(other.refused()).toHaveLength(4);
  });

  it('of one policy have a seed each', async () => {
    const [one, other] = [await wasiFor({ random: true }), await wasiFor({ random: true })];
    const seedOf = (wasi: TestWasi): unknown => call(wasi.of('wasi:random/insecure-seed'), 'insecureSeed');
    expect(seedOf(one)).toEqual(seedOf(one));
    expect(seedOf(one)).not.toEqual(seedOf(other));
  });

  it('cannot change what another is given by the lists that they get', async () => {
    const wasi = await wasiFor({ args: ['a'], env: { A: '1' } });
    const environment = wasi.of('wasi:cli/environment');
    (call(environment, 'getArguments') as string[]).push('b');
    (call(environment, 'getEnvironment') as string[][]).pop();
    expect([call(environment, 'getArguments'), call(environment, 'getEnvironment')]).toEqual([
      ['a'],
      [['A', '1']],
    ]);
  });
});

describe('what was refused', () => {
  it('is counted, and does not grow without end', async () => {
    const wasi = await wasiFor({ net: ['10.0.0.1'] });
    opened.push(wasi);
    const network = call(wasi.of('wasi:sockets/instance-network'), 'instanceNetwork');
    const names = wasi.of('wasi:sockets/ip-name-lookup');
    for (let i = 0; i < 3; i += 1) errorOf(() => call(names, 'resolveAddresses', network, 'same'));
    for (let i = 0; i < 2000; i += 1) errorOf(() => call(names, 'resolveAddresses', network, `host-${i}`));
    errorOf(() => call(names, 'resolveAddresses', network, 'x'.repeat(10_000)));
    expect(wasi.denied()[0]).toMatchObject({ subject: 'same', count: 3 });
    expect(wasi.denied()).toHaveLength(1000);
  });
});

describe('a host without directories', () => {
  it('has the rest, and refuses a policy that gives one', async () => {
    const wasi = await wasiImports({ random: true });
    expect(Object.keys(wasi.imports)).toContain('wasi:filesystem/types');
    await expect(wasiImports({ dirs: ['/'] })).rejects.toThrow('this host has no directories');
  });
});
