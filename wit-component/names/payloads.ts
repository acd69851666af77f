import {
  childTypes,
  signatureTypes,
  type Func,
  type FutureType,
  type ResourceType,
  type StreamType,
  type Type,
} from '../../wit-parser/index.js';

/** How many are listed of one function: names that refer to later ones are refused as unknown. */
const MAX_PAYLOADS = 10_000;

const listed = new WeakMap<Func, readonly (FutureType | StreamType)[]>();

/**
 * The future and stream types in the signature of `func`, as core names number them: parameters first, then the result,
 * depth first, inner ones before those that carry them. One that stands there twice is listed twice.
 */
export function futuresAndStreams(func: Func): readonly (FutureType | StreamType)[] {
  const known = listed.get(func);
  if (known !== undefined) return known;
  const found: (FutureType | StreamType)[] = [];
  const empty = new Set<Type>();
  for (const type of signatureTypes(func)) collect(type, found, empty);
  listed.set(func, found);
  return found;
}

/**
 * Adds those in `type` to `found`. `empty` remembers types without any, so that a type that is mentioned a thousand times
 * is looked into once.
 */
function collect(type: Type, found: (FutureType | StreamType)[], empty: Set<Type>): void {
  if (typeof type === 'string' || empty.has(type) || found.length >= MAX_PAYLOADS) return;
  // The resource of a handle carries nothing.
  if (type.kind === 'own' || type.kind === 'borrow') return;
  const before = found.length;
  for (const child of childTypes(type)) collect(child, found, empty);
  if (type.kind === 'future' || type.kind === 'stream') found.push(type);
  if (found.length === before) empty.add(type);
}

/** Whether `type` is the definition of a resource, not an alias of one. */
export function isResource(type: Type): type is ResourceType {
  return typeof type !== 'string' && type.kind === 'resource';
}
