import type { Label } from '../../base/index.js';
import type { TopLevelUse, UsePath } from '../syntax/tree.js';
import type { BoundItem } from './bound.js';
import { reportForeign, spanIn, type FileScope, type PackageBuilder, type PackagePart } from './builder.js';
import { resolveMessages } from './messages.js';
import { interfaceAt, unknownItem } from './paths.js';
import { report } from './report.js';

/**
 * Enters the names that `use` at the top of a file brings into that file.
 * @spec WIT.md#interfaces-worlds-and-use
 */
export function bindTopLevelUses(builder: PackageBuilder, scope: FileScope, part: PackagePart): void {
  const own = new Map<string, BoundItem>();
  for (const node of part.items) {
    if (node.kind !== 'interface' && node.kind !== 'world') continue;
    const item = node.name.kind === 'id' ? builder.items.get(node.name.name) : undefined;
    if (item !== undefined && item.span.file === part.file.source) own.set(item.name ?? '', item);
  }
  for (const node of part.items) {
    if (node.kind !== 'top-level-use') continue;
    reportAttributes(builder, scope, node);
    const name = node.alias ?? node.path.name;
    const item = topLevelTarget(builder, scope, part, node);
    if (name.kind !== 'id') continue;
    const earlier = scope.names.get(name.name) ?? own.get(name.name);
    if (earlier === undefined) {
      scope.names.set(name.name, item);
      continue;
    }
    const secondary: Label[] =
      earlier === null ? [] : [{ at: earlier.span, label: `this ${earlier.kind} has it already` }];
    const details = { label: 'brought in here', secondary, help: ['give it another name with `as`'] };
    report(
      builder.report,
      resolveMessages.duplicateName.at(spanIn(scope.file, name), { name: name.name }, details),
    );
  }
}

function reportAttributes(builder: PackageBuilder, scope: FileScope, node: TopLevelUse): void {
  const [first] = node.attributes;
  if (first === undefined || first.kind === 'error') return;
  const span = spanIn(scope.file, first);
  report(builder.report, resolveMessages.attributeOnUse.at(span, {}));
}

/** Of this package a `use` at the top can name an interface or a world, of another package an interface. */
function topLevelTarget(
  builder: PackageBuilder,
  scope: FileScope,
  part: PackagePart,
  node: TopLevelUse,
): BoundItem | null {
  const { path } = node;
  if (path.name.kind !== 'id') return null;
  if (path.package === null) {
    const item = builder.items.get(path.name.name);
    if (item !== undefined) return item;
    const span = spanIn(scope.file, path.name);
    reportForeign(
      builder,
      null,
      unknownItem(builder.report, builder.package, { name: path.name.name, span, kind: 'interface' }),
    );
    return null;
  }
  const before = builder.report.diagnostics.length;
  const target = interfaceAt(builder, scope, path, null);
  const [refused] = target === null ? builder.report.diagnostics.slice(before) : [];
  if (target !== null)
    builder.uses.push({ interface: target, stability: null, span: spanIn(scope.file, path.name) });
  if (refused?.code !== resolveMessages.notAnInterface.code) return target;
  const includes = part.items.flatMap((item) => (item.kind === 'world' ? item.items : []));
  const labels = includes.flatMap((item) =>
    item.kind === 'include' && isSamePath(scope, item.path, path)
      ? [{ at: spanIn(scope.file, item.path), label: 'a world can be included by its full path' }]
      : [],
  );
  if (labels.length > 0) {
    builder.report.diagnostics[before] = { ...refused, secondary: [...refused.secondary, ...labels] };
  }
  return null;
}

function isSamePath(scope: FileScope, a: UsePath, b: UsePath): boolean {
  const { text } = scope.file.source;
  return text.slice(a.start, a.end) === text.slice(b.start, b.end);
}
