import type { Addition } from './check-extern.js';
import type { ParsedName } from './extern-name.js';
import { validationMessages } from './messages.js';
import { explainValueMismatch } from './subtyping.js';
import { typeText } from './type-text.js';
import type {
  CheckedFuncType,
  CheckedItem,
  CheckedResourceType,
  CheckedValueType,
  TypeUse,
  ValueUse,
} from './types.js';

type PlainName = ParsedName & { readonly kind: 'plain' };

/**
 * Checks that `item` is what its name says: a function of a resource, or an accessor.
 * @spec Explainer.md#import-and-export-definitions
 */
export function checkAnnotatedType(addition: Addition, parsed: PlainName, item: CheckedItem): void {
  const { scope, side, name, place } = addition;
  if (item.kind === 'error' || (parsed.annotation === null && parsed.accessor === null)) return;
  if (item.kind !== 'func') {
    const args = { side, name: name.name, sort: item.kind };
    scope.fault(validationMessages.annotationNotOnFunction, place, args);
    return;
  }
  const isSound = checkResourceFunc(addition, parsed, item.type);
  if (isSound && parsed.accessor !== null) checkAccessor(addition, parsed, item.type);
}

/** @returns whether nothing was found. */
function checkResourceFunc(addition: Addition, parsed: PlainName, type: CheckedFuncType): boolean {
  const { scope, side, onSide, name, place } = addition;
  const extern = { side, name: name.name };
  const resource = parsed.resource ?? '';
  switch (parsed.annotation) {
    case null:
      return true;
    case 'static':
      if (onSide.resourceNames.has(resource)) return true;
      scope.fault(validationMessages.unknownAnnotatedResource, place, { ...extern, resource });
      return false;
    case 'constructor': {
      if (type.type.async) {
        scope.fault(validationMessages.asyncConstructor, place, extern);
        return false;
      }
      const made = ownedResource(resultOf(type));
      if (made !== null) return checkResource(addition, resource, made);
      const expected = `\`own<${resource}>\` or a \`result\` of it`;
      const found = textOf(resultOf(type));
      scope.fault(validationMessages.badConstructorType, place, { ...extern, expected, found });
      return false;
    }
    case 'method': {
      const self = selfOf(type);
      if (typeof self === 'object') return checkResource(addition, resource, self);
      const expected = `a first parameter \`self: borrow<${resource}>\``;
      scope.fault(validationMessages.badMethodType, place, { ...extern, expected, found: self });
      return false;
    }
  }
}

/** Whether `found` is known on this side as `expected`. */
function checkResource(addition: Addition, expected: string, found: CheckedResourceType): boolean {
  const { scope, side, onSide, name, place } = addition;
  const known = onSide.resources.get(found);
  if (known === expected) return true;
  const args = { side, name: name.name, resource: expected };
  if (known === undefined) scope.fault(validationMessages.unknownAnnotatedResource, place, args);
  else scope.fault(validationMessages.wrongAnnotatedResource, place, { ...args, found: known });
  return false;
}

function resultOf({ operands }: CheckedFuncType): ValueUse | null {
  return (operands.at(-1) ?? null) as ValueUse | null;
}

function textOf(use: TypeUse | null): string {
  return use === null ? 'no result' : typeText(use);
}

/** The resource of `own` or of a `result` of it. */
function ownedResource(use: TypeUse | null): CheckedResourceType | null {
  const own = isOf(use, 'result') ? (use.operands[0] ?? null) : use;
  return isOf(own, 'own') ? handleResource(own) : null;
}

function isOf(use: TypeUse | null, kind: string): use is CheckedValueType {
  if (use === null || typeof use === 'string' || use.kind !== 'value type') return false;
  return typeof use.type === 'object' && use.type.kind === kind;
}

function handleResource(use: CheckedValueType): CheckedResourceType | null {
  const [resource] = use.operands;
  return typeof resource === 'object' && resource?.kind === 'resource type' ? resource : null;
}

/** The resource that is borrowed as `self`, or what is there instead. */
function selfOf({ type, operands }: CheckedFuncType): CheckedResourceType | string {
  const [first] = type.params;
  const use = operands[0] ?? null;
  if (first === undefined) return 'no parameters';
  if (first.label !== 'self') return `the first parameter \`${first.label}\``;
  const resource = isOf(use, 'borrow') ? handleResource(use) : null;
  return resource ?? `\`self\` of the type ${textOf(use)}`;
}

/**
 * A getter takes nothing and returns a value, perhaps in a `result`; a setter takes one and returns nothing or a `result`
 * without a value.
 */
function checkAccessor(addition: Addition, parsed: PlainName, type: CheckedFuncType): void {
  const { scope, side, name, place } = addition;
  const fault = (expected: string, found: string): void => {
    scope.fault(validationMessages.badAccessorType, place, { side, name: name.name, expected, found });
  };
  const isMethod = parsed.annotation === 'method';
  const count = type.type.params.length - (isMethod ? 1 : 0);
  const besides = isMethod ? ' besides `self`' : '';
  const result = resultOf(type);
  if (type.type.async) fault('be a function that is not async', 'an async one');
  else if (parsed.accessor === 'get') {
    if (count !== 0) fault(`have no parameters${besides}`, String(count));
    else if (result === null) fault('return a value', 'no result');
    else if (isOf(result, 'result') && result.operands[0] === null)
      fault('return a `result` with a value', textOf(result));
  } else if (count !== 1) fault(`have one parameter${besides}`, String(count));
  else if (result !== null && !(isOf(result, 'result') && result.operands[0] === null)) {
    fault('return nothing or a `result` without a value', textOf(result));
  }
}

/** Checks that a setter has its getter before it, and is of the same type. */
export function checkSetter({ scope, side, onSide, name, place }: Addition, item: CheckedItem): void {
  if (item.kind !== 'func') return;
  const getter = name.name.replace('[set]', '[get]');
  const found = onSide.externs.get(getter);
  if (found === undefined) {
    scope.fault(validationMessages.setterWithoutGetter, place, { side, name: name.name, getter });
    return;
  }
  if (found.item.kind !== 'func') return;
  const returned = resultOf(found.item.type);
  const property = isOf(returned, 'result') ? (returned.operands[0] ?? null) : returned;
  const value = item.type.operands.at(-2) ?? null;
  if (property === null || value === null || item.type.type.params.length === 0) return;
  if (explainValueMismatch(value as ValueUse, property as ValueUse) === null) return;
  scope.fault(validationMessages.badAccessorType, place, {
    side,
    name: name.name,
    expected: `take ${typeText(property)}, as \`${getter}\` returns it`,
    found: typeText(value),
  });
}
