import { assertNever } from '../../base/index.js';
import { containsPointer, type PtrType, type ValType } from '../../canonical-abi/index.js';
import type { FeatureName } from '../features.js';
import type { Builtin, CanonBuiltin, CanonOption, PlainBuiltin, ResourceBuiltin } from '../model/canon.js';
import type { CoreNumberType } from '../model/core-types.js';
import type { Located } from '../model/sort.js';
import { checkLowerOptions, checkTaskReturn, requireOptions, type Need } from './canon-functions.js';
import { canonMessages } from './canon-messages.js';
import { checkMemory, checkOptions } from './canon-options.js';
import { checkThreadBuiltin } from './canon-threads.js';
import { validationMessages } from './messages.js';
import type { Scope } from './scope.js';
import { kindText } from './type-text.js';
import { ERROR, type CheckedError, type CheckedSpaces } from './types.js';

type CoreFuncEntry = CheckedSpaces['core func'][number];

interface Signature {
  readonly params: readonly CoreNumberType[];
  readonly results: readonly CoreNumberType[];
}

interface PlainSignature extends Signature {
  readonly feature: FeatureName;
}

const NONE = { params: [], results: [] } as const;
const TAKES = { params: ['i32'], results: [] } as const;
const GIVES = { params: [], results: ['i32'] } as const;
const MAPS = { params: ['i32'], results: ['i32'] } as const;
const TAKES_TWO = { params: ['i32', 'i32'], results: [] } as const;

/** @spec Explainer.md#canonical-built-ins */
const PLAIN: Readonly<Record<PlainBuiltin, PlainSignature>> = {
  'backpressure.inc': { feature: 'cm-async', ...NONE },
  'backpressure.dec': { feature: 'cm-async', ...NONE },
  'task.cancel': { feature: 'cm-async', ...NONE },
  'subtask.drop': { feature: 'cm-async', ...TAKES },
  'error-context.drop': { feature: 'cm-error-context', ...TAKES },
  'waitable-set.new': { feature: 'cm-async', ...GIVES },
  'waitable-set.drop': { feature: 'cm-async', ...TAKES },
  'waitable.join': { feature: 'cm-async', ...TAKES_TWO },
  'thread.index': { feature: 'cm-threading', ...GIVES },
  'thread.resume-later': { feature: 'cm-threading', ...TAKES },
  'thread.suspend': { feature: 'cm-threading', ...GIVES },
  'thread.yield': { feature: 'cm-async', ...GIVES },
  'thread.suspend-then-resume': { feature: 'cm-threading', ...MAPS },
  'thread.yield-then-resume': { feature: 'cm-threading', ...MAPS },
  'thread.suspend-then-promote': { feature: 'cm-threading', ...MAPS },
  'thread.yield-then-promote': { feature: 'cm-threading', ...MAPS },
};

/**
 * The core function that a built-in is.
 * @spec Explainer.md#canonical-built-ins
 */
export function checkBuiltin(scope: Scope, canon: CanonBuiltin): CoreFuncEntry {
  if (isPlain(canon)) {
    const { feature, ...signature } = PLAIN[canon.name];
    scope.requireFeature(canon, `\`${canon.name}\``, feature);
    return coreFunc(scope, signature);
  }
  switch (canon.name) {
    case 'resource.new':
    case 'resource.drop':
    case 'resource.rep':
      return checkResourceBuiltin(scope, canon, canon.name, canon.type);
    case 'task.return':
      return checkTaskReturn(scope, canon, canon);
    case 'subtask.cancel':
      scope.requireFeature(canon, '`subtask.cancel`', 'cm-async');
      if (canon.async) requireMoreBuiltins(scope, canon, 'an async `subtask.cancel`');
      return coreFunc(scope, MAPS);
    case 'context.get':
    case 'context.set':
      return checkContext(scope, canon, canon);
    case 'waitable-set.wait':
    case 'waitable-set.poll': {
      scope.requireFeature(canon, `\`${canon.name}\``, 'cm-async');
      const pointer = checkMemory(scope, canon, canon.memory);
      return coreFunc(scope, { params: ['i32', pointer], results: ['i32'] });
    }
    case 'error-context.new':
    case 'error-context.debug-message':
      return checkErrorContext(scope, canon, canon.name, canon.options);
    case 'thread.new-indirect':
    case 'thread.spawn-ref':
    case 'thread.spawn-indirect':
    case 'thread.available-parallelism':
      return checkThreadBuiltin(scope, canon, canon);
    default:
      return checkCopyable(scope, canon, canon);
  }
}

