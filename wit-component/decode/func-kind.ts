import type { FuncKind } from '../../wit-parser/index.js';

/** What the annotations of a function's name say: `[method][get]r.p` is a getter of the resource `r`. */
export interface FuncNameFacts {
  readonly kind: FuncKind;
  /** The name of its resource, or null. */
  readonly resource: string | null;
}

/** @spec Explainer.md#import-and-export-definitions */
export function readFuncName(name: string, isAsync: boolean): FuncNameFacts {
  const end = name.lastIndexOf(']') + 1;
  const label = name.slice(end);
  const [owner = null] = /\[(?:method|static)\]/.test(name) ? label.split('.') : [];
  switch (name.slice(0, end)) {
    case '[constructor]':
      return { kind: 'constructor', resource: label };
    case '[method]':
      return { kind: isAsync ? 'async-method' : 'method', resource: owner };
    case '[static]':
      return { kind: isAsync ? 'async-static' : 'static', resource: owner };
    case '[get]':
      return { kind: 'getter', resource: null };
    case '[set]':
      return { kind: 'setter', resource: null };
    case '[method][get]':
      return { kind: 'method-getter', resource: owner };
    case '[method][set]':
      return { kind: 'method-setter', resource: owner };
    case '[static][get]':
      return { kind: 'static-getter', resource: owner };
    case '[static][set]':
      return { kind: 'static-setter', resource: owner };
    default:
      return { kind: isAsync ? 'async-freestanding' : 'freestanding', resource: null };
  }
}
