import { DISPOSE } from '../core/dispose.js';
import { WasiTrap } from '../core/errors.js';
import type { OpenHandles } from '../core/open-handles.js';
import { type IoFailure, StreamFailure } from '../io/error.js';
import type { ByteSource } from '../io/input-stream.js';
import type { ByteSink } from '../io/output-stream.js';
import { closed } from '../io/stream-error.js';
import type { Waitable, WaitGroup } from '../io/wait.js';
import { canBlock } from '../core/platform.js';
import type { ShimInputStream, ShimIo, ShimOutputStream, ShimPollable } from './shim.js';

/*
 * Streams and pollables of the shim behind those of the instance, which see to it that the shim is never asked for what
 * would be a trap: it ends the process then.
 */

/** Gives up a resource of the shim. */
export function disposeOf(resource: object): void {
  (resource as { [DISPOSE]?: () => void })[DISPOSE]?.();
}

/** Says what went wrong in a stream, in the terms of the interface that made it. */
export type Failing = (error: { readonly message: string; readonly payload: unknown }) => IoFailure;

/** What a stream of the shim needs to be one of an instance. */
export interface StreamParts {
  readonly io: ShimIo;
  readonly failing: Failing;
  readonly handles: OpenHandles;
}

export function shimSource(stream: ShimInputStream, { io, failing, handles }: StreamParts): ByteSource {
  const handle = { close: () => disposeOf(stream) };
  handles.add(handle);
  return {
    arrival: shimWaitable(io, () => stream.subscribe()),
    read: (max) => unlessClosed(failing, () => stream.read(BigInt(max))),
    readBlocking: (max) => unlessClosed(failing, () => stream.blockingRead(BigInt(max))),
    dispose: () => handles.close(handle),
  };
}

export function shimSink(stream: ShimOutputStream, { io, failing, handles }: StreamParts): ByteSink {
  const handle = { close: () => disposeOf(stream) };
  handles.add(handle);
  const open = <T>(act: () => T): T => {
    const done = unlessClosed(failing, () => ({ value: act() }));
    if (done === null) throw closed();
    return done.value;
  };
  return {
    room: shimWaitable(io, () => stream.subscribe()),
    // It counts what is queued, which can be more than it wants.
    permit: () => Math.max(0, Number(open(() => stream.checkWrite()))),
    write: (bytes) => open(() => stream.write(bytes)),
    flush: () => open(() => stream.flush()),
    dispose: () => handles.close(handle),
  };
}

/** Null where the shim says that a stream is closed. @throws StreamFailure */
function unlessClosed<T>(failing: Failing, act: () => T): T | null {
  try {
    return act();
  } catch (error) {
    const { tag, val } = error as { tag?: unknown; val?: { message: string; payload: unknown } };
    if (tag === 'closed') return null;
    if (tag === 'last-operation-failed' && val !== undefined) throw new StreamFailure(failing(val));
    throw new WasiTrap('unexpected-failure', { cause: error });
  }
}

const groups = new WeakMap<ShimIo, WaitGroup>();
const subscriptions = new WeakMap<Waitable, () => ShimPollable>();

/** Waits for what `subscribe` gives a pollable of the shim for; one is held for as long as is waited. */
export function shimWaitable(io: ShimIo, subscribe: () => ShimPollable): Waitable {
  const waitable: Waitable = {
    ready: () => polled(io, [subscribe()], 0).includes(0),
    waiter: groupOf(io),
  };
  subscriptions.set(waitable, subscribe);
  return waitable;
}

/** One group for all streams of the shim, so that it can wait for several at once. */
function groupOf(io: ShimIo): WaitGroup {
  const known = groups.get(io);
  if (known !== undefined) return known;
  const pollablesOf = (waitables: readonly Waitable[]): ShimPollable[] =>
    waitables.flatMap((waitable) => subscriptions.get(waitable)?.() ?? []);
  const group: WaitGroup = {
    kind: 'group',
    wait: (waitables, milliseconds) => void polled(io, pollablesOf(waitables), milliseconds),
    async settled(waitables) {
      const pollables = pollablesOf(waitables);
      await Promise.race(pollables.map((pollable) => pollable.block()));
      pollables.forEach(disposeOf);
    },
  };
  groups.set(io, group);
  return group;
}

/** Positions of those that are ready, after at most `milliseconds`. */
function polled(
  io: ShimIo,
  pollables: readonly ShimPollable[],
  milliseconds: number | null,
): readonly number[] {
  const limit = milliseconds === null ? [] : [io.subscribeDuration(BigInt(Math.ceil(milliseconds * 1e6)))];
  const all = [...pollables, ...limit];
  try {
    // Where nothing blocks, `poll` is a promise; but there a pollable knows by itself whether it is ready.
    if (!canBlock()) return pollables.flatMap((pollable, i) => (pollable.ready() ? [i] : []));
    return [...(io.poll(all) as Uint32Array)].filter((i) => i < pollables.length);
  } finally {
    all.forEach(disposeOf);
  }
}
