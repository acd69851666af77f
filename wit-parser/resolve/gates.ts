import type { Label, Span } from '../../base/index.js';
import { compareVersions } from '../../base/index.js';
import type { PackageName, Stability } from '../model.js';
import { packageId } from '../query.js';
import type { Attribute, WitFile } from '../syntax/tree.js';
import { resolveMessages } from './messages.js';
import { report, type Report } from './report.js';

/** What the attributes of an item say. */
export interface Attributes {
  readonly stability: Stability | null;
  readonly externalId: string | null;
}

const NO_ATTRIBUTES: Attributes = { stability: null, externalId: null };

/**
 * Reads the attributes of an item. Malformed ones have been reported by the parser and are passed over.
 * @spec WIT.md#feature-gates
 */
export function readAttributes(file: WitFile, attributes: readonly Attribute[], to: Report): Attributes {
  if (attributes.length === 0) return NO_ATTRIBUTES;
  if (attributes.length > 1) reportDuplicates(file, attributes, to);
  const externalId = attributes.find((attribute) => attribute.kind === 'external-id');
  return { stability: readStability(file, attributes, to), externalId: externalId?.value ?? null };
}

function reportDuplicates(file: WitFile, attributes: readonly Attribute[], to: Report): void {
  const first = new Map<Attribute['kind'], Attribute>();
  for (const attribute of attributes) {
    if (attribute.kind === 'error') continue;
    const earlier = first.get(attribute.kind);
    if (earlier === undefined) {
      first.set(attribute.kind, attribute);
      continue;
    }
    const secondary: Label[] = [{ at: spanOf(file, earlier), label: 'first given here' }];
    const args = { name: attribute.kind };
    report(to, resolveMessages.duplicateAttribute.at(spanOf(file, attribute), args, { secondary }));
  }
}

/** Of several attributes of one kind, the first counts. */
function readStability(file: WitFile, attributes: readonly Attribute[], to: Report): Stability | null {
  const since = attributes.find((attribute) => attribute.kind === 'since');
  const unstable = attributes.find((attribute) => attribute.kind === 'unstable');
  const deprecated = attributes.find((attribute) => attribute.kind === 'deprecated');
  const deprecatedVersion = deprecated?.version.kind === 'version' ? deprecated.version.text : null;
  if (since !== undefined) {
    if (unstable !== undefined) {
      const secondary: Label[] = [{ at: spanOf(file, unstable), label: 'and unstable' }];
      const details = { label: 'since a version', secondary, help: ['keep one of the two'] };
      report(to, resolveMessages.sinceAndUnstable.at(spanOf(file, since), {}, details));
    }
    return since.version.kind === 'version'
      ? { kind: 'stable', since: since.version.text, deprecated: deprecatedVersion }
      : null;
  }
  if (unstable !== undefined) {
    return unstable.feature.kind === 'id'
      ? { kind: 'unstable', feature: unstable.feature.name, deprecated: deprecatedVersion }
      : null;
  }
  if (deprecated !== undefined && !attributes.some((attribute) => attribute.kind === 'error')) {
    const help = ['say since when the item exists: `@since(version = …)`'];
    report(to, resolveMessages.deprecatedAlone.at(spanOf(file, deprecated), {}, { help }));
  }
  return null;
}

function spanOf(file: WitFile, attribute: Attribute): Span {
  return { file: file.source, start: attribute.start, end: attribute.end };
}

/** Which gated items `select` lets in. */
export interface Gates {
  readonly features: ReadonlySet<string>;
  readonly allFeatures: boolean;
}

/** A package as `isIncluded` needs to know it. */
export interface GatedPackage {
  readonly name: PackageName;
  readonly span: Span | null;
  /** Items `@since` a later version are dropped, as in a built-in package seen at an older version. */
  readonly olderView: boolean;
}

/** Judges the gates of one package's items; remembers what has been said about them. */
export interface GateKeeper {
  readonly gates: Gates;
  readonly package: GatedPackage;
  readonly report: Report;
  /** `@since` without a package version has one cause, so it is told once. */
  toldMissingVersion: boolean;
  /** Whether a version is later than the package's: many items share a few versions. */
  readonly tooNew: Map<string, boolean>;
}

export function createGateKeeper(gates: Gates, gated: GatedPackage, to: Report): GateKeeper {
  return { gates, package: gated, report: to, toldMissingVersion: false, tooNew: new Map() };
}

/** Whether an item with this gate is in the model. One with an `@since` that makes no sense is. */
export function isOpen(keeper: GateKeeper, stability: Stability | null): boolean {
  if (stability === null) return true;
  if (stability.kind === 'unstable') {
    return keeper.gates.allFeatures || keeper.gates.features.has(stability.feature);
  }
  return !(keeper.package.olderView && isTooNew(keeper, stability.since));
}

function isTooNew(keeper: GateKeeper, since: string): boolean {
  const { version } = keeper.package.name;
  if (version === null || since === version) return false;
  const known = keeper.tooNew.get(since);
  if (known !== undefined) return known;
  const tooNew = compareVersions(since, version) > 0;
  keeper.tooNew.set(since, tooNew);
  return tooNew;
}

/**
 * Whether an item with this gate is in the model. Reports an `@since` that makes no sense.
 * @spec WIT.md#feature-gates
 */
export function isIncluded(keeper: GateKeeper, stability: Stability | null, span: Span): boolean {
  if (stability === null) return true;
  if (stability.kind === 'stable' && !keeper.package.olderView) {
    if (keeper.package.name.version === null) tellMissingVersion(keeper, span);
    else if (isTooNew(keeper, stability.since))
      tellTooNew(keeper, stability.since, keeper.package.name.version, span);
  }
  return isOpen(keeper, stability);
}

function tellTooNew(keeper: GateKeeper, since: string, version: string, span: Span): void {
  const { name, span: header } = keeper.package;
  const secondary: Label[] = header === null ? [] : [{ at: header, label: `the package is at ${version}` }];
  const args = { since, package: `${name.namespace}:${name.name}`, version };
  const help = [
    'use a version up to that of the package, or `@unstable(feature = …)` for what is not released yet',
  ];
  report(keeper.report, resolveMessages.sinceTooNew.at(span, args, { secondary, help }));
}

function tellMissingVersion(keeper: GateKeeper, span: Span): void {
  if (keeper.toldMissingVersion) return;
  keeper.toldMissingVersion = true;
  const id = packageId(keeper.package.name);
  const secondary: Label[] =
    keeper.package.span === null ? [] : [{ at: keeper.package.span, label: 'no version here' }];
  const help = [`give the package a version, such as \`${id}@0.1.0\``];
  report(keeper.report, resolveMessages.sinceWithoutVersion.at(span, { package: id }, { secondary, help }));
}

/** Why an item with this gate is not in the model, in a few words for a message. */
export function exclusionReason(stability: Stability | null): string {
  if (stability === null) return 'it depends on something that is left out';
  return stability.kind === 'unstable'
    ? `feature \`${stability.feature}\` is off`
    : `it is there only since version ${stability.since}`;
}

/** The way out for a reference to an item that is left out. */
export function exclusionHelp(stability: Stability | null): string[] {
  return stability?.kind === 'unstable'
    ? [
        `turn the feature on (\`--features ${stability.feature}\`), or put the same gate on the item that uses it`,
      ]
    : [];
}
