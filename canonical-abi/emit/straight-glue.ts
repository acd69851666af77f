import type { StringEncoding } from '../types.js';
import * as codegen from '../codegen-v1.js';
import type { CoreEndPlan, EndPlan, FuncPlan } from '../func-plan.js';
import type { CoreEnd, CoreFunction, Glue, ListCopiers } from '../glue.js';
import type { ResourceType } from '../handles.js';
import { ComponentInstance } from '../instance.js';
import { type Memo, remembered } from '../memo.js';
import { containsAsyncValue } from '../predicates.js';
import { Room } from '../runtime/room.js';
import type { EmittedGlue } from './call.js';
import { BOUND, emitExported, emitImported } from './call.js';
import { emitFused, FUSED_BOUND } from './fused.js';

export interface StraightGlueOptions {
  /** Convert values as ToWebAssemblyValue does, instead of refusing those of another type. */
  readonly coerce?: boolean;
  /** Takes the calls that have no straight-line text: async ones, and those that pass streams and futures. */
  readonly fallback?: Glue;
  /** Takes long lists of calls from component to component. */
  readonly listCopiers?: ListCopiers;
}

/** Gives what evaluated text returns for what it is bound to. */
type Maker = (...bound: readonly unknown[]) => unknown;

/**
 * The engine that writes each function down, without a choice that its types could have made, and lets JavaScript's own
 * compiler do the rest. A function is written once for a plan, however many instances there are.
 */
export function createStraightGlue(options: StraightGlueOptions = {}): Glue {
  const { coerce = false, fallback, listCopiers } = options;
  const fusers: Memo<WrittenFused | null> = new WeakMap();

  const write = (plan: FuncPlan, end: EndPlan, emit: typeof emitExported): Written | null => {
    const core = coreEndOf(plan, end);
    if (core === null) return null;
    const { encoding } = core;
    const shape = new Room({ inst: new ComponentInstance(), memory: null, realloc: null }, encoding);
    return { make: evaluate(BOUND, emit(plan, core, coerce)), encoding, shape };
  };
  const otherwise = (plan: FuncPlan): Glue => {
    if (fallback === undefined) throw new RangeError(`${plan.name} has no straight-line text`);
    return fallback;
  };

  /** The two ways between core code and JavaScript: they differ in the end that is core code, and in the text. */
  const oneWay = <W extends 'exported' | 'imported'>(
    way: W,
    core: 'callee' | 'caller',
    emit: typeof emitExported,
  ): Glue[W] => {
    const known: Memo<Written | null> = new WeakMap();
    const bind = (
      plan: FuncPlan,
      end: CoreEnd,
      callee: never,
      resources: readonly ResourceType[],
    ): unknown => {
      const written = remembered(known, plan, () => write(plan, plan[core], emit));
      if (written === null) return otherwise(plan)[way](plan, end, callee, resources);
      return written.make(end, new Room(end, written.encoding), callee, resources);
    };
    return bind as Glue[W];
  };

  return {
    exported: oneWay('exported', 'callee', emitExported),
    imported: oneWay('imported', 'caller', emitImported),
    fused(plan, caller, callee, target, resources) {
      // One memory at both ends: what is copied could be written over what is still to be read.
      const written =
        caller.inst === callee.inst ? null : remembered(fusers, plan, () => writeFused(plan, listCopiers));
      if (written === null) return otherwise(plan).fused(plan, caller, callee, target, resources);
      const rooms = [new Room(caller, written.from), new Room(callee, written.to)];
      return written.make(caller, callee, ...rooms, target, resources) as CoreFunction;
    },
  };
}

/** A function of one core end, and how its strings are encoded there. */
interface Written {
  readonly make: Maker;
  readonly encoding: StringEncoding;
  /** Engines forget what objects of a class look like when none is left, and take long to learn it again. */
  readonly shape: Room;
}

interface WrittenFused {
  readonly make: Maker;
  readonly from: StringEncoding;
  readonly to: StringEncoding;
}

function writeFused(plan: FuncPlan, listCopiers?: ListCopiers): WrittenFused | null {
  const [from, to] = [coreEndOf(plan, plan.caller), coreEndOf(plan, plan.callee)];
  if (from === null || to === null) return null;
  const glue = emitFused(plan, from, to, listCopiers);
  const make = evaluate(FUSED_BOUND, glue);
  return {
    make: (...ends) => make(...ends, glue.copiers),
    from: from.encoding,
    to: to.encoding,
  };
}

/** The core end of a plan, if its calls can be written down. */
function coreEndOf({ type, params, result }: FuncPlan, end: EndPlan): CoreEndPlan | null {
  if (end.kind !== 'core' || type.async || end.async) return null;
  return containsAsyncValue(params.type) || containsAsyncValue(result.type) ? null : end;
}

/** All that emitted text may call, by name. */
const HELPERS: typeof codegen = codegen;

/** The one place where text becomes code. */
function evaluate(bound: readonly string[], { helpers, text }: EmittedGlue): Maker {
  const make = new Function(...helpers, ...bound, text) as Maker;
  const values = helpers.map((name) => HELPERS[name]);
  return (...ends) => make(...values, ...ends);
}

/** Whether text may become code here: a content security policy can forbid it. */
export function canEvaluate(): boolean {
  try {
    return new Function('return true')() as boolean;
  } catch {
    return false;
  }
}
