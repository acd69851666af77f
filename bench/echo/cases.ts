import type { Color, EchoApi, Person, Point, Shape } from './api.js';

/** One row of the benchmark, made for one instance. */
export interface Case {
  readonly name: string;
  /** How many calls across the boundary `run` makes. */
  readonly calls: number;
  readonly run: () => unknown;
}

const KB = 1024;
const MB = KB * KB;

/** Called by the names of the rows; `api` is fresh, and so are all inputs. */
export function echoCases(api: EchoApi): readonly Case[] {
  return [...scalarCases(api), ...textCases(api), ...listCases(api), ...shapeCases(api), ...callCases(api)];
}

function scalarCases(api: EchoApi): readonly Case[] {
  const number = ring(16, (i) => i * 3);
  const big = ring(16, (i) => BigInt(i) << 40n);
  const float = ring(16, (i) => i + 0.5);
  return [
    row('noop()', () => api.noop()),
    row('add(u32, u32)', () => api.add(number(), 2)),
    row('add64(u64, u64)', () => api.add64(big(), 2n)),
    row('addf(f64, f64)', () => api.addf(float(), 2.5)),
  ];
}

function textCases(api: EchoApi): readonly Case[] {
  const short = ring(16, (i) => text(10, i));
  const ascii = ring(16, (i) => text(KB, i));
  const mixed = ring(16, (i) => flat(`${i}${'héllo wörld ünï 日本 '.repeat(50)}`.slice(0, 800)));
  const large = ring(4, (i) => text(MB, i));
  const size = ring(16, (i) => KB + i);
  const largeSize = ring(4, (i) => MB - i);
  return [
    row('echo-string 10 B', () => api.echoString(short())),
    row('take-string 1 KB', () => api.takeString(ascii())),
    row('make-string 1 KB', () => api.makeString(size())),
    row('echo-string 1 KB ASCII', () => api.echoString(ascii())),
    row('echo-string 1 KB not ASCII', () => api.echoString(mixed())),
    row('take-string 1 MB', () => api.takeString(large())),
    row('make-string 1 MB', () => api.makeString(largeSize())),
    row('echo-string 1 MB', () => api.echoString(large())),
  ];
}

function listCases(api: EchoApi): readonly Case[] {
  const bytes = ring(16, (i) => new Uint8Array(KB).fill(i));
  const largeBytes = ring(4, (i) => new Uint8Array(MB).fill(i));
  const numbers = ring(4, (i) => new Uint32Array(MB / 4).fill(i));
  const size = ring(16, (i) => KB + i);
  const largeSize = ring(4, (i) => MB - i);
  const points = ring(4, (i) => thousand((k): Point => ({ x: k + i, y: k / 2 })));
  const people = ring(4, (i) => thousand((k) => person(k + i)));
  const texts = ring(4, (i) => thousand((k) => flat(`string number ${k + i}`)));
  return [
    row('take-bytes 1 KB', () => api.takeBytes(bytes())),
    row('make-bytes 1 KB', () => api.makeBytes(size())),
    row('take-bytes 1 MB', () => api.takeBytes(largeBytes())),
    row('make-bytes 1 MB', () => api.makeBytes(largeSize())),
    row('echo-bytes 1 MB', () => api.echoBytes(largeBytes())),
    row('echo-u32s 1 MB', () => api.echoU32s(numbers())),
    row('echo-points × 1000', () => api.echoPoints(points())),
    row('echo-people × 1000', () => api.echoPeople(people())),
    row('echo-strings × 1000', () => api.echoStrings(texts())),
  ];
}

function shapeCases(api: EchoApi): readonly Case[] {
  const number = ring(16, (i) => i);
  const num = ring(16, (i): Shape => ({ tag: 'num', val: i }));
  const word = ring(16, (i): Shape => ({ tag: 'text', val: text(5, i) }));
  const at = ring(16, (i): Shape => ({ tag: 'at', val: { x: i, y: i / 2 } }));
  const point = ring(16, (i): Point => ({ x: i, y: i / 2 }));
  const color = ring(4, (i): Color => (['green', 'red', 'blue', 'green'] as const)[i] ?? 'red');
  const perms = ring(4, (i) => ({ read: i > 1, write: i % 2 === 0, exec: true }));
  return [
    row('echo-opt some', () => api.echoOpt(number())),
    row('echo-opt none', () => api.echoOpt(undefined)),
    row('echo-shape num', () => api.echoShape(num())),
    row('echo-shape text', () => api.echoShape(word())),
    row('echo-shape at (record)', () => api.echoShape(at())),
    row('echo-point (record)', () => api.echoPoint(point())),
    row('echo-color (enum)', () => api.echoColor(color())),
    row('echo-perms (flags)', () => api.echoPerms(perms())),
  ];
}

function callCases(api: EchoApi): readonly Case[] {
  const number = ring(16, (i) => i + 1);
  const ascii = ring(16, (i) => text(KB, i));
  const bytes = ring(16, (i) => new Uint8Array(KB).fill(i));
  const counter = new api.Counter(3);
  return [
    row('try-it ok', () => api.tryIt(number())),
    row('try-it err (throw and catch)', () => thrownBy(api)),
    row('counter.get()', () => counter.get()),
    row('counter.inc(1)', () => counter.inc(1)),
    row(NEW_COUNTER, () => new api.Counter(number())[Symbol.dispose]()),
    row('import tick, × 1000', () => api.callTick(1000), 1000),
    row('import take-string 1 KB, × 100', () => api.callTakeString(100, ascii()), 100),
    row('import take-bytes 1 KB, × 100', () => api.callTakeBytes(100, bytes()), 100),
  ];
}

/** The row with a bar of its own. */
export const NEW_COUNTER = 'new Counter and dispose';

/** The peer throws a payload that is no object as it is. */
function thrownBy(api: EchoApi): unknown {
  try {
    return api.tryIt(0);
  } catch (error) {
    return error instanceof Error ? (error as Error & { payload?: unknown }).payload : error;
  }
}

function row(name: string, run: () => unknown, calls = 1): Case {
  return { name, calls, run };
}

/** Gives `count` inputs in turn, so that no variant sees one and the same value twice in a row. A power of two. */
function ring<T>(count: number, make: (i: number) => T): () => T {
  const values = Array.from({ length: count }, (_, i) => make(i));
  let next = 0;
  return () => values[next++ & (count - 1)] as T;
}

function thousand<T>(make: (k: number) => T): readonly T[] {
  return Array.from({ length: 1000 }, (_, k) => make(k));
}

function person(k: number): Person {
  const name = flat(`person number ${k}`);
  return { name, age: k % 90, email: k % 2 === 1 ? flat(`p${k}@example.com`) : undefined };
}

/** ASCII of `size` characters, different for each `seed`. */
function text(size: number, seed: number): string {
  const bytes = Uint8Array.from({ length: size }, (_, i) => 97 + ((i * 7 + seed * 3) % 26));
  return new TextDecoder().decode(bytes);
}

/** The same text, not as the tree of pieces that engines make of `+` and `repeat`. */
function flat(pieces: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(pieces));
}
