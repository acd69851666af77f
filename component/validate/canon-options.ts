import type { PtrType } from '../../canonical-abi/index.js';
import type { CanonOption } from '../model/canon.js';
import type { Located } from '../model/sort.js';
import { canonMessages } from './canon-messages.js';
import { explainCoreMismatch } from './core-subtyping.js';
import { coreExternText, coreFuncText } from './core-type-text.js';
import { coreFuncOf, type CoreFunc, type CoreVal } from './core-types.js';
import { validationMessages } from './messages.js';
import type { Scope } from './scope.js';
import { ERROR, type CheckedError } from './types.js';

/** The canonical options of one definition. What was found to be faulty counts as there. */
export interface CheckedOptions {
  readonly kind: 'options';
  /** The type of pointers into `memory`; null where there is none. */
  readonly memory: PtrType | null;
  readonly realloc: boolean;
  /** The type of its core function. */
  readonly postReturn: CoreFunc | CheckedError | null;
  readonly async: boolean;
  readonly callback: boolean;
}

const ENCODINGS: readonly CanonOption['kind'][] = ['utf8', 'utf16', 'latin1+utf16'];

/**
 * Checks what holds for the options of any canonical definition.
 * @returns ERROR where they belong to the GC canonical ABI, about which nothing more can be said.
 * @spec CanonicalABI.md#canonopt-validation
 */
export function checkOptions(
  scope: Scope,
  place: Located,
  options: readonly CanonOption[],
): CheckedOptions | CheckedError {
  if (hasGcOption(scope, place, options)) return ERROR;
  const found = distinctOptions(scope, place, options);
  const memory = found.get('memory');
  const ptrType = memory === undefined ? null : checkMemory(scope, place, memory);
  if (found.has('realloc')) checkRealloc(scope, place, found.get('realloc') ?? 0, ptrType);
  const isAsync = found.has('async');
  const disallow = (option: string, where: string): void => {
    scope.fault(canonMessages.canonOptionNotAllowed, place, { option, where });
  };
  if (isAsync) scope.requireFeature(place, 'the canonical option `async`', 'cm-async');
  if (found.has('callback') && !isAsync) disallow('callback', 'without `async`');
  if (found.has('post-return') && isAsync) disallow('post-return', 'together with `async`');
  const postReturn = found.get('post-return');
  const callback = found.get('callback');
  if (callback !== undefined) checkCallback(scope, place, callback);
  return {
    kind: 'options',
    memory: ptrType,
    realloc: found.has('realloc'),
    postReturn: postReturn === undefined ? null : coreFunction(scope, place, postReturn),
    async: isAsync,
    callback: callback !== undefined,
  };
}

/** wasm-tools' `gc` and `core-type`, which have a gate but no specification. */
function hasGcOption(scope: Scope, place: Located, options: readonly CanonOption[]): boolean {
  const option = options.find(({ kind }) => kind === 'gc' || kind === 'core-type')?.kind;
  if (option === undefined) return false;
  const isOn = scope.requireFeature(place, `the canonical option \`${option}\``, 'cm-gc');
  if (isOn) scope.fault(canonMessages.gcNotSupported, place, { option });
  return true;
}

/** The options by their kinds, with the indexes that some have; 0 for the others. */
function distinctOptions(
  scope: Scope,
  place: Located,
  options: readonly CanonOption[],
): ReadonlyMap<CanonOption['kind'], number> {
  const found = new Map<CanonOption['kind'], number>();
  let encoding: CanonOption['kind'] | null = null;
  for (const option of options) {
    const { kind } = option;
    if (found.has(kind)) scope.fault(canonMessages.duplicateCanonOption, place, { option: kind });
    else if (ENCODINGS.includes(kind) && encoding !== null) {
      scope.fault(canonMessages.conflictingStringEncodings, place, { first: encoding, second: kind });
    } else {
      found.set(kind, 'index' in option ? option.index : 0);
      if (ENCODINGS.includes(kind)) encoding = kind;
    }
  }
  return found;
}

/** Checks the memory at `index`, of an option or a built-in, and gives the type of pointers into it. */
export function checkMemory(scope: Scope, place: Located, index: number): PtrType {
  const found = scope.find('core memory', index, place);
  if (found.kind === 'error') return 'i32';
  const { limits } = found.memory;
  const asked = { ...limits, minimum: 0n, maximum: null, shared: false };
  const expected = { kind: 'memory', memory: { ...found.memory, limits: asked } } as const;
  const mismatch = explainCoreMismatch(found, expected);
  if (mismatch !== null) {
    scope.fault(validationMessages.coreTypeMismatch, place, {
      path: ['the memory of a canonical definition'],
      expected: 'one that is not shared',
      found: `\`${coreExternText(found)}\``,
    });
  }
  if (limits.is64) scope.requireFeature(place, 'a memory with 64-bit addresses', 'cm64');
  return limits.is64 ? 'i64' : 'i32';
}

function checkRealloc(scope: Scope, place: Located, index: number, ptrType: PtrType | null): void {
  if (ptrType === null) {
    const because = 'that is the memory in which it allocates';
    scope.fault(canonMessages.missingCanonOption, place, {
      option: 'memory',
      definition: 'realloc',
      because,
    });
  }
  const found = coreFunction(scope, place, index);
  const type = ptrType ?? 'i32';
  checkFunction(scope, place, 'realloc', found, { params: [type, type, type, type], results: [type] });
}

function checkCallback(scope: Scope, place: Located, index: number): void {
  const found = coreFunction(scope, place, index);
  checkFunction(scope, place, 'callback', found, { params: ['i32', 'i32', 'i32'], results: ['i32'] });
}

function coreFunction(scope: Scope, place: Located, index: number): CoreFunc | CheckedError {
  const found = scope.find('core func', index, place);
  return found.kind === 'error' ? ERROR : (coreFuncOf(found) ?? ERROR);
}

type Signature = Pick<CoreFunc, 'params' | 'results'>;

/** Checks the core function of `option`. */
export function checkFunction(
  scope: Scope,
  place: Located,
  option: string,
  found: CoreFunc | CheckedError,
  expected: Signature,
): void {
  if (found.kind === 'error') return;
  if (isSame(found.params, expected.params) && isSame(found.results, expected.results)) return;
  scope.fault(canonMessages.badCanonOptionType, place, {
    option,
    expected: `a core function of type \`${coreFuncText(expected)}\``,
    found: `\`${coreFuncText(found)}\``,
  });
}

/** For numeric types, of which canonical definitions consist: they are equal as strings are. */
function isSame(found: readonly CoreVal[], expected: readonly CoreVal[]): boolean {
  return found.length === expected.length && found.every((type, index) => type === expected[index]);
}
