import { isLabel, uniquenessKey } from '../../base/index.js';
import {
  MAX_ELEM_SIZE,
  MAX_FLAGS,
  containsBorrow,
  exceedsMaxElemSize,
  type ValType,
} from '../../canonical-abi/index.js';
import { LIMITS } from '../limits.js';
import type { Located } from '../model/sort.js';
import type * as decoded from '../model/types.js';
import { funcType, isWithinLimits, valueType } from './entities.js';
import { validationMessages, withArticle } from './messages.js';
import type { Scope } from './scope.js';
import { kindText, typeText } from './type-text.js';
import {
  ERROR,
  structureOf,
  type CheckedError,
  type CheckedFuncType,
  type CheckedResourceType,
  type CheckedValueType,
  type TypeUse,
  type ValueUse,
} from './types.js';

/** The use of a value type at `place`. */
export function checkUse(scope: Scope, type: decoded.ValType, place: Located): ValueUse | CheckedError {
  if (typeof type === 'string') return checkPrimitive(scope, type, place);
  const entity = scope.find('type', type, place);
  if (entity.kind === 'value type' || entity.kind === 'error') return entity;
  return scope.fault(validationMessages.wrongKindOfType, place, {
    expected: 'a value type',
    found: kindText(entity),
    index: type,
  });
}

function checkPrimitive(
  scope: Scope,
  type: decoded.PrimitiveType,
  place: Located,
): decoded.PrimitiveType | CheckedError {
  if (type !== 'error-context' || scope.requireFeature(place, '`error-context`', 'cm-error-context'))
    return type;
  return ERROR;
}

function checkResourceUse(scope: Scope, index: number, place: Located): CheckedResourceType | CheckedError {
  const entity = scope.find('type', index, place);
  if (entity.kind === 'resource type' || entity.kind === 'error') return entity;
  return scope.fault(validationMessages.wrongKindOfType, place, {
    expected: 'a resource',
    found: kindText(entity),
    index,
  });
}

/** @spec Binary.md#type-definitions */
export function checkDefinedType(
  scope: Scope,
  type: decoded.DefinedType,
  place: Located,
): CheckedValueType | CheckedError {
  const entity = new ValueTypeChecker(scope, place).check(type);
  if (entity.kind === 'error') return entity;
  if (!isWithinLimits(scope, place, entity)) return ERROR;
  if (!exceedsMaxElemSize(entity.type)) return entity;
  return scope.fault(validationMessages.valueTooLarge, place, { what: type.kind, limit: MAX_ELEM_SIZE });
}

/** @spec Binary.md#type-definitions */
export function checkFuncType(
  scope: Scope,
  type: decoded.FuncType,
  place: Located,
): CheckedFuncType | CheckedError {
  const isAllowed = !type.async || scope.requireFeature(place, 'async functions', 'cm-async');
  const checker = new ValueTypeChecker(scope, place);
  const areLabelsGood = checker.labels('parameter', type.params);
  const params = type.params.map((param) => checkUse(scope, param.type, place));
  const result = type.result === null ? null : checkUse(scope, type.result, place);
  if (!isAllowed || !areLabelsGood || !isSound(params) || isError(result)) return ERROR;
  if (result !== null && containsBorrow(structureOf(result))) {
    return scope.fault(validationMessages.borrowInResult, place, { found: typeText(result) });
  }
  const structure = {
    params: type.params.map(({ label }, index) => ({ label, type: structureAt(params, index) })),
    result: result === null ? null : structureOf(result),
    async: type.async,
  };
  const entity = funcType(structure, [...params, result]);
  return isWithinLimits(scope, place, entity) ? entity : ERROR;
}

function isError<T extends object | string | null>(part: T | CheckedError): part is CheckedError {
  return part === ERROR;
}

function isSound<T extends object | string | null>(
  parts: readonly (T | CheckedError)[],
): parts is readonly Exclude<T, CheckedError>[] {
  return !parts.some((part) => part === ERROR);
}

