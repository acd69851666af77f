import { nearest, type Diagnostic, type DiagnosticDetails, type Fix, type Span } from '../../base/index.js';
import type { Stability } from '../model.js';
import { packageId } from '../query.js';
import type { UsePath } from '../syntax/tree.js';
import type { BoundInterface, BoundItem, BoundPackage, BoundWorld } from './bound.js';
import { mentionedPackage, reportForeign, spanIn, type FileScope, type PackageBuilder } from './builder.js';
import { mayBeLost } from './lost-names.js';
import { existingNames, resolveMessages } from './messages.js';
import { wantsHint, type Report } from './report.js';

/** What a path is for. */
interface Wanted {
  readonly kind: 'interface' | 'world';
  /** The gate of the statement that has the path. */
  readonly stability: Stability | null;
}

/** The interface that `path` names; null if there is none, which has been reported. */
export function interfaceAt(
  builder: PackageBuilder,
  scope: FileScope,
  path: UsePath,
  stability: Stability | null,
): BoundInterface | null {
  const item = itemAt(builder, scope, path, { kind: 'interface', stability });
  if (item === null || item.kind === 'interface') return item;
  const args = { name: item.name };
  const details = { secondary: [{ at: item.span, label: 'declared as a world' }] };
  const finding = resolveMessages.notAnInterface.at(spanIn(scope.file, path.name), args, details);
  reportForeign(builder, path.package === null ? null : stability, finding);
  return null;
}

/** The world that `path` names; null if there is none, which has been reported. */
export function worldAt(
  builder: PackageBuilder,
  scope: FileScope,
  path: UsePath,
  stability: Stability | null,
): BoundWorld | null {
  const item = itemAt(builder, scope, path, { kind: 'world', stability });
  if (item === null || item.kind === 'world') return item;
  const args = { name: item.name ?? '' };
  const details = { secondary: [{ at: item.span, label: 'declared as an interface' }] };
  const finding = resolveMessages.notAWorld.at(spanIn(scope.file, path.name), args, details);
  reportForeign(builder, path.package === null ? null : stability, finding);
  return null;
}

/**
 * What `path` names: a name of the file, then of the package; or an item of another package.
 * @spec WIT.md#name-resolution
 */
function itemAt(builder: PackageBuilder, scope: FileScope, path: UsePath, wanted: Wanted): BoundItem | null {
  if (path.name.kind !== 'id') return null;
  const { name } = path.name;
  const span = spanIn(scope.file, path.name);
  if (path.package !== null) {
    const id = mentionedPackage(path.package);
    const dependency = id === null ? null : builder.dependencies.get(id);
    if (dependency === null || dependency === undefined) return null;
    const item = dependency.items.get(name);
    if (item === undefined)
      reportForeign(
        builder,
        wanted.stability,
        unknownItem(builder.report, dependency, { name, span, kind: wanted.kind }),
      );
    return item ?? null;
  }
  const inFile = scope.names.get(name);
  if (inFile !== undefined) return inFile;
  const inPackage = builder.items.get(name);
  if (inPackage !== undefined) return inPackage;
  reportForeign(
    builder,
    null,
    unknownItem(builder.report, builder.package, { name, span, kind: wanted.kind }, scope.names.keys()),
  );
  return null;
}

/**
 * The finding that a package has no such interface or world. Null if that may be
 * the doing of a syntax error.
 */
export function unknownItem(
  to: Report,
  container: BoundPackage,
  missing: { readonly name: string; readonly kind: 'interface' | 'world'; readonly span: Span },
  alsoInScope: Iterable<string> = [],
): Diagnostic | null {
  if (mayBeLost(container.lost, missing.name)) return null;
  const { name, kind: wanted, span } = missing;
  const candidates = [...alsoInScope];
  if (wantsHint(to)) {
    for (const [itemName, item] of container.items) if (item.kind === wanted) candidates.push(itemName);
  }
  const close = nearest(name, candidates);
  const existing = existingNames(
    wanted === 'interface' ? 'its interfaces are' : 'its worlds are',
    candidates,
  );
  const details: DiagnosticDetails = {
    label: 'not found',
    help: close !== null ? [`did you mean \`${close}\`?`] : existing !== null ? [existing] : [],
    fixes: close === null ? [] : [replacement(span, close)],
  };
  const args = { name, where: `package \`${packageId(container.name)}\`` };
  const message = wanted === 'interface' ? resolveMessages.unknownInterface : resolveMessages.unknownWorld;
  return message.at(span, args, details);
}

/** The change of a name to the one that was probably meant. */
export function replacement(span: Span, name: string): Fix {
  return { title: `change it to \`${name}\``, applicability: 'maybe', edits: [{ at: span, text: name }] };
}
