import type { Id, UseDecl } from '../syntax/tree.js';
import { isErrorType, type BoundInterface, type BoundRef } from './bound.js';
import { addType, spanIn } from './builder.js';
import { readAttributes } from './gates.js';
import { resolveMessages } from './messages.js';
import { displayName, reportClash } from './names.js';
import { interfaceAt } from './paths.js';
import { report } from './report.js';
import { newNameOf, reportUnknownType, type TypeScope } from './types.js';

/**
 * Binds `use path.{a, b as c};`: an alias for each name. A name that cannot be looked up becomes an error type, so
 * that what uses it is not reported too.
 * @spec WIT.md#interfaces-worlds-and-use
 */
export function bindUse(scope: TypeScope, use: UseDecl): void {
  const { builder } = scope;
  const { file } = scope.file;
  const from = interfaceAt(builder, scope.file, use.path);
  const { stability, externalId } = readAttributes(file, use.attributes, builder.report);
  if (from !== null) builder.uses.push({ interface: from, stability, span: spanIn(file, use.path.name) });
  for (const renamed of use.names) {
    const source = renamed.name;
    const target = newNameOf(renamed);
    const type = from === null || source.kind !== 'id' ? builder.errorType : typeIn(scope, from, source);
    if (target.kind !== 'id') continue;
    const span = spanIn(file, target);
    const earlier = scope.types.get(target.name);
    if (earlier !== undefined) {
      const clashing = { name: target.name, what: 'type', span };
      reportClash(clashing, { name: target.name, what: 'type', span: earlier.span }, builder.report);
      continue;
    }
    if (isErrorType(type)) {
      scope.types.set(target.name, { type: builder.errorType, span });
      continue;
    }
    const alias = addType(builder, {
      name: target,
      owner: scope.owner,
      docs: null,
      stability,
      externalId,
      span: spanIn(file, source),
      shape: { kind: 'alias', type },
    });
    scope.types.set(target.name, { type: alias, span });
  }
}

/** The type that an interface has under a name; the error type if there is none, which has been reported. */
function typeIn(scope: TypeScope, from: BoundInterface, name: Id): BoundRef {
  const { builder } = scope;
  const found = from.types.get(name.name);
  if (found !== undefined) return found;
  if (!from.bound || from.incomplete) return builder.errorType;
  const span = spanIn(scope.file.file, name);
  const func = from.functions.find((one) => displayName(one.name) === name.name);
  if (func !== undefined) {
    const secondary = [{ at: func.span, label: 'declared as a function' }];
    const help = ['`use` is for types; to have the functions of an interface, `import` it in a world'];
    report(builder.report, resolveMessages.notAType.at(span, { name: name.name }, { secondary, help }));
  } else {
    const where = `interface \`${from.name ?? ''}\``;
    reportUnknownType(builder, span, name.name, where, [...from.types.keys()]);
  }
  return builder.errorType;
}
