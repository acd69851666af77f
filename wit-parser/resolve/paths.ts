import { nearest, type DiagnosticDetails, type Span } from '../../base/index.js';
import type { Stability } from '../model.js';
import { packageId } from '../query.js';
import type { Id, UsePath } from '../syntax/tree.js';
import type { BoundInterface, BoundItem, BoundPackage, BoundWorld } from './bound.js';
import { mentionedPackage, reportForeign, spanIn, type FileScope, type PackageBuilder } from './builder.js';
import { existingNames, resolveMessages } from './messages.js';

/** The interface that `path` names; null if there is none, which has been reported. */
export function interfaceAt(
  builder: PackageBuilder,
  scope: FileScope,
  path: UsePath,
  stability: Stability | null,
): BoundInterface | null {
  const item = itemAt(builder, scope, path, 'interface', stability);
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
  const item = itemAt(builder, scope, path, 'world', stability);
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
function itemAt(
  builder: PackageBuilder,
  scope: FileScope,
  path: UsePath,
  wanted: 'interface' | 'world',
  stability: Stability | null,
): BoundItem | null {
  if (path.name.kind !== 'id') return null;
  if (path.package !== null) return foreignItem(builder, scope, path, path.name, wanted, stability);
  const name = path.name.name;
  const inFile = scope.names.get(name);
  if (inFile !== undefined) return inFile;
  const inPackage = builder.items.get(name);
  if (inPackage !== undefined) return inPackage;
  reportUnknown(
    builder,
    builder.package,
    spanIn(scope.file, path.name),
    name,
    wanted,
    null,
    scope.names.keys(),
  );
  return null;
}

function foreignItem(
  builder: PackageBuilder,
  scope: FileScope,
  path: UsePath,
  name: Id,
  wanted: 'interface' | 'world',
  stability: Stability | null,
): BoundItem | null {
  const id = path.package === null ? null : mentionedPackage(path.package);
  const dependency = id === null ? null : builder.dependencies.get(id);
  if (dependency === null || dependency === undefined) return null;
  const item = dependency.items.get(name.name);
  if (item !== undefined) return item;
  reportUnknown(builder, dependency, spanIn(scope.file, name), name.name, wanted, stability, []);
  return null;
}

/** Reports a name that a package does not have, unless the package has lost names to syntax errors. */
export function reportUnknown(
  builder: PackageBuilder,
  container: BoundPackage,
  span: Span,
  name: string,
  wanted: 'interface' | 'world',
  stability: Stability | null,
  alsoInScope: Iterable<string>,
): void {
  if (container.incomplete) return;
  const candidates = [...alsoInScope];
  for (const [itemName, item] of container.items) if (item.kind === wanted) candidates.push(itemName);
  const close = nearest(name, candidates);
  const existing = existingNames(
    wanted === 'interface' ? 'its interfaces are' : 'its worlds are',
    candidates,
  );
  const details: DiagnosticDetails = {
    label: 'not found',
    help: close !== null ? [`did you mean \`${close}\`?`] : existing !== null ? [existing] : [],
    fixes:
      close === null
        ? []
        : [
            {
              title: `change it to \`${close}\``,
              applicability: 'maybe',
              edits: [{ at: span, text: close }],
            },
          ],
  };
  const args = { name, where: `package \`${packageId(container.name)}\`` };
  const message = wanted === 'interface' ? resolveMessages.unknownInterface : resolveMessages.unknownWorld;
  reportForeign(builder, stability, message.at(span, args, details));
}
