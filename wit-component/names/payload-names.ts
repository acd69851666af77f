import { nearest } from '../../base/index.js';
import { mayBeAsync, PAYLOAD_OPERATIONS } from './builtins.js';
import type { Scope } from './name-form.js';
import { futuresAndStreams } from './payloads.js';
import type { ImportRole, PayloadOperation, PlacedFunc } from './roles.js';

/** `[async-lower][stream-read-0]f`, taken apart. */
interface PayloadName {
  readonly async: boolean;
  readonly kind: 'future' | 'stream';
  readonly operation: PayloadOperation;
  /** A place among the futures and streams of the function; null for `unit`. */
  readonly index: number | null;
  /** The name of the function. */
  readonly func: string;
}

const OPERATIONS: ReadonlySet<string> = new Set(PAYLOAD_OPERATIONS);

function parse(name: string): PayloadName | null {
  const match = /^(\[async-lower\])?\[(future|stream)-([a-z-]+)-(unit|\d{1,10})\](.*)$/s.exec(name);
  const [, prefix, kind, operation = '', index = '', func = ''] = match ?? [];
  if (!isOperation(operation)) return null;
  const async = prefix !== undefined;
  if (async && !mayBeAsync(operation)) return null;
  return {
    async,
    kind: kind === 'future' ? 'future' : 'stream',
    operation,
    index: index === 'unit' ? null : Number(index),
    func,
  };
}

function isOperation(name: string): name is PayloadOperation {
  return OPERATIONS.has(name);
}

/**
 * The role of a legacy name of a built-in for a future or a stream; or null. These names are read rather than listed: a
 * signature may have very many futures and streams.
 */
export function payloadNameRole(
  scope: Scope,
  funcs: ReadonlyMap<string, PlacedFunc>,
  name: string,
): ImportRole | null {
  const parsed = parse(name);
  if (parsed === null) return null;
  const { async, kind, operation, index } = parsed;
  if (index === null) {
    return { kind, operation, async, payload: { ...scope, type: null, suffix: parsed.func } };
  }
  const func = funcs.get(parsed.func);
  const type = func === undefined ? undefined : futuresAndStreams(func.func)[index];
  if (func === undefined || type?.kind !== kind) return null;
  return { kind, operation, async, payload: { ...func, type, index } };
}

/** Of the futures and streams of a function, those that are told. */
const MOST_TOLD = 8;

/** What is wrong with a name that looks like one of those and has no role; null for any other. */
export function explainPayloadName(funcs: ReadonlyMap<string, PlacedFunc>, name: string): string | null {
  const parsed = parse(name);
  if (parsed === null) return null;
  const func = funcs.get(parsed.func);
  if (func === undefined) {
    const near = nearest(parsed.func, funcs.keys());
    const advice = near === null ? '' : `: did you mean \`${near}\`?`;
    return `there is no function \`${parsed.func}\` to take the type from${advice}`;
  }
  const types = futuresAndStreams(func.func);
  if (types.length === 0) return `there are no futures and streams in the signature of \`${parsed.func}\``;
  const told = types.slice(0, MOST_TOLD).map(({ kind }, index) => `${index} is a ${kind}`);
  const more = types.length > MOST_TOLD ? ', …' : '';
  return `in the signature of \`${parsed.func}\`, ${told.join(', ')}${more}`;
}
