import type { AliasType, OptionType, Type, TypeDef } from '../../wit-parser/index.js';

/**
 * Gives the option that `type` is, perhaps through aliases, if `undefined` may stand for its `none`: not where its content
 * may be `undefined` itself. Else null. Remembers its answers.
 */
export type NullableTest = (type: Type) => OptionType | null;

export function createNullableTest(): NullableTest {
  const known = new Map<TypeDef, OptionType | null>();
  return (type) => {
    // A loop: a chain of named options may be longer than the call stack is deep.
    const path: (AliasType | OptionType)[] = [];
    let target = type;
    while (typeof target !== 'string' && !known.has(target)) {
      if (target.kind !== 'alias' && target.kind !== 'option') break;
      path.push(target);
      target = target.type;
    }
    let answer = typeof target === 'string' ? null : (known.get(target) ?? null);
    for (const step of path.reverse()) {
      if (step.kind === 'option') answer = answer === null ? step : null;
      known.set(step, answer);
    }
    return answer;
  };
}