function isPlain(builtin: Builtin): builtin is Extract<Builtin, { readonly name: PlainBuiltin }> {
  return Object.hasOwn(PLAIN, builtin.name);
}

function coreFunc(scope: Scope, { params, results }: Signature): CoreFuncEntry {
  return { kind: 'func', type: scope.run.coreTypes.func(params, results), exact: false };
}

function requireMoreBuiltins(scope: Scope, place: Located, what: string): void {
  scope.requireFeature(place, what, 'cm-more-async-builtins');
}

/** `new` and `rep` are for the component that defines the resource alone: they see its representation. */
function checkResourceBuiltin(
  scope: Scope,
  place: Located,
  name: ResourceBuiltin,
  index: number,
): CoreFuncEntry {
  const type = scope.find('type', index, place);
  if (type.kind === 'error') return ERROR;
  if (type.kind !== 'resource type') {
    const args = { index, expected: 'a resource type', found: kindText(type) };
    return scope.fault(validationMessages.wrongKindOfType, place, args);
  }
  if (name === 'resource.drop') return coreFunc(scope, TAKES);
  const representation = scope.definedResources.get(type.resource) ?? null;
  if (representation === null) {
    const args = { builtin: name, resource: kindText(type) };
    return scope.fault(canonMessages.resourceNotLocal, place, args);
  }
  // Another representation than a number was reported where the resource is defined.
  if (typeof representation !== 'string') return ERROR;
  const [params, results] = name === 'resource.new' ? [[representation], I32] : [I32, [representation]];
  return coreFunc(scope, { params, results });
}

const I32 = ['i32'] as const;

type ContextBuiltin = Extract<Builtin, { readonly name: 'context.get' | 'context.set' }>;

/** @spec CanonicalABI.md#-canon-contextget */
function checkContext(scope: Scope, place: Located, { name, type, slot }: ContextBuiltin): CoreFuncEntry {
  const builtin = name;
  scope.requireFeature(place, `\`${name}\``, 'cm-async');
  if (slot > 1) scope.fault(canonMessages.badContextSlot, place, { builtin, found: slot });
  else if (slot === 1) scope.requireFeature(place, `\`${name}\` with another slot than 0`, 'cm-threading');
  if (type !== 'i32' && type !== 'i64') {
    const found = typeof type === 'string' ? type : 'a reference type';
    return scope.fault(canonMessages.badContextType, place, { builtin, found });
  }
  if (type === 'i64') scope.requireFeature(place, `\`${name}\` of an \`i64\``, 'cm64');
  scope.contextType ??= type;
  if (scope.contextType !== type) {
    const args = { builtin, expected: String(scope.contextType), found: type };
    scope.fault(canonMessages.mixedContextTypes, place, args);
  }
  return coreFunc(
    scope,
    name === 'context.get' ? { params: [], results: [type] } : { params: [type], results: [] },
  );
}

function checkErrorContext(
  scope: Scope,
  place: Located,
  name: 'error-context.new' | 'error-context.debug-message',
  given: readonly CanonOption[],
): CoreFuncEntry {
  scope.requireFeature(place, `\`${name}\``, 'cm-error-context');
  const options = checkOptions(scope, place, given);
  if (options.kind === 'error') return ERROR;
  checkLowerOptions(scope, place, options, `\`${name}\``);
  if (options.async) {
    const args = { option: 'async', where: `in \`${name}\`` };
    scope.fault(canonMessages.canonOptionNotAllowed, place, args);
  }
  const isNew = name === 'error-context.new';
  const memory: Need = { option: 'memory', because: 'the message is a string in it' };
  const realloc: Need = { option: 'realloc', because: 'it allocates the message' };
  const needs = (): readonly Need[] => (isNew ? [memory] : [memory, realloc]);
  requireOptions(scope, place, options, { definition: name, needs, notes: () => [] });
  const pointer = options.memory ?? 'i32';
  return coreFunc(
    scope,
    isNew ? { params: [pointer, pointer], results: ['i32'] } : { params: ['i32', pointer], results: [] },
  );
}

