import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Denial } from '../../host/index.js';
import { type RunningServer, serveComponent } from '../../node/index.js';
import { inRepository } from '../support/repository.js';
import { guestComponent } from '../support/wasi-guest.js';

/** The code of threads, as one module: threads know nothing of TypeScript. */
const { bundleForNode } = (await import(inRepository('scripts', 'bundle.mjs'))) as {
  bundleForNode(entry: string): Promise<string>;
};

const ended: { trap: string | null; denials: readonly Denial[] }[] = [];
let server: RunningServer;

beforeAll(async () => {
  const file = { path: 'echo.wasm', bytes: Uint8Array.from(await guestComponent('echo')) };
  const started = await serveComponent(
    { file, policy: {}, limits: { timeout: 20_000 } },
    {
      host: '127.0.0.1',
      port: 0,
      worker: await bundleForNode('node/worker.ts'),
      onEnd: (trap, denials) => ended.push({ trap, denials }),
    },
  );
  if (!('close' in started)) throw new Error(started.map(({ message }) => message).join('; '));
  server = started;
});
afterAll(() => server.close());

interface Answer {
  readonly status: number | undefined;
  readonly headers: readonly string[];
  readonly body: string;
  readonly trailers: readonly string[];
}

async function ask(path: string, body: string | Buffer, options: RequestOptions = {}): Promise<Answer> {
  const request = httpRequest(new URL(path, server.address), { method: 'POST', ...options });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return {
    status: response.statusCode,
    headers: response.rawHeaders,
    body: Buffer.concat(chunks).toString(),
    trailers: response.rawTrailers,
  };
}

describe('a component that is served', () => {
  it('answers with status, fields in order, and content', async () => {
    const { status, headers, body } = await ask('/', 'content');
    expect([status, body]).toEqual([201, 'content']);
    expect(headers.slice(0, 6)).toEqual(['x-echo', 'one', 'x-echo', 'two', 'trailer', 'x-end']);
    expect(headers).not.toContain('Connection');
  });

  it('sends trailers to a client that takes them', async () => {
    expect((await ask('/', '', { headers: { te: 'trailers' } })).trailers).toEqual(['x-end', 'yes']);
    expect((await ask('/', '')).trailers).toEqual([]);
  });

  it('passes on more than there is room for at once', async () => {
    const content = Buffer.alloc(3_000_000, 'x');
    expect((await ask('/', content)).body).toHaveLength(content.length);
  });

  it('answers while the request is still coming', async () => {
    const request = httpRequest(new URL('/', server.address), { method: 'POST' });
    request.write('first');
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(String((await once(response, 'data'))[0])).toBe('first');
    request.write('second');
    expect(String((await once(response, 'data'))[0])).toBe('second');
    request.end();
    await once(response, 'end');
  });

  it('answers several at once, each by an instance of its own', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => ask('/', `body ${i}`)));
    expect(answers.map(({ body }) => body)).toEqual(Array.from({ length: 20 }, (_, i) => `body ${i}`));
  });

  it('has no content for HEAD, and then announces no trailers', async () => {
    const { status, headers, body } = await ask('/', '', { method: 'HEAD' });
    expect([status, body]).toEqual([201, '']);
    expect(headers).not.toContain('trailer');
  });

  it.each(['/trap', '/no-response'])(
    'is answered for with 500 where it gives no response, and goes on: %s',
    async (path) => {
      const { status, headers } = await ask(path, 'x');
      expect(status).toBe(500);
      expect(headers).toContain('content-length');
      expect((await ask('/', 'alive')).body).toBe('alive');
    },
  );

  it('takes the rest of a request that nobody reads, behind which stands the next', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const asked = await Promise.all([
      ask('/trap', Buffer.alloc(3_000_000), { agent }),
      ask('/', 'alive', { agent }),
    ]);
    expect(asked.map(({ status }) => status)).toEqual([500, 201]);
    agent.destroy();
  });

  it('says that the connection ends where the client wants that', async () => {
    expect((await ask('/', '', { headers: { connection: 'close' } })).headers).toContain('Connection');
  });

  it('breaks the connection where it traps behind the head', async () => {
    await expect(ask('/half', 'x')).rejects.toThrow('aborted');
    await vi.waitFor(() => {
      expect(ended.at(-1)?.trap).toContain('unreachable');
    });
  });

  it('goes on where a client goes away', async () => {
    const request = httpRequest(new URL('/', server.address), { method: 'POST' });
    request.write('half');
    await once(request, 'response');
    request.on('error', () => undefined).destroy();
    expect((await ask('/', 'alive')).body).toBe('alive');
  });

  it('says what it was refused', async () => {
    ended.length = 0;
    await ask('/ask', '');
    await vi.waitFor(() => {
      expect(ended.flatMap(({ denials }) => denials)).toMatchObject([{ capability: 'env', answer: 'empty' }]);
    });
  });
});

describe('a server that cannot be started', () => {
  it('says so for a component of another kind, and for an address that is taken', async () => {
    const hello = { path: 'hello.wasm', bytes: Uint8Array.from(await guestComponent('hello')) };
    const echo = { path: 'echo.wasm', bytes: Uint8Array.from(await guestComponent('echo')) };
    const options = { host: '127.0.0.1', port: Number(new URL(server.address).port), onEnd: () => undefined };
    expect(await serveComponent({ file: hello, policy: {}, limits: {} }, options)).toMatchObject([
      { code: 'run/no-command' },
    ]);
    expect(await serveComponent({ file: echo, policy: {}, limits: {} }, options)).toMatchObject([
      { code: 'run/cannot-listen' },
    ]);
  });
});
