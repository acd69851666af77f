import { isVersion, versionTrack } from '../../base/index.js';
import type { ExternName } from '../model/definitions.js';
import type { Located } from '../model/sort.js';
import { checkAnnotatedType, checkSetter } from './annotated-names.js';
import { parseExternName, type NameFault, type ParsedName } from './extern-name.js';
import { validationMessages, withArticle } from './messages.js';
import type { Scope, Side } from './scope.js';
import type { CheckedItem } from './types.js';

/** An import or export that is being added. */
export interface Addition {
  readonly scope: Scope;
  readonly side: 'import' | 'export';
  /** What is on this side so far, and in whose names it may be referred to. */
  readonly onSide: Side;
  readonly name: ExternName;
  readonly place: Located;
}

/**
 * Checks the name of an import or export with its attributes, and that it may be that of `item`; then adds it.
 * @spec Explainer.md#import-and-export-definitions
 */
export function addExtern(addition: Addition, item: CheckedItem): void {
  const { scope, side, onSide, name, place } = addition;
  const extern = { side, name: name.name };
  if (name.isLegacyForm) scope.fault(validationMessages.legacyNameForm, place, extern);
  const parsed = parseExternName(name.name);
  checkAttributes(addition, parsed, item);
  if ('key' in parsed) checkParsed(addition, parsed, item);
  else reportNameFault(addition, parsed);
  if (!onSide.externs.has(name.name)) onSide.externs.set(name.name, { name, item, at: scope.span(place) });
}

const UNIQUENESS =
  'case, hyphens and annotations do not make names different, but for `[constructor]` and `[set]`; `[method]a.a` counts as `a`';

function checkParsed(addition: Addition, parsed: ParsedName, item: CheckedItem): void {
  const { scope, onSide, name, place } = addition;
  if (parsed.kind === 'interface') {
    if (parsed.isNested && !checkNested(addition)) return;
    if (!hasAttribute(name, 'implements')) checkVersion(addition, parsed.version);
  } else {
    const { accessor } = parsed;
    if (accessor !== null && !scope.requireFeature(place, `\`[${accessor}]\` names`, 'cm-accessors')) return;
    checkAnnotatedType(addition, parsed, item);
  }
  const previous = onSide.names.get(parsed.key);
  if (previous === undefined) onSide.names.set(parsed.key, { name: name.name, place });
  else {
    scope.fault(
      validationMessages.duplicateName,
      place,
      { side: addition.side, name: name.name, previous: previous.name },
      {
        secondary: [{ at: scope.span(previous.place), label: 'the first one' }],
        ...(name.name === previous.name ? {} : { notes: [UNIQUENESS] }),
      },
    );
  }
  if (parsed.kind === 'plain' && parsed.accessor === 'set' && previous === undefined)
    checkSetter(addition, item);
}

function checkNested({ scope, side, name, place }: Addition): boolean {
  if (scope.run.features.has('cm-nested-names')) return true;
  const reason = 'has nested namespaces or interfaces, which are not enabled';
  const help = ['switch them on with `--features cm-nested-names`'];
  scope.fault(validationMessages.badExternName, place, { side, name: name.name, reason }, { help });
  return false;
}

function reportNameFault({ scope, side, name, place }: Addition, fault: NameFault): void {
  const extern = { side, name: name.name };
  switch (fault.kind) {
    case 'retired':
      scope.fault(validationMessages.retiredName, place, { ...extern, form: fault.form });
      break;
    case 'malformed':
      scope.fault(validationMessages.badExternName, place, { ...extern, reason: fault.reason });
      break;
    case 'not kebab case': {
      const what =
        fault.part === name.name
          ? `the name of the ${side}`
          : `each part of the ${side} name \`${name.name}\``;
      scope.fault(validationMessages.labelNotKebabCase, place, { what, label: fault.part });
    }
  }
}

function attribute(name: ExternName, kind: string): string | null {
  return name.attributes.find((each) => each.kind === kind)?.value ?? null;
}

function hasAttribute(name: ExternName, kind: string): boolean {
  return attribute(name, kind) !== null;
}

/** @spec Binary.md#import-and-export-definitions */
function checkAttributes(addition: Addition, parsed: ParsedName | NameFault, item: CheckedItem): void {
  const { scope, name, place } = addition;
  const suffix = attribute(name, 'version-suffix');
  if (suffix !== null && scope.requireFeature(place, 'version suffixes', 'cm-canon-names')) {
    const on = misplacedOn(name, parsed, item);
    if (suffix === '') scope.fault(validationMessages.emptyVersionSuffix, place, undefined);
    else if (on !== null) scope.fault(validationMessages.versionSuffixMisplaced, place, { suffix, on });
  }
  const target = attribute(name, 'implements');
  if (target !== null && scope.requireFeature(place, '`implements`', 'cm-implements')) {
    checkImplements(addition, parsed, item, target);
  }
  if (hasAttribute(name, 'external-id')) scope.requireFeature(place, 'external ids', 'cm-implements');
}

/** What has a version suffix that has no version to complete, or null. */
function misplacedOn(name: ExternName, parsed: ParsedName | NameFault, item: CheckedItem): string | null {
  if (item.kind !== 'instance' && item.kind !== 'error') return withArticle(item.kind);
  return parsed.kind === 'plain' && !hasAttribute(name, 'implements') ? 'a plain name' : null;
}

function checkImplements(
  addition: Addition,
  parsed: ParsedName | NameFault,
  item: CheckedItem,
  target: string,
): void {
  const { scope, side, name, place } = addition;
  const isPlain = parsed.kind === 'plain' && parsed.annotation === null && parsed.accessor === null;
  if ('key' in parsed && !isPlain) {
    scope.fault(validationMessages.implementsOnInterfaceName, place, { side, name: name.name });
  } else if (item.kind !== 'instance' && item.kind !== 'error') {
    scope.fault(validationMessages.implementsOnOtherSort, place, { sort: item.kind });
  } else {
    const implemented = parseExternName(target);
    if (
      implemented.kind !== 'interface' ||
      (implemented.isNested && !scope.run.features.has('cm-nested-names'))
    ) {
      scope.fault(validationMessages.implementsNoInterface, place, { found: target });
    } else checkVersion(addition, implemented.version);
  }
}

/** Checks the version behind an interface name, which its suffix completes. */
function checkVersion({ scope, name, place }: Addition, version: string | null): void {
  const suffix = attribute(name, 'version-suffix');
  if (version === null) {
    if (suffix === null) return;
    scope.fault(validationMessages.versionSuffixMisplaced, place, { suffix, on: 'a name without version' });
    return;
  }
  const full = `${version}${suffix ?? ''}`;
  if (!isVersion(full)) {
    scope.fault(validationMessages.badVersion, place, { version: full });
    return;
  }
  if (suffix === null || suffix === '') return;
  const { track } = versionTrack(full);
  if (track !== version) {
    scope.fault(validationMessages.versionNotCanonical, place, { version, expected: track, full });
  }
}
