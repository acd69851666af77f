import type { Stability } from '../model.js';
import type { Id, UseDecl } from '../syntax/tree.js';
import { isErrorType, type BoundInterface, type BoundRef } from './bound.js';
import { addType, reportForeign, spanIn } from './builder.js';
import { readAttributes } from './gates.js';
import { mayBeLost } from './lost-names.js';
import { resolveMessages } from './messages.js';
import { displayName, reportClash } from './names.js';
import { interfaceAt } from './paths.js';
import { hasRoom, wantsHint } from './report.js';
import { newNameOf, unknownType, type TypeScope } from './types.js';

/**
 * Binds `use path.{a, b as c};`: an alias for each name. A name that cannot be looked up becomes an error type, so
 * that what uses it is not reported too.
 * @spec WIT.md#interfaces-worlds-and-use
 */
export function bindUse(scope: TypeScope, use: UseDecl): void {
  const { builder } = scope;
  const { file } = scope.file;
  const { stability, externalId } = readAttributes(file, use.attributes, builder.report);
  const from = interfaceAt(builder, scope.file, use.path, stability);
  if (from !== null) builder.uses.push({ interface: from, stability, span: spanIn(file, use.path.name) });
  for (const renamed of use.names) {
    const source = renamed.name;
    const target = newNameOf(renamed);
    const type =
      from === null || source.kind !== 'id' ? builder.errorType : typeIn(scope, from, source, stability);
    if (target.kind !== 'id') continue;
    const span = spanIn(file, target);
    const earlier = scope.types.get(target.name);
    if (earlier !== undefined) {
      const clashing = { name: target.name, what: 'type', span };
      reportClash(clashing, { name: target.name, what: 'type', span: earlier.span }, builder.report);
      continue;
    }
    // Behind a gate that is closed, the name is left out, and using it is an error like any other.
    if (isErrorType(type) && stability?.kind !== 'unstable') {
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
function typeIn(scope: TypeScope, from: BoundInterface, name: Id, stability: Stability | null): BoundRef {
  const { builder } = scope;
  const found = from.types.get(name.name);
  if (found !== undefined) return found;
  if (!from.bound || !hasRoom(builder.report) || mayBeLost(from.lost, name.name)) return builder.errorType;
  const span = spanIn(scope.file.file, name);
  const gate = from.package === builder.package ? null : stability;
  const func = from.functions.find((one) => displayName(one.name) === name.name);
  if (func !== undefined) {
    const secondary = [{ at: func.span, label: 'declared as a function' }];
    const help = ['`use` is for types; to have the functions of an interface, `import` it in a world'];
    reportForeign(builder, gate, resolveMessages.notAType.at(span, { name: name.name }, { secondary, help }));
  } else {
    const where = `interface \`${from.name ?? ''}\``;
    reportForeign(
      builder,
      gate,
      unknownType(span, name.name, where, wantsHint(builder.report) ? [...from.types.keys()] : []),
    );
  }
  return builder.errorType;
}
