import { resolveAlias, type Func, type Type } from '../../../wit-parser/index.js';
import { expectedAwaited, expectedType, type Names } from './expected-types.js';
import type { Direction } from './mutants.js';
import { plain, type TsType } from './ts-type.js';

/** Who writes a function: the program `implements` it, or it is `provided` to the program. */
export type Role = 'implemented' | 'provided';

export interface Signature {
  readonly params: readonly TsType[];
  readonly paramDirection: Direction;
  readonly result: TsType;
  readonly resultDirection: Direction;
}

/** The parameters of `func` without `self`, and what it returns: the error of a `result` is thrown. */
export function signatureOf(func: Func, role: Role, names: Names): Signature {
  const [paramDirection, resultDirection]: readonly [Direction, Direction] =
    role === 'implemented' ? ['received', 'given'] : ['given', 'received'];
  const isMethod = /^(?:async-)?method/.test(func.kind);
  const params = (isMethod ? func.params.slice(1) : func.params).map(({ type }) =>
    expectedType(type, paramDirection, names),
  );
  const returned = returnedType(func);
  const isAsync = func.kind.startsWith('async');
  const of = isAsync ? expectedAwaited : expectedType;
  const value = returned === null ? plain('void') : of(returned, resultDirection, names);
  const result: TsType = isAsync ? { kind: 'generic', name: 'Promise', args: [value] } : value;
  return { params, paramDirection, result, resultDirection };
}

function returnedType({ result }: Func): Type | null {
  if (result === null) return null;
  const target = resolveAlias(result);
  return typeof target !== 'string' && target.kind === 'result' ? target.ok : result;
}
