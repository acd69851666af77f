/** Where `serve` answers other than `wasmtime serve` on purpose: how, and why. One that is none any more is a failure. */
export interface Departure {
  readonly difference: string;
  readonly why: string;
}

const NODE_METHODS = "Node's parser knows the registered methods and no others";
const NODE_TARGETS = "Node's parser takes it, and the guest sees what was sent";
const ONE_TRAILER =
  'hyper keeps the last of several trailers of one name; here all are kept, as all fields are';
const NO_HOST =
  'RFC 9112 §3.2: 400 without `Host`, which version 1.0 does not need; wasmtime fails by itself';
const LIMITS = 'hyper takes 100 fields; Node takes 16 KB of them, however many';

export const DEPARTURES: Readonly<Record<string, Departure>> = {
  'method BREW': { difference: '400 of its own, theirs 200', why: NODE_METHODS },
  'method get': { difference: '400 of its own, theirs 200', why: NODE_METHODS },
  'a character that hyper refuses in a path': { difference: '200, theirs 400 of its own', why: NODE_TARGETS },
  'a character that hyper refuses': { difference: '200, theirs 400 of its own', why: NODE_TARGETS },
  'a character that hyper refuses in a query': {
    difference: '200, theirs 400 of its own',
    why: NODE_TARGETS,
  },
  'bytes past ASCII in a target': {
    difference: '400 of its own, theirs 200',
    why: 'RFC 9112 §3.2: a target is ASCII, and a wrong one should be answered with 400',
  },
  'a target without a slash': {
    difference: '400 of its own, theirs 404',
    why: 'RFC 9112 §3.2: it is none of the four forms of a target; wasmtime takes it for an authority',
  },
  'more than 100 fields': { difference: '200, theirs 431 of its own', why: LIMITS },
  'more than 16 KB of fields': { difference: '431 of its own, theirs 200', why: LIMITS },
  'trailers of one name': { difference: 'trailers', why: ONE_TRAILER },
  'more than the length': {
    difference: 'broken off, theirs 200',
    why: 'wasmtime sends as much as the length says, so a client takes a part for the whole',
  },
  'two lengths': {
    difference: '500 of its own, theirs broken off',
    why: 'the head cannot be sent, and that can be said while nothing is',
  },
  'a length of what is not sent': {
    difference: 'fields',
    why: 'RFC 9110 §8.6: 304 may say how long the content would have been',
  },
  'a stream that is dropped before its pollable': {
    difference: '200, theirs 500 of its own',
    why: 'wasi:io: an implementation may trap; here a pollable outlives what it is of',
  },
  'a trap behind the head': {
    difference: 'broken off, theirs 200',
    why: 'wasmtime ends the response as if it were whole; here a client sees that it is not',
  },
  'chunks and a length': {
    difference: '400 of its own, theirs 200',
    why: 'RFC 9112 §6.3: it may be an attempt to smuggle a request, and ought to be an error',
  },
  'version 1.0, no host': { difference: '200, theirs 500 of its own', why: NO_HOST },
  'no host': { difference: '400 of its own, theirs 500 of its own', why: NO_HOST },
  'a tunnel, wanted': {
    difference: 'broken off, theirs 404',
    why: 'a handler of wasi:http cannot make a tunnel; Node ends the connection',
  },
};
