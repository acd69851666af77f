import type { RawRequest } from './raw-client.js';

/** What is asked on one connection. */
export interface Probe {
  readonly name: string;
  /** One after the other: each is sent when the one before it is answered. */
  readonly requests: readonly RawRequest[];
  /** All are sent at once. */
  readonly isPipelined: boolean;
  /** What is said of the connection is compared, and whether the server ends it. */
  readonly isOfConnection: boolean;
}

type Fields = Readonly<Record<string, string | readonly string[]>>;

interface Given {
  readonly fields?: Fields;
  readonly content?: string | Uint8Array | readonly Uint8Array[];
  readonly chunked?: true;
  readonly trailers?: Fields;
  readonly version?: '1.0';
  readonly host?: string | null;
  readonly waits?: true;
}

function ask(method: string, target: string, given: Given = {}): RawRequest {
  const { fields = {}, content = '', trailers, version = '1.1', host = 'example.test:8080' } = given;
  const pieces = typeof content === 'string' ? [Buffer.from(content)] : [content].flat();
  return {
    method,
    target,
    version,
    headers: [...listed(host === null ? {} : { host }), ...listed(fields)],
    content: pieces.filter(({ length }) => length > 0),
    waits: given.waits === true,
    chunked: trailers !== undefined || given.chunked === true ? listed(trailers ?? {}) : null,
  };
}

function listed(fields: Fields): readonly (readonly [string, string])[] {
  return Object.entries(fields).flatMap(([name, values]) =>
    [values].flat().map((value): readonly [string, string] => [name, value]),
  );
}

const get = (target: string, given?: Given): RawRequest => ask('GET', target, given);
const post = (target: string, given?: Given): RawRequest => ask('POST', target, given);
/** A request for a response with fields of its own: `put-` before a name puts a field, `end-` a trailer. */
const want = (target: string, fields: Fields): RawRequest => get(target, { fields });

function one(name: string, request: RawRequest): Probe {
  return several(name, [request]);
}

function several(
  name: string,
  requests: readonly RawRequest[],
  more: Partial<Pick<Probe, 'isPipelined' | 'isOfConnection'>> = {},
): Probe {
  return { name, requests, isPipelined: false, isOfConnection: false, ...more };
}

function each<T>(of: Readonly<Record<string, T>>, request: (value: T) => RawRequest): readonly Probe[] {
  return Object.entries(of).map(([name, value]) => one(name, request(value)));
}

const MEGABYTE = Buffer.alloc(2 ** 20, 'witwright ');
const BINARY = Uint8Array.from({ length: 1024 }, (_, i) => (i * 7) & 0xff);
const PIECES = ['one ', 'two ', 'three'].map((text) => Buffer.from(text));
const GREEN = 'gr\xc3\xbcn \xff';

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH', 'PROPFIND', 'M-SEARCH', 'BREW', 'get']; // prettier-ignore

const TARGETS: Readonly<Record<string, string>> = {
  'a query': '/tell?a=1&b=2&&c',
  'an empty query': '/tell?',
  'encoded characters': '/tell/%2F%20%C3%A4/%zz?q=%26+x',
  'dots and slashes': '/tell/../a//b/./c/',
  'characters that need no encoding': "/tell/!$&'()*+,;=:@~_-.",
  'characters that should be encoded': '/tell/[|{}^"\\?[|{}^`\\',
  'a fragment': '/tell/a#b?c',
  'a target with an authority': 'http://other.test:81/tell?absolute',
  'a target with another scheme': 'https://other.test/tell',
  'a target with nothing but an authority': 'http://other.test',
  'a target of an unknown action': '/elsewhere',
  'a character that no target has': '/tell/\x7f',
  'a character that hyper refuses in a path': '/tell/`',
  'a character that hyper refuses': '/tell/<',
  'a character that hyper refuses in a query': '/tell?"',
  'bytes past ASCII in a target': '/tell/\xc3\xa4',
  'a target without a slash': 'tell',
};

const FIELDS: Readonly<Record<string, Fields>> = {
  'upper case': { 'X-UPPER': 'Value', aCCept: 'text/html' },
  'several fields of one name': { 'x-a': ['1', '2, 3', ''], 'x-b': 'b', 'X-A': '4' },
  'white space around values': { 'x-a': '  a  b\t ' },
  'bytes past ASCII': { 'x-a': GREEN },
  'several cookies': { cookie: ['a=1', 'b=2'], 'accept-encoding': 'gzip' },
  'fields of the connection': { 'keep-alive': 'timeout=5', 'proxy-connection': 'keep-alive', te: 'trailers' },
  'a field that the connection names': { 'x-a': 'a', connection: 'x-a' },
  'another protocol, wanted': { upgrade: 'websocket', connection: 'upgrade' },
  'HTTP/2, wanted': { upgrade: 'h2c', connection: 'upgrade, http2-settings', 'http2-settings': 'AAMAAABk' },
  'an expectation that nobody knows': { expect: 'nothing' },
  'many fields': Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`x-${i}`, 'v'.repeat(i)])),
  'more than 100 fields': Object.fromEntries(Array.from({ length: 110 }, (_, i) => [`x-${i}`, ''])),
  'more than 16 KB of fields': { a: 'a'.repeat(10_000), b: 'b'.repeat(10_000) },
  'a name that is refused': { 'a b': 'c' },
  'a value that is refused': { a: 'b\0c' },
};

