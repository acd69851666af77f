import type { Color, EchoApi, Perms, Person, Point, Shape } from './api.js';
import { ECHO_HOST } from './api.js';
import {
  attach,
  bytesAt,
  type CoreFunction,
  endOf,
  getBytes,
  getText,
  length,
  memory,
  putBytes,
  putText,
  realloc,
  renew,
  textAt,
  view,
} from './floor-memory.js';

/*
 * Glue by hand for the core module of this benchmark and nothing else: it checks lengths, discriminants and UTF-8, and has
 * no lock-down after a trap, no kinds of handles, no check of the types of its arguments. A floor, not a product.
 */

type BigFunction = (a: bigint, b: bigint) => bigint;

let exported: Readonly<Record<string, CoreFunction>>;

const bits = new DataView(new ArrayBuffer(8));
/** Representations by handle. */
const handles: (number | null)[] = [null];

const COLORS: readonly Color[] = ['red', 'green', 'blue'];
const COLOR: Readonly<Record<Color, number>> = { red: 0, green: 1, blue: 2 };

/** The exports of the module's only instance. */
export function echoFloor(module: WebAssembly.Module): EchoApi {
  const instance = new WebAssembly.Instance(module, {
    'bench:echo/host': {
      tick: (n: number) => ECHO_HOST.tick(n >>> 0) >>> 0,
      'take-string': (at: number, size: number) => ECHO_HOST.takeString(getText(at >>> 0, size >>> 0)),
      'take-bytes': (at: number, size: number) => ECHO_HOST.takeBytes(getBytes(at >>> 0, size >>> 0)),
    },
    '[export]bench:echo/api': { '[resource-new]counter': (rep: number) => handles.push(rep) - 1 },
  });
  exported = instance.exports as typeof exported;
  attach(instance.exports);
  return { ...scalars(), ...texts(), ...lists(), ...records(), ...calls() };
}

function core(name: string): CoreFunction {
  const found = exported[name];
  if (found === undefined) throw new TypeError(`the module lacks ${name}`);
  return found;
}

function func(name: string): CoreFunction {
  return core(`bench:echo/api#${name}`);
}

function post(name: string): CoreFunction {
  return core(`cabi_post_bench:echo/api#${name}`);
}

function scalars(): Pick<EchoApi, 'noop' | 'add' | 'add64' | 'addf'> {
  const noop = func('noop');
  const add = func('add');
  const add64 = func('add64') as unknown as BigFunction;
  const addf = func('addf');
  return {
    noop: () => void noop(),
    add: (a, b) => add(a >>> 0, b >>> 0) >>> 0,
    add64: (a, b) => BigInt.asUintN(64, add64(BigInt.asUintN(64, a), BigInt.asUintN(64, b))),
    addf: (a, b) => addf(+a, +b),
  };
}

function texts(): Pick<EchoApi, 'echoString' | 'takeString' | 'makeString'> {
  const echo = func('echo-string');
  const echoed = post('echo-string');
  const take = func('take-string');
  const make = func('make-string');
  const made = post('make-string');
  return {
    echoString(text) {
      const at = putText(text);
      const pair = echo(at, length);
      renew();
      const result = textAt(pair);
      echoed(pair);
      return result;
    },
    takeString(text) {
      const at = putText(text);
      return take(at, length) >>> 0;
    },
    makeString(size) {
      const pair = make(size >>> 0);
      renew();
      const result = textAt(pair);
      made(pair);
      return result;
    },
  };
}

type Lists =
  'echoBytes' | 'takeBytes' | 'makeBytes' | 'echoU32s' | 'echoPoints' | 'echoPeople' | 'echoStrings';

