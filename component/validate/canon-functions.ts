import {
  MAX_FLAT_ASYNC_PARAMS,
  MAX_FLAT_PARAMS,
  MAX_FLAT_RESULTS,
  containsBorrow,
  containsPointer,
  flattenFunctype,
  flattenType,
  flattenTypes,
  type FuncType,
} from '../../canonical-abi/index.js';
import type { Builtin, CanonLift, CanonLower } from '../model/canon.js';
import type { Located } from '../model/sort.js';
import { canonMessages } from './canon-messages.js';
import { checkFunction, checkOptions, type CheckedOptions } from './canon-options.js';
import { coreFuncText } from './core-type-text.js';
import { coreFuncOf } from './core-types.js';
import { validationMessages } from './messages.js';
import type { Scope } from './scope.js';
import { funcTypeText, kindText, typeText } from './type-text.js';
import { ERROR, structureOf, type CheckedError, type CheckedFuncType, type CheckedSpaces } from './types.js';
import { checkUse } from './value-types.js';

/** @spec CanonicalABI.md#canon-lift */
export function checkLift(scope: Scope, canon: CanonLift): CheckedFuncType | CheckedError {
  const type = functionType(scope, canon, canon.type);
  const core = scope.find('core func', canon.coreFunc, canon);
  const options = checkOptions(scope, canon, canon.options);
  if (type.kind === 'error' || options.kind === 'error') return type;
  checkAsync(scope, canon, options, type.type);
  if (options.async && !options.callback) {
    scope.requireFeature(canon, 'an async lift without `callback`', 'cm-async-stackful');
  }
  const notes = (): string[] => [functionNote(type)];
  const needs = (): readonly Need[] => liftNeeds(type.type, options);
  requireOptions(scope, canon, options, { definition: 'lift', needs, notes });
  const expected = flattenFunctype(abiOptions(options), type.type, 'lift');
  const found = core.kind === 'error' ? null : coreFuncOf(core);
  if (core.kind === 'error' || found === null) return type;
  if (core.type !== scope.run.coreTypes.func(expected.params, expected.results)) {
    const texts = { expected: coreFuncText(expected), found: coreFuncText(found) };
    const isOther = texts.expected === texts.found;
    const more = isOther
      ? ['the core type is of a recursion group with others, is shared, or is not final']
      : [];
    scope.fault(canonMessages.wrongCoreSignature, canon, texts, { notes: [...notes(), ...more] });
  }
  if (options.postReturn !== null) {
    checkFunction(scope, canon, 'post-return', options.postReturn, { params: found.results, results: [] });
  }
  return type;
}

function functionNote(type: CheckedFuncType): string {
  return `the function is ${funcTypeText(type)}`;
}

/** @spec CanonicalABI.md#canon-lower */
export function checkLower(scope: Scope, canon: CanonLower): CheckedSpaces['core func'][number] {
  const type = scope.find('func', canon.func, canon);
  const options = checkOptions(scope, canon, canon.options);
  if (type.kind === 'error' || options.kind === 'error') return ERROR;
  checkLowerOptions(scope, canon, options, '`lower`');
  checkAsync(scope, canon, options, type.type);
  const notes = (): string[] => [functionNote(type)];
  return lowered(scope, canon, type.type, options, { definition: 'lower', notes });
}

/**
 * `task.return` gives back a value as a synchronous lower of a function takes its parameter.
 * @spec CanonicalABI.md#-canon-taskreturn
 */
export function checkTaskReturn(
  scope: Scope,
  place: Located,
  { result, options: given }: Extract<Builtin, { name: 'task.return' }>,
): CheckedSpaces['core func'][number] {
  scope.requireFeature(place, '`task.return`', 'cm-async');
  const use = result === null ? null : checkUse(scope, result, place);
  const options = checkOptions(scope, place, given);
  if (options.kind === 'error' || (typeof use === 'object' && use?.kind === 'error')) return ERROR;
  const type = use === null ? null : structureOf(use);
  if (use !== null && type !== null && containsBorrow(type)) {
    scope.fault(validationMessages.borrowInResult, place, { found: typeText(use) });
  }
  checkLowerOptions(scope, place, options, '`task.return`');
  for (const option of ['realloc', 'async'] as const) {
    if (!options[option]) continue;
    scope.fault(canonMessages.canonOptionNotAllowed, place, { option, where: 'in `task.return`' });
  }
  const params = type === null ? [] : [{ label: 'value', type }];
  const returned: FuncType = { params, result: null, async: false };
  return lowered(
    scope,
    place,
    returned,
    { ...options, async: false },
    { definition: 'task.return', notes: () => [] },
  );
}

function lowered(
  scope: Scope,
  place: Located,
  type: FuncType,
  options: CheckedOptions,
  asker: Omit<Asker, 'needs'>,
): CheckedSpaces['core func'][number] {
  const needs = (): readonly Need[] => lowerNeeds(type, options);
  requireOptions(scope, place, options, { ...asker, needs });
  const { params, results } = flattenFunctype(abiOptions(options), type, 'lower');
  return { kind: 'func', type: scope.run.coreTypes.func(params, results), exact: false };
}