type CopyableBuiltin = Extract<Builtin, { readonly name: `${'stream' | 'future'}.${string}` }>;

/** The built-ins of streams and futures. */
function checkCopyable(scope: Scope, place: Located, builtin: CopyableBuiltin): CoreFuncEntry {
  const { name } = builtin;
  scope.requireFeature(place, `\`${name}\``, 'cm-async');
  const element = elementOf(scope, place, name.startsWith('stream') ? 'stream' : 'future', builtin.type);
  switch (name) {
    case 'stream.new':
    case 'future.new':
      return coreFunc(scope, { params: [], results: ['i64'] });
    case 'stream.forward':
    case 'future.forward':
      scope.requireFeature(place, `\`${name}\``, 'cm-forward');
      return coreFunc(scope, TAKES_TWO);
    case 'stream.drop-readable':
    case 'stream.drop-writable':
    case 'future.drop-readable':
    case 'future.drop-writable':
      return coreFunc(scope, TAKES);
    case 'stream.cancel-read':
    case 'stream.cancel-write':
    case 'future.cancel-read':
    case 'future.cancel-write':
      if (builtin.async) requireMoreBuiltins(scope, place, `an async \`${name}\``);
      return coreFunc(scope, MAPS);
    case 'stream.read':
    case 'stream.write':
    case 'future.read':
    case 'future.write':
      return checkCopy(scope, place, builtin, element);
    default:
      return assertNever(name);
  }
}

/** What is carried: null for nothing, or a faulty type. */
function elementOf(
  scope: Scope,
  place: Located,
  kind: 'stream' | 'future',
  index: number,
): ValType | CheckedError | null {
  const found = scope.find('type', index, place);
  if (found.kind === 'error') return ERROR;
  const type = found.kind === 'value type' ? found.type : null;
  if (typeof type === 'object' && type?.kind === kind) return type.element;
  const args = { index, expected: `a ${kind} type`, found: kindText(found) };
  return scope.fault(validationMessages.wrongKindOfType, place, args);
}

type CopyBuiltin = Extract<CopyableBuiltin, { readonly options: unknown }>;

/** @spec CanonicalABI.md#-canon-streamfuturereadwrite */
function checkCopy(
  scope: Scope,
  place: Located,
  { name, options: given }: CopyBuiltin,
  element: ValType | CheckedError | null,
): CoreFuncEntry {
  const options = checkOptions(scope, place, given);
  if (options.kind === 'error') return ERROR;
  if (!options.async) requireMoreBuiltins(scope, place, `a \`${name}\` without \`async\``);
  checkLowerOptions(scope, place, options, `\`${name}\``);
  const needs = (): readonly Need[] => copyNeeds(name, element);
  requireOptions(scope, place, options, { definition: name, needs, notes: () => [] });
  const pointer: PtrType = options.memory ?? 'i32';
  const isStream = name.startsWith('stream');
  return coreFunc(
    scope,
    isStream
      ? { params: ['i32', pointer, pointer], results: [pointer] }
      : { params: ['i32', pointer], results: ['i32'] },
  );
}

function copyNeeds(name: CopyBuiltin['name'], element: ValType | CheckedError | null): readonly Need[] {
  if (element === null || (typeof element === 'object' && element.kind === 'error')) return [];
  const memory: Need = { option: 'memory', because: 'the elements are copied through it' };
  if (!name.endsWith('read') || !containsPointer(element)) return [memory];
  return [memory, { option: 'realloc', because: 'the elements hold a string or a list' }];
}