function lists(): Pick<EchoApi, Lists> {
  const echo = func('echo-bytes');
  const echoed = post('echo-bytes');
  const take = func('take-bytes');
  const make = func('make-bytes');
  const made = post('make-bytes');
  const echoNumbers = func('echo-u32s');
  const echoedNumbers = post('echo-u32s');
  return {
    echoBytes(list) {
      const pair = echo(putBytes(list), list.length);
      renew();
      const result = bytesAt(pair);
      echoed(pair);
      return result;
    },
    takeBytes: (list) => take(putBytes(list), list.length) >>> 0,
    makeBytes(size) {
      const pair = make(size >>> 0);
      renew();
      const result = bytesAt(pair);
      made(pair);
      return result;
    },
    echoU32s(list) {
      const size = list.length;
      const at = realloc(0, 0, 4, size * 4);
      new Uint32Array(memory.buffer, at, size).set(list);
      const pair = echoNumbers(at, size);
      renew();
      const start = view.getUint32(pair, true);
      const end = endOf(start, view.getUint32(pair + 4, true), 4);
      const result = new Uint32Array(memory.buffer.slice(start, end));
      echoedNumbers(pair);
      return result;
    },
    echoPoints: pointsEcho(),
    echoPeople: peopleEcho(),
    echoStrings: stringsEcho(),
  };
}

function pointsEcho(): EchoApi['echoPoints'] {
  const echo = func('echo-points');
  const echoed = post('echo-points');
  return (list) => {
    const count = list.length;
    const start = realloc(0, 0, 8, count * 16);
    renew();
    for (let i = 0, at = start; i < count; i++, at += 16) {
      const point = list[i] as Point;
      view.setUint32(at, point.x >>> 0, true);
      view.setFloat64(at + 8, +point.y, true);
    }
    const pair = echo(start, count);
    renew();
    const from = view.getUint32(pair, true);
    const result = Array<Point>(view.getUint32(pair + 4, true));
    endOf(from, result.length, 16);
    for (let i = 0, at = from; i < result.length; i++, at += 16) {
      result[i] = { x: view.getUint32(at, true), y: view.getFloat64(at + 8, true) };
    }
    echoed(pair);
    return result;
  };
}

function peopleEcho(): EchoApi['echoPeople'] {
  const echo = func('echo-people');
  const echoed = post('echo-people');
  return (list) => {
    const count = list.length;
    const start = realloc(0, 0, 4, count * 24);
    renew();
    for (let i = 0, at = start; i < count; i++, at += 24) {
      const { name, age, email } = list[i] as Person;
      view.setUint32(at, putText(name), true);
      view.setUint32(at + 4, length, true);
      view.setUint32(at + 8, age >>> 0, true);
      view.setUint8(at + 12, email === undefined ? 0 : 1);
      if (email !== undefined) {
        view.setUint32(at + 16, putText(email), true);
        view.setUint32(at + 20, length, true);
      }
    }
    const pair = echo(start, count);
    renew();
    const from = view.getUint32(pair, true);
    const result = Array<Person>(view.getUint32(pair + 4, true));
    endOf(from, result.length, 24);
    for (let i = 0, at = from; i < result.length; i++, at += 24) {
      result[i] = { name: textAt(at), age: view.getUint32(at + 8, true), email: emailAt(at + 12) };
    }
    echoed(pair);
    return result;
  };
}

function emailAt(at: number): string | undefined {
  switch (view.getUint8(at)) {
    case 0:
      return undefined;
    case 1:
      return textAt(at + 4);
    default:
      throw new TypeError('no such case of an option');
  }
}

function stringsEcho(): EchoApi['echoStrings'] {
  const echo = func('echo-strings');
  const echoed = post('echo-strings');
  return (list) => {
    const count = list.length;
    const start = realloc(0, 0, 4, count * 8);
    renew();
    for (let i = 0, at = start; i < count; i++, at += 8) {
      view.setUint32(at, putText(list[i] as string), true);
      view.setUint32(at + 4, length, true);
    }
    const pair = echo(start, count);
    renew();
    const from = view.getUint32(pair, true);
    const result = Array<string>(view.getUint32(pair + 4, true));
    endOf(from, result.length, 8);
    for (let i = 0, at = from; i < result.length; i++, at += 8) result[i] = textAt(at);
    echoed(pair);
    return result;
  };
}