const CONTENTS: Readonly<Record<string, Given>> = {
  'no content': {},
  'short content': { content: 'content' },
  'bytes of all values': { content: BINARY },
  '1 MB': { content: MEGABYTE },
  'pieces of a known length': { content: PIECES },
  chunks: { content: PIECES, chunked: true },
  '1 MB in one chunk': { content: MEGABYTE, chunked: true },
  'no chunks': { chunked: true },
  trailers: { content: PIECES, trailers: { 'X-End': '1', 'x-other': 'o' } },
};

const STATUSES = [100, 101, 103, 200, 201, 204, 205, 206, 226, 299, 301, 304, 307, 400, 404, 418, 451, 500, 503, 599, 600, 999, 1000]; // prettier-ignore

/** What the response says of its length, and how much there is. */
const LENGTHS: Readonly<Record<string, readonly [length: string | readonly string[], content: number]>> = {
  'a length': ['5', 5],
  'a length of nothing': ['0', 0],
  'less than the length': ['5', 3],
  'more than the length': ['5', 9],
  'a length that is no number': ['five', 5],
  'a length with a sign': ['+5', 5],
  'a length with a zero': ['05', 5],
  'a length past all integers': ['99999999999999999999999', 5],
  'two lengths that are one': [['5', '5'], 5],
  'two lengths in one field': ['5, 5', 5],
  'two lengths': [['5', '6'], 5],
  'a long response of a known length': ['1500000', 1_500_000],
};

const TRAILERS: Readonly<Record<string, Fields>> = {
  'trailers, wanted and announced': { te: 'trailers', 'put-trailer': 'x-end, X-More', 'end-x-end': '1', 'end-x-more': 'm', 'end-x-other': 'o' }, // prettier-ignore
  'trailers of one name': { te: 'trailers', 'put-trailer': 'x-end', 'end-x-end': ['1', '2'] },
  'bytes past ASCII in a trailer': { te: 'trailers', 'put-trailer': 'x-end', 'end-x-end': GREEN },
  'trailers, not announced': { te: 'trailers', 'end-x-end': 'yes' },
  'trailers, not wanted': { 'put-trailer': 'x-end', 'end-x-end': 'yes' },
  'trailers, announced and absent': { te: 'trailers', 'put-trailer': 'x-end' },
  'trailers, wanted among others': { te: 'deflate, trailers', 'put-trailer': 'x-end', 'end-x-end': 'yes' },
};

const PUT: Readonly<Record<string, Fields>> = {
  'fields of the response': { 'put-X-A': ['1', '2'], 'put-b': 'b', 'Put-x-a': '3', 'put-content-type': 'text/plain' }, // prettier-ignore
  'cookies of the response': { 'put-set-cookie': ['a=1; Path=/', 'b=2'] },
  'bytes past ASCII in the response': { 'put-x-a': GREEN },
  'an empty value in the response': { 'put-x-a': '' },
  'a server and a date of the guest': { 'put-server': 'guest', 'put-date': 'today' },
  'fields that a response cannot have': { 'put-connection': 'close', 'put-transfer-encoding': 'gzip', 'put-': 'x' }, // prettier-ignore
};

const FAILURES: readonly Probe[] = [
  one('a trap', get('/trap')),
  one('a trap, with content that is not read', post('/trap', { content: 'content' })),
  one('a trap behind the head', get('/trap-behind-head')),
  one('a trap behind the end', get('/trap-behind-end')),
  one('no response', get('/nothing')),
  one('a response that is given up', get('/drop-outparam')),
  ...[0, 1, 17, 22, 38].map((code) => one(`error ${code}`, get(`/fail/${code}`))),
  one('a body that nobody writes', get('/never-written')),
  one('a body that is not finished', get('/unfinished')),
  one('a body that is not finished, of a known length', want('/unfinished', { 'put-content-length': '20' })),
  one('a body that is finished before its stream', get('/finish-with-stream')),
  one('a body that is dropped before its stream', get('/drop-with-stream/200')),
  one('content that is ended before its stream', post('/end-with-stream', { content: 'content' })),
  one('content that is dropped before its stream', post('/drop-input-with-stream', { content: 'content' })),
  one(
    'a stream that is dropped before its pollable',
    post('/drop-stream-with-pollable', { content: 'content' }),
  ),
];

