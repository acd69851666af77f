import { describe, expect, it } from 'vitest';
import { WasiTrap } from '../../host/index.js';
import { call, errorOf, wasiFor, type WasiObject } from '../support/wasi.js';

const text = new TextEncoder();

type Constructor = new (...values: readonly unknown[]) => WasiObject;

const wasi = await wasiFor({});
const { Fields, OutgoingRequest, OutgoingResponse, OutgoingBody } = wasi.imports[
  'wasi:http/types'
] as Readonly<Record<'Fields' | 'OutgoingRequest' | 'OutgoingResponse' | 'OutgoingBody', Constructor>>;

function fields(...entries: readonly (readonly [string, string])[]): WasiObject {
  return call(
    Fields as unknown as WasiObject,
    'fromList',
    entries.map(([name, value]) => [name, text.encode(value)]),
  ) as WasiObject;
}

describe('fields', () => {
  it('keep names in lower case, and values of one name together', () => {
    const headers = fields(['Set-Cookie', 'a'], ['X-Other', 'b'], ['set-cookie', 'c']);
    expect(call(headers, 'entries')).toEqual([
      ['set-cookie', text.encode('a')],
      ['set-cookie', text.encode('c')],
      ['x-other', text.encode('b')],
    ]);
    expect(call(headers, 'get', 'SET-COOKIE')).toHaveLength(2);
    call(headers, 'set', 'x-other', [text.encode('d')]);
    call(headers, 'delete', 'Set-Cookie');
    expect([call(headers, 'has', 'set-cookie'), call(headers, 'get', 'x-other')]).toEqual([
      false,
      [text.encode('d')],
    ]);
  });

  it.each([
    ['a b', 'v', 'invalid-syntax'],
    ['', 'v', 'invalid-syntax'],
    ['x', 'a\r\nset-cookie: b', 'invalid-syntax'],
    ['x', 'a\0', 'invalid-syntax'],
    ['Host', 'v', 'forbidden'],
    ['transfer-encoding', 'chunked', 'forbidden'],
  ])('refuse %j: %j', (name, value, tag) => {
    expect(errorOf(() => fields([name, value]))).toEqual({ tag });
  });

  it('of a message cannot be changed, nor those of the guest change a message', () => {
    const headers = fields(['a', '1']);
    const response = new OutgoingResponse(headers);
    call(headers, 'append', 'b', text.encode('2'));
    expect(call(call(response, 'headers') as WasiObject, 'entries')).toHaveLength(1);
    expect(errorOf(() => call(call(response, 'headers') as WasiObject, 'delete', 'a'))).toEqual({
      tag: 'immutable',
    });
  });
});

describe('a message', () => {
  it.each([
    ['setMethod', { tag: 'other', val: 'GE T' }],
    ['setPathWithQuery', '/a b'],
    ['setPathWithQuery', '/a\r\nHost: evil'],
    ['setScheme', { tag: 'other', val: 'a b' }],
    ['setAuthority', 'host:99999'],
    ['setAuthority', 'user@host'],
    ['setAuthority', 'host/path'],
  ])('refuses %s %j', (method, value) => {
    expect(errorOf(() => call(new OutgoingRequest(fields()), method, value))).toBeUndefined();
  });

  it('gives its body once', () => {
    const response = new OutgoingResponse(fields());
    const body = call(response, 'body') as WasiObject;
    call(body, 'write');
    expect(errorOf(() => call(response, 'body'))).toBeUndefined();
    expect(errorOf(() => call(body, 'write'))).toBeUndefined();
  });

  it('has a body that outlives its stream', () => {
    const body = call(new OutgoingResponse(fields()), 'body') as WasiObject;
    const stream = call(body, 'write') as Disposable;
    const finish = (): unknown => call(OutgoingBody as unknown as WasiObject, 'finish', body, undefined);
    expect(finish).toThrow(expect.objectContaining({ code: 'stream-alive' }));
    expect(() => (body as unknown as Disposable)[Symbol.dispose]()).toThrow(WasiTrap);
    stream[Symbol.dispose]();
    expect(finish()).toBeUndefined();
  });

  it('is as long as it says', () => {
    const body = call(new OutgoingResponse(fields(['content-length', '4'])), 'body') as WasiObject;
    const stream = call(body, 'write') as WasiObject;
    call(stream, 'blockingWriteAndFlush', text.encode('123'));
    expect(errorOf(() => call(stream, 'blockingWriteAndFlush', text.encode('45')))).toMatchObject({
      tag: 'last-operation-failed',
    });
    const short = call(new OutgoingResponse(fields(['content-length', '4'])), 'body');
    expect(errorOf(() => call(OutgoingBody as unknown as WasiObject, 'finish', short, undefined))).toEqual({
      tag: 'HTTP-response-body-size',
      val: 0n,
    });
  });
});