function structureAt(uses: readonly ValueUse[], index: number): ValType {
  // Made from the same list, so it is there.
  return structureOf(uses[index] ?? 'bool');
}

/** Integers, `bool`, `char` and `string`. */
const NO_MAP_KEYS: ReadonlySet<ValType> = new Set<ValType>(['f32', 'f64', 'error-context']);

class ValueTypeChecker {
  readonly #scope: Scope;
  readonly #place: Located;

  constructor(scope: Scope, place: Located) {
    this.#scope = scope;
    this.#place = place;
  }

  check(type: decoded.DefinedType): CheckedValueType | CheckedError {
    switch (type.kind) {
      case 'primitive': {
        const primitive = checkPrimitive(this.#scope, type.primitive, this.#place);
        return isError(primitive) ? ERROR : valueType(primitive, []);
      }
      case 'record':
        return this.#record(type.fields);
      case 'variant':
        return this.#variant(type.cases);
      case 'list':
        return this.#wrap(type.element, (element) => ({ kind: 'list', element, length: null }));
      case 'fixed-length list':
        return this.#fixedLengthList(type.element, type.length);
      case 'tuple':
        return this.#tuple(type.types);
      case 'flags':
      case 'enum':
        return this.#names(type.kind, type.labels);
      case 'option':
        return this.#wrap(type.type, (inner) => ({ kind: 'option', type: inner }));
      case 'result':
        return this.#result(type.ok, type.error);
      case 'own':
      case 'borrow': {
        const resource = checkResourceUse(this.#scope, type.resource, this.#place);
        if (resource.kind === 'error') return resource;
        return valueType({ kind: type.kind, resource: resource.resource }, [resource]);
      }
      case 'stream':
      case 'future':
        return this.#carrier(type.kind, type.element);
      case 'map':
        return this.#map(type.key, type.value);
    }
  }

  /** Whether `items` have labels that are well formed and differ; reports those that do not. */
  labels(what: string, items: readonly { readonly label: string }[]): boolean {
    const seen = new Map<string, string>();
    let areGood = true;
    for (const { label } of items) {
      if (!isLabel(label)) {
        const args = { what: `the name of ${withArticle(what)}`, label };
        this.#scope.fault(validationMessages.labelNotKebabCase, this.#place, args);
        areGood = false;
        continue;
      }
      const key = uniquenessKey(label);
      const previous = seen.get(key);
      if (previous === undefined) seen.set(key, label);
      else {
        this.#scope.fault(validationMessages.duplicateLabel, this.#place, { what, label, previous });
        areGood = false;
      }
    }
    return areGood;
  }

  #use(type: decoded.ValType): ValueUse | CheckedError {
    return checkUse(this.#scope, type, this.#place);
  }

  #optionalUse(type: decoded.ValType | null): ValueUse | null | CheckedError {
    return type === null ? null : this.#use(type);
  }

  #wrap(type: decoded.ValType, make: (inner: ValType) => ValType): CheckedValueType | CheckedError {
    const use = this.#use(type);
    return isError(use) ? ERROR : valueType(make(structureOf(use)), [use]);
  }