function records(): Pick<EchoApi, 'echoOpt' | 'echoShape' | 'echoPoint' | 'echoColor' | 'echoPerms'> {
  const echoOpt = func('echo-opt');
  const echoPoint = func('echo-point');
  const echoColor = func('echo-color');
  const echoPerms = func('echo-perms');
  return {
    echoOpt(value) {
      const at = value === undefined ? echoOpt(0, 0) : echoOpt(1, value >>> 0);
      renew();
      const some = view.getUint8(at);
      if (some > 1) throw new TypeError('no such case of an option');
      return some === 1 ? view.getUint32(at + 4, true) : undefined;
    },
    echoShape: shapeEcho(),
    echoPoint(value) {
      const at = echoPoint(value.x >>> 0, +value.y);
      renew();
      return { x: view.getUint32(at, true), y: view.getFloat64(at + 8, true) };
    },
    echoColor(value) {
      const given = COLOR[value];
      if (given === undefined) throw new TypeError('no such color');
      const color = COLORS[echoColor(given)];
      if (color === undefined) throw new TypeError('no such case of an enum');
      return color;
    },
    echoPerms(value: Perms) {
      const flags = echoPerms((value.read ? 1 : 0) | (value.write ? 2 : 0) | (value.exec ? 4 : 0));
      return { read: (flags & 1) !== 0, write: (flags & 2) !== 0, exec: (flags & 4) !== 0 };
    },
  };
}

function shapeEcho(): EchoApi['echoShape'] {
  const echo = func('echo-shape');
  const echoed = post('echo-shape');
  const lowered = (value: Shape): number => {
    switch (value.tag) {
      case 'empty':
        return echo(0, 0, 0n);
      case 'num':
        return echo(1, value.val >>> 0, 0n);
      case 'text': {
        const at = putText(value.val);
        return echo(2, at, BigInt(length));
      }
      case 'at':
        bits.setFloat64(0, +value.val.y);
        return echo(3, value.val.x >>> 0, bits.getBigInt64(0));
      default:
        throw new TypeError('no such shape');
    }
  };
  const lifted = (at: number): Shape => {
    switch (view.getUint8(at)) {
      case 0:
        return { tag: 'empty' };
      case 1:
        return { tag: 'num', val: view.getUint32(at + 8, true) };
      case 2:
        return { tag: 'text', val: textAt(at + 8) };
      case 3:
        return { tag: 'at', val: { x: view.getUint32(at + 8, true), y: view.getFloat64(at + 16, true) } };
      default:
        throw new TypeError('no such case of a variant');
    }
  };
  return (value) => {
    const at = lowered(value);
    renew();
    const result = lifted(at);
    echoed(at);
    return result;
  };
}

type Calls = 'tryIt' | 'callTick' | 'callTakeString' | 'callTakeBytes' | 'Counter';

function calls(): Pick<EchoApi, Calls> {
  const tryIt = func('try-it');
  const callTick = func('call-tick');
  const callTakeString = func('call-take-string');
  const callTakeBytes = func('call-take-bytes');
  return {
    tryIt(value) {
      const at = tryIt(value >>> 0);
      renew();
      if (view.getUint8(at) === 0) return view.getUint32(at + 4, true);
      throw Object.assign(new Error('component error'), { payload: textAt(at + 4) });
    },
    callTick: (times) => callTick(times >>> 0) >>> 0,
    callTakeString(times, text) {
      const at = putText(text);
      return callTakeString(times >>> 0, at, length) >>> 0;
    },
    callTakeBytes: (times, list) => callTakeBytes(times >>> 0, putBytes(list), list.length) >>> 0,
    Counter: counterClass(),
  };
}

function counterClass(): EchoApi['Counter'] {
  const create = func('[constructor]counter');
  const get = func('[method]counter.get');
  const inc = func('[method]counter.inc');
  const destroy = func('[dtor]counter');
  return class Counter {
    readonly #handle: number;

    constructor(initial: number) {
      this.#handle = create(initial >>> 0);
    }

    get(): number {
      return get(handles[this.#handle] as number) >>> 0;
    }

    inc(by: number): number {
      return inc(handles[this.#handle] as number, by >>> 0) >>> 0;
    }

    /** Handles are given up last first, as the benchmark does it. */
    [Symbol.dispose](): void {
      destroy(handles[this.#handle] as number);
      handles.pop();
    }
  };
}
