import type { Canon } from '../model/canon.js';
import { checkBuiltin } from './canon-builtins.js';
import { checkLift, checkLower } from './canon-functions.js';
import type { Scope } from './scope.js';

/**
 * Checks a canonical definition, and adds what it defines to the index spaces of `scope`.
 * @spec Binary.md#canonical-definitions
 */
export function checkCanon(scope: Scope, canon: Canon): void {
  switch (canon.name) {
    case 'lift':
      scope.spaces.func.push(checkLift(scope, canon));
      break;
    case 'lower':
      scope.spaces['core func'].push(checkLower(scope, canon));
      break;
    default:
      scope.spaces['core func'].push(checkBuiltin(scope, canon));
  }
}
