import { type CoreValue, indexOf } from '../memory.js';
import { createPlanner } from '../plan.js';
import { trapIf } from '../trap.js';
import { GuestBuffer } from './buffer.js';
import { type Builtin, type BuiltinFunction, type BuiltinMaker, contextOf, unsigned } from './builtin.js';
import type { ElementType } from './element-type.js';
import { type EndKind, type EndSide, endOf, forwardEnds, newEnds, takeEnd } from './ends.js';
import { blocked } from './not-yet.js';

/** Nothing was copied yet. */
const BLOCKED = 0xffff_ffff;

/** The built-ins of streams and futures, which differ only in what they count. */
export const END_BUILTINS = {
  'stream.new': (builtin) => makeEnds(builtin, 'stream'),
  'stream.read': (builtin) => copier(builtin, 'stream', 'readable'),
  'stream.write': (builtin) => copier(builtin, 'stream', 'writable'),
  'stream.cancel-read': (builtin) => copyCanceller(builtin, 'stream', 'readable'),
  'stream.cancel-write': (builtin) => copyCanceller(builtin, 'stream', 'writable'),
  'stream.drop-readable': (builtin) => dropper(builtin, 'stream', 'readable'),
  'stream.drop-writable': (builtin) => dropper(builtin, 'stream', 'writable'),
  'stream.forward': (builtin) => forwarder(builtin, 'stream'),
  'future.new': (builtin) => makeEnds(builtin, 'future'),
  'future.read': (builtin) => copier(builtin, 'future', 'readable'),
  'future.write': (builtin) => copier(builtin, 'future', 'writable'),
  'future.cancel-read': (builtin) => copyCanceller(builtin, 'future', 'readable'),
  'future.cancel-write': (builtin) => copyCanceller(builtin, 'future', 'writable'),
  'future.drop-readable': (builtin) => dropper(builtin, 'future', 'readable'),
  'future.drop-writable': (builtin) => dropper(builtin, 'future', 'writable'),
  'future.forward': (builtin) => forwarder(builtin, 'future'),
} satisfies Record<string, BuiltinMaker>;

/** @spec CanonicalABI.md#-canon-streamfuturenew */
function makeEnds(builtin: Builtin, kind: EndKind): BuiltinFunction {
  const { inst } = builtin.end;
  const element = elementOf(builtin);
  return () => {
    const [readable, writable] = newEnds(kind, element, inst);
    readable.index = inst.handles.add(readable);
    writable.index = inst.handles.add(writable);
    return BigInt(readable.index) | (BigInt(writable.index) << 32n);
  };
}

/** @spec CanonicalABI.md#-canon-streamreadwrite */
function copier(builtin: Builtin, kind: EndKind, side: EndSide): BuiltinFunction {
  const { type, async, name } = builtin;
  const { inst, memory } = builtin.end;
  const element = elementOf(builtin);
  const plan = type === null ? null : createPlanner({ strings: 'lifted' })(type);
  const toCore = (payload: number): CoreValue =>
    kind === 'stream' && memory !== null ? memory.toCore(payload) : payload;
  return (i, ptr, length) => {
    const end = endOf(inst.handles.get(unsigned(i)), kind, side, element);
    end.checkIdle();
    trapIf(end.isInSet && !async, 'waitable-in-set');
    const count = kind === 'future' ? 1 : indexOf(length ?? 0);
    end.copy(new GuestBuffer(contextOf(builtin), plan, indexOf(ptr ?? 0), count));
    if (end.hasPendingEvent) return toCore(end.takePendingEvent()[2]);
    if (!async) throw blocked(name, inst);
    return toCore(BLOCKED);
  };
}

/** @spec CanonicalABI.md#-canon-streamfuturecancel-readwrite */
function copyCanceller(builtin: Builtin, kind: EndKind, side: EndSide): BuiltinFunction {
  const { async } = builtin;
  const { inst } = builtin.end;
  const element = elementOf(builtin);
  return (i) => {
    const end = endOf(inst.handles.get(unsigned(i)), kind, side, element);
    trapIf(end.state !== 'copying', 'end-not-busy');
    trapIf(end.isInSet && !async, 'waitable-in-set');
    end.cancel();
    return end.takePendingEvent()[2];
  };
}

/** @spec CanonicalABI.md#-canon-streamfuturedrop-readablewritable */
function dropper(builtin: Builtin, kind: EndKind, side: EndSide): BuiltinFunction {
  const { inst } = builtin.end;
  const element = elementOf(builtin);
  return (i) => {
    const end = endOf(inst.handles.remove(unsigned(i)), kind, side, element);
    trapIf(end.isBusy, 'end-busy');
    trapIf(kind === 'future' && side === 'writable' && end.state !== 'done', 'future-unwritten');
    end.drop();
  };
}

/** @spec CanonicalABI.md#-canon-streamfutureforward */
function forwarder(builtin: Builtin, kind: EndKind): BuiltinFunction {
  const { inst } = builtin.end;
  const element = elementOf(builtin);
  return (ri, wi) => {
    const readable = takeEnd(inst, unsigned(ri), kind, 'readable', element);
    forwardEnds(readable, takeEnd(inst, unsigned(wi), kind, 'writable', element));
  };
}

function elementOf({ type, resources }: Builtin): ElementType {
  return { type, resourceType: resources };
}
