import type { Diagnostic } from '../../base/index.js';
import type { Func, Package, Type } from '../model.js';
import { modelMessages } from '../model-messages.js';
import { describeType } from '../print/type-text.js';
import { accessorOf, getterName, itemName, resolveAlias } from '../query.js';
import { sameValueType } from './same-value-type.js';
import { type FunctionScope, functionScopes } from './scopes.js';

/**
 * The rules on the types of accessors: a getter gives a value, and its setter takes the same.
 * @spec WIT.md#item-accessor
 */
export function checkAccessors(pkg: Package): readonly Diagnostic[] {
  return functionScopes(pkg).flatMap(checkScope);
}

function checkScope(scope: FunctionScope): readonly Diagnostic[] {
  const accessors = scope.functions.filter((func) => accessorOf(func) !== null);
  const byName = new Map(accessors.map((func) => [func.name, func]));
  return accessors.flatMap((func) => {
    if (accessorOf(func) === 'get') return checkGetter(func);
    const getter = byName.get(getterName(func.name));
    return getter === undefined ? [] : checkSetter(func, getter);
  });
}

function checkGetter(getter: Func): readonly Diagnostic[] {
  if (getter.result === null || valueOf(getter.result) !== null) return [];
  const facts = { name: itemName(getter), found: describeType(getter.result) };
  const help = ['give the `result` an ok type, or make this a function'];
  return [modelMessages.getterWithoutValue.at(getter.span, facts, { help })];
}

function checkSetter(setter: Func, getter: Func): readonly Diagnostic[] {
  const param = setter.params.at(-1);
  const value = getter.result === null ? null : valueOf(getter.result);
  if (param === undefined || value === null || sameValueType(param.type, value)) return [];
  const facts = {
    name: itemName(setter),
    setter: describeType(param.type),
    getter: describeType(getter.result ?? value),
  };
  return [
    modelMessages.setterTypeMismatch.at(param.span ?? setter.span, facts, {
      secondary: getter.span === null ? [] : [{ at: getter.span, label: 'the getter is here' }],
      help: [`take \`${describeType(value)}\``],
    }),
  ];
}

/** The value that a getter gives when it succeeds; null for a `result` without one. */
function valueOf(result: Type): Type | null {
  const target = resolveAlias(result);
  return typeof target !== 'string' && target.kind === 'result' ? target.ok : result;
}
