import type { Start } from '../model/definitions.js';
import type { Located } from '../model/sort.js';
import { validationMessages } from './messages.js';
import type { Scope } from './scope.js';
import { explainValueMismatch } from './subtyping.js';
import { typeText } from './type-text.js';
import { ERROR, type CheckedError, type ValueUse } from './types.js';

/** Uses up the value at `index`: each is used exactly once. */
export function useValue(scope: Scope, index: number, place: Located): ValueUse | CheckedError {
  const value = scope.find('value', index, place);
  if (value.kind === 'error') return value;
  if (scope.usedValues.has(index)) return scope.fault(validationMessages.valueUsedTwice, place, { index });
  scope.usedValues.add(index);
  return value.type;
}

/** Reports the first value that nobody takes. */
export function checkAllUsed(scope: Scope, place: Located): void {
  const index = scope.spaces.value.findIndex(
    (value, each) => value.kind !== 'error' && !scope.usedValues.has(each),
  );
  if (index !== -1) scope.fault(validationMessages.valueNotUsed, place, { index });
}

/** @spec Binary.md#-start-definitions */
export function checkStart(scope: Scope, { func, arguments: args, results, ...place }: Start): void {
  const pushErrors = (): void => {
    for (let left = results; left > 0 && left <= 1; left--) scope.spaces.value.push(ERROR);
  };
  if (!scope.requireFeature(place, 'start functions', 'cm-values')) return pushErrors();
  if (scope.hasStart) {
    scope.fault(validationMessages.secondStart, place, undefined);
    return pushErrors();
  }
  scope.hasStart = true;
  const type = scope.find('func', func, place);
  if (type.kind === 'error') return pushErrors();
  const { params, result } = type.type;
  const resultCount = result === null ? 0 : 1;
  if (params.length !== args.length) {
    const counts = { expected: params.length, found: args.length };
    scope.fault(validationMessages.startArgumentCount, place, counts);
  }
  for (const [position, index] of args.entries()) {
    const found = useValue(scope, index, place);
    const expected = (type.operands[position] ?? null) as ValueUse | null;
    if (
      position >= params.length ||
      expected === null ||
      (typeof found === 'object' && found.kind === 'error')
    )
      continue;
    if (explainValueMismatch(found, expected) === null) continue;
    scope.fault(validationMessages.startArgumentType, place, {
      param: params[position]?.label ?? '',
      expected: typeText(expected),
      found: typeText(found),
    });
  }
  if (resultCount !== results) {
    scope.fault(validationMessages.startResultCount, place, { expected: resultCount, found: results });
    return pushErrors();
  }
  const use = (type.operands.at(-1) ?? null) as ValueUse | null;
  if (use !== null) scope.spaces.value.push({ kind: 'value', type: use });
}
