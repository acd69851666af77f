import { assertNever } from '../../base/index.js';
import type { Func } from '../model.js';
import { itemName } from '../query.js';
import { nameText } from './name-text.js';
import { typeText } from './type-text.js';

/** `func` as an item without its `;`: `name: async func(a: u8) -> u8`, `constructor(a: u8)`, `p: static get() -> u8`. */
export function funcText(func: Func): string {
  const params = func.params.slice(hasSelf(func) ? 1 : 0);
  const signature = `(${params.map((param) => `${nameText(param.name)}: ${typeText(param.type)}`).join(', ')})`;
  const result = func.result === null || isInfallibleConstructor(func) ? '' : ` -> ${typeText(func.result)}`;
  const head = func.kind === 'constructor' ? 'constructor' : `${nameText(itemName(func))}: ${keywords(func)}`;
  return head + signature + result;
}

function keywords(func: Func): string {
  switch (func.kind) {
    case 'freestanding':
    case 'method':
      return 'func';
    case 'async-freestanding':
    case 'async-method':
      return 'async func';
    case 'static':
      return 'static func';
    case 'async-static':
      return 'static async func';
    case 'getter':
    case 'method-getter':
      return 'get';
    case 'setter':
    case 'method-setter':
      return 'set';
    case 'static-getter':
      return 'static get';
    case 'static-setter':
      return 'static set';
    case 'constructor':
      return 'constructor';
    default:
      return assertNever(func.kind);
  }
}

/** Whether the first parameter is the `self` that WIT does not write. */
function hasSelf(func: Func): boolean {
  return func.kind.includes('method');
}

/** A constructor that cannot fail returns its own resource, which WIT does not write. */
function isInfallibleConstructor(func: Func): boolean {
  const { kind, result, resource } = func;
  if (kind !== 'constructor' || result === null || typeof result === 'string') return false;
  return result.kind === 'own' && result.resource === resource;
}