function functionType(scope: Scope, place: Located, index: number): CheckedFuncType | CheckedError {
  const type = scope.find('type', index, place);
  if (type.kind === 'error' || type.kind === 'func type') return type;
  return scope.fault(validationMessages.wrongKindOfType, place, {
    index,
    expected: 'a func type',
    found: kindText(type),
  });
}

/** What only a lift may have. */
export function checkLowerOptions(scope: Scope, place: Located, options: CheckedOptions, of: string): void {
  const given = { 'post-return': options.postReturn !== null, callback: options.callback };
  for (const [option, isGiven] of Object.entries(given)) {
    if (!isGiven) continue;
    scope.fault(canonMessages.canonOptionNotAllowed, place, { option, where: `in ${of}, only in \`lift\`` });
  }
}

function checkAsync(
  scope: Scope,
  canon: CanonLift | CanonLower,
  options: CheckedOptions,
  type: FuncType,
): void {
  if (!options.async || type.async) return;
  scope.fault(canonMessages.asyncOptionOfSyncFunction, canon, { definition: canon.name });
}

function abiOptions({ memory, async: isAsync, callback }: CheckedOptions): Parameters<typeof flattenFunctype>[0] {
  return { ptrType: memory ?? 'i32', async: isAsync, callback };
} // prettier-ignore

/** An option that is required, and why. */
export interface Need {
  readonly option: 'memory' | 'realloc';
  readonly because: string;
}

/** The definition that needs options, and what explains why; asked for where that is not known to be good. */
interface Asker {
  readonly definition: string;
  readonly needs: () => readonly Need[];
  readonly notes: () => readonly string[];
}

/** Reports the first of the needs for `memory`, and the first for `realloc`, where they are not there. */
export function requireOptions(scope: Scope, place: Located, options: CheckedOptions, asker: Asker): void {
  const given = { memory: options.memory !== null, realloc: options.realloc };
  if (given.memory && given.realloc) return;
  const needs = asker.needs();
  for (const option of ['memory', 'realloc'] as const) {
    const need = needs.find((each) => each.option === option);
    if (need === undefined || given[option]) continue;
    const args = { option, definition: asker.definition, because: need.because };
    scope.fault(canonMessages.missingCanonOption, place, args, { notes: asker.notes() });
  }
}

const both = (because: string): Need[] => [
  { option: 'memory', because },
  { option: 'realloc', because },
];

const memory = (because: string): Need[] => [{ option: 'memory', because }];

const PARAMS_WITH_POINTERS = 'its parameters hold a string or a list';
const RESULT_WITH_POINTERS = 'its result holds a string or a list';

const tooManyParams = (limit: number): string => `its parameters take more than ${limit} core values`;

function liftNeeds(type: FuncType, options: CheckedOptions): Need[] {
  const { ptrType } = abiOptions(options);
  const params = type.params.map((param) => param.type);
  const needs: Need[] = [];
  if (params.some(containsPointer)) needs.push(...both(PARAMS_WITH_POINTERS));
  if (flattenTypes(params, ptrType) === null) needs.push(...both(tooManyParams(MAX_FLAT_PARAMS)));
  if (type.result === null) return needs;
  if (containsPointer(type.result)) needs.push(...memory(RESULT_WITH_POINTERS));
  const flat = flattenType(type.result, ptrType);
  const limit = options.async ? MAX_FLAT_PARAMS : MAX_FLAT_RESULTS;
  if (flat === null || flat.length > limit) needs.push(...memory(tooManyResults(limit)));
  return needs;
}

const tooManyResults = (limit: number): string =>
  `its result takes more than ${limit} core value${limit === 1 ? '' : 's'}`;

function lowerNeeds(type: FuncType, options: CheckedOptions): Need[] {
  const { ptrType } = abiOptions(options);
  const params = type.params.map((param) => param.type);
  const needs: Need[] = [];
  if (params.some(containsPointer)) needs.push(...memory(PARAMS_WITH_POINTERS));
  const limit = options.async ? MAX_FLAT_ASYNC_PARAMS : MAX_FLAT_PARAMS;
  const flatParams = flattenTypes(params, ptrType);
  if (flatParams === null || flatParams.length > limit) needs.push(...memory(tooManyParams(limit)));
  if (type.result === null) return needs;
  if (containsPointer(type.result)) needs.push(...both(RESULT_WITH_POINTERS));
  const flat = flattenType(type.result, ptrType);
  if (options.async) needs.push(...memory('an async call stores its result in memory'));
  else if (flat === null || flat.length > MAX_FLAT_RESULTS)
    needs.push(...memory(tooManyResults(MAX_FLAT_RESULTS)));
  return needs;
}