/** No long content: hyper ends the connection before it has come, and then it is luck whether the response arrives. */
const NOT_READ: readonly Probe[] = [
  one('content that is not read', post('/unread', { content: 'content' })),
  one('a request that is dropped', post('/drop-request', { content: 'content' })),
  one('content of which some is read', post('/read-some', { content: 'content' })),
  one(
    'trailers behind content that is not read',
    post('/trailers-of-unread', { content: PIECES, trailers: { 'x-end': '1' } }),
  ),
];

const CONNECTIONS: readonly Probe[] = [
  one(
    'a client that waits for 100',
    post('/tell', { content: PIECES, fields: { expect: '100-continue' }, waits: true }),
  ),
  one('chunks and a length', post('/echo', { content: PIECES, chunked: true, fields: { 'content-length': '13' } })), // prettier-ignore
  one('version 1.0', get('/tell', { version: '1.0' })),
  one('version 1.0, no host', get('/tell', { version: '1.0', host: null })),
  one('version 1.0, content', post('/echo', { version: '1.0', content: 'content' })),
  one('no host', get('/tell', { host: null })),
  one('an empty host', get('/tell', { host: '' })),
  one('a method that is refused', ask('G(T', '/tell')),
  one('a tunnel, wanted', ask('CONNECT', 'example.test:80')),
  one('all of the server', ask('OPTIONS', '*')),
  several('an instance for each request', [get('/count'), get('/count'), get('/count')]),
  several(
    'several requests at once',
    ['a', 'b', 'c'].map((content) => post('/echo', { content })),
    { isPipelined: true },
  ),
  several('a request behind one that fails', [get('/trap'), get('/count')]),
  several('a request behind one with HEAD', [ask('HEAD', '/long/9'), get('/count')]),
  several('a request behind one that gives up', [get('/drop-outparam'), post('/echo', { content: 'a' })]),
  several('a connection that goes on', [get('/count')], { isOfConnection: true }),
  several('a connection that ends', [want('/count', { connection: 'close' })], { isOfConnection: true }),
  several(
    'a connection of version 1.0 that goes on',
    [1, 2].map(() =>
      get('/long/5', { version: '1.0', fields: { connection: 'keep-alive', 'put-content-length': '5' } }),
    ),
    { isOfConnection: true },
  ),
];

export const PROBES: readonly Probe[] = [
  ...METHODS.map((method) => one(`method ${method}`, ask(method, '/tell'))),
  ...each(TARGETS, get),
  ...each(FIELDS, (fields) => want('/tell', fields)),
  ...Object.entries(CONTENTS).flatMap(([name, given]) => [
    one(`${name}, told`, post('/tell', given)),
    one(`${name}, echoed`, post('/echo', given)),
  ]),
  ...STATUSES.map((status) => one(`status ${status}`, get(`/status/${status}`))),
  ...[200, 204, 304, 404].map((status) => one(`status ${status}, no content`, get(`/no-content/${status}`))),
  one('HEAD', ask('HEAD', '/status/200')),
  one('HEAD, a length', ask('HEAD', '/status/200', { fields: { 'put-content-length': '8' } })),
  one('HEAD, a length and no content', ask('HEAD', '/no-content/200', { fields: { 'put-content-length': '8' } })), // prettier-ignore
  one('HEAD, no content', ask('HEAD', '/no-content/200')),
  one('HEAD, trailers', ask('HEAD', '/trailers', { fields: TRAILERS['trailers, wanted and announced'] ?? {} })), // prettier-ignore
  ...each(PUT, (fields) => want('/put', fields)),
  one('fields that are refused', get('/refused-fields')),
  one('statuses that are refused', get('/refused-statuses')),
  one('what can be taken once', post('/take-twice', { content: 'x' })),
  ...each(TRAILERS, (fields) => want('/trailers', fields)),
  ...each(LENGTHS, ([length, content]) => want(`/long/${content}`, { 'put-content-length': length })),
  one('a length without content', want('/no-content/200', { 'put-content-length': '5' })),
  one('a length of what is not sent', want('/no-content/304', { 'put-content-length': '5' })),
  one('a long response', get('/long/1500000')),
  one('a slow response', get('/slow/5')),
  one('content before the head', get('/write-first')),
  one('all before the head', get('/finish-first')),
  ...FAILURES,
  ...NOT_READ,
  ...CONNECTIONS,
];
