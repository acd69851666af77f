/** The exports and imports of the echo component, as `witwright types` declares them. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Person {
  readonly name: string;
  readonly age: number;
  readonly email?: string | undefined;
}

export type Shape =
  | { readonly tag: 'empty' }
  | { readonly tag: 'num'; readonly val: number }
  | { readonly tag: 'text'; readonly val: string }
  | { readonly tag: 'at'; readonly val: Point };

export type Color = 'red' | 'green' | 'blue';

export interface Perms {
  readonly read?: boolean;
  readonly write?: boolean;
  readonly exec?: boolean;
}

export interface Counter {
  get(): number;
  inc(by: number): number;
  [Symbol.dispose](): void;
}

export interface EchoApi {
  readonly Counter: new (initial: number) => Counter;
  noop(): void;
  add(a: number, b: number): number;
  add64(a: bigint, b: bigint): bigint;
  addf(a: number, b: number): number;
  echoString(text: string): string;
  takeString(text: string): number;
  makeString(size: number): string;
  echoBytes(bytes: Uint8Array): Uint8Array;
  takeBytes(bytes: Uint8Array): number;
  makeBytes(size: number): Uint8Array;
  echoU32s(numbers: Uint32Array): Uint32Array;
  echoPoints(points: readonly Point[]): readonly Point[];
  echoPeople(people: readonly Person[]): readonly Person[];
  echoStrings(texts: readonly string[]): readonly string[];
  echoOpt(value: number | undefined): number | undefined;
  echoShape(value: Shape): Shape;
  echoPoint(value: Point): Point;
  echoColor(value: Color): Color;
  echoPerms(value: Perms): Perms;
  tryIt(value: number): number;
  callTick(times: number): number;
  callTakeString(times: number, text: string): number;
  callTakeBytes(times: number, bytes: Uint8Array): number;
}

/** What every variant imports: functions that do next to nothing, too. */
export const ECHO_HOST = {
  tick: (n: number): number => n,
  takeString: (text: string): number => text.length,
  takeBytes: (bytes: Uint8Array): number => bytes.length,
};