  #empty(what: string, part: string): CheckedError {
    return this.#scope.fault(validationMessages.emptyType, this.#place, { what, part });
  }

  #record(fields: readonly decoded.LabelledType[]): CheckedValueType | CheckedError {
    if (fields.length === 0) return this.#empty('record', 'field');
    const areLabelsGood = this.labels('record field', fields);
    const uses = fields.map((field) => this.#use(field.type));
    if (!areLabelsGood || !isSound(uses)) return ERROR;
    const structure = fields.map(({ label }, index) => ({ label, type: structureAt(uses, index) }));
    return valueType({ kind: 'record', fields: structure }, uses);
  }

  #variant(cases: readonly decoded.VariantCase[]): CheckedValueType | CheckedError {
    if (cases.length === 0) return this.#empty('variant', 'case');
    const areLabelsGood = this.labels('variant case', cases);
    const uses = cases.map((item) => this.#optionalUse(item.type));
    if (!areLabelsGood || !isSound(uses)) return ERROR;
    const structure = cases.map(({ label }, index) => {
      const use = uses[index] ?? null;
      return { label, type: use === null ? null : structureOf(use) };
    });
    return valueType({ kind: 'variant', cases: structure }, uses);
  }

  #tuple(types: readonly decoded.ValType[]): CheckedValueType | CheckedError {
    if (types.length === 0) return this.#empty('tuple', 'type');
    const uses = types.map((type) => this.#use(type));
    return isSound(uses) ? valueType({ kind: 'tuple', types: uses.map(structureOf) }, uses) : ERROR;
  }

  #names(kind: 'flags' | 'enum', labels: readonly string[]): CheckedValueType | CheckedError {
    if (labels.length === 0) return this.#empty(kind, kind === 'enum' ? 'case' : 'flag');
    if (kind === 'flags' && labels.length > MAX_FLAGS) {
      const args = { count: labels.length, limit: MAX_FLAGS };
      return this.#scope.fault(validationMessages.tooManyFlags, this.#place, args);
    }
    const areGood = this.labels(kind === 'enum' ? 'enum case' : 'flag', labels.map((label) => ({ label }))); // prettier-ignore
    return areGood ? valueType({ kind, labels }, []) : ERROR;
  }

  #fixedLengthList(element: decoded.ValType, length: number): CheckedValueType | CheckedError {
    if (!this.#scope.requireFeature(this.#place, 'fixed-length lists', 'cm-fixed-length-lists')) return ERROR;
    if (length === 0)
      return this.#scope.fault(validationMessages.emptyFixedLengthList, this.#place, undefined);
    if (length > LIMITS.fixedLengthListElements) {
      const args = { length, limit: LIMITS.fixedLengthListElements };
      return this.#scope.fault(validationMessages.fixedLengthListTooLong, this.#place, args);
    }
    return this.#wrap(element, (inner) => ({ kind: 'list', element: inner, length }));
  }

  #result(
    okType: decoded.ValType | null,
    errorType: decoded.ValType | null,
  ): CheckedValueType | CheckedError {
    const ok = this.#optionalUse(okType);
    const error = this.#optionalUse(errorType);
    if (isError(ok) || isError(error)) return ERROR;
    const structure: ValType = {
      kind: 'result',
      ok: ok === null ? null : structureOf(ok),
      error: error === null ? null : structureOf(error),
    };
    return valueType(structure, [ok, error]);
  }

  #map(keyType: decoded.ValType, type: decoded.ValType): CheckedValueType | CheckedError {
    if (!this.#scope.requireFeature(this.#place, 'maps', 'cm-map')) return ERROR;
    const key = this.#use(keyType);
    const value = this.#use(type);
    if (isError(key) || isError(value)) return ERROR;
    const structure = structureOf(key);
    if (typeof structure !== 'string' || NO_MAP_KEYS.has(structure)) {
      return this.#scope.fault(validationMessages.badMapKey, this.#place, { found: typeText(key) });
    }
    return valueType({ kind: 'map', key: structure, value: structureOf(value) }, [key, value]);
  }

  #carrier(kind: 'stream' | 'future', type: decoded.ValType | null): CheckedValueType | CheckedError {
    if (!this.#scope.requireFeature(this.#place, `\`${kind}\``, 'cm-async')) return ERROR;
    const use = this.#optionalUse(type);
    if (isError(use)) return ERROR;
    const element = use === null ? null : structureOf(use);
    if (kind === 'stream' && element === 'char') {
      return this.#scope.fault(validationMessages.streamOfChar, this.#place, undefined, {
        help: ['use `stream<u8>` and say how the bytes are encoded'],
      });
    }
    if (use !== null && containsBorrow(structureOf(use))) {
      const args = { what: kind, found: typeText(use) };
      return this.#scope.fault(validationMessages.borrowInStream, this.#place, args);
    }
    return valueType({ kind, element }, [use satisfies TypeUse | null]);
  }
}
