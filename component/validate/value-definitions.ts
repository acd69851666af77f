import type { ValueDefinition } from '../model/definitions.js';
import type { Scope } from './scope.js';
import { ERROR } from './types.js';
import { checkUse } from './value-types.js';

/** @spec Binary.md#value-definitions */
export function checkValue(scope: Scope, { type, data, ...place }: ValueDefinition): void {
  void data;
  if (!scope.requireFeature(place, 'values', 'cm-values')) {
    scope.spaces.value.push(ERROR);
    return;
  }
  const use = checkUse(scope, type, place);
  scope.spaces.value.push(
    typeof use === 'object' && use.kind === 'error' ? use : { kind: 'value', type: use },
  );
}
