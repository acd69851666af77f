import { compareVersions, nearest, onSameTrack, type Label } from '../../base/index.js';
import type { PackageName } from '../model.js';
import { packageId } from '../query.js';
import { isIncomplete } from './lost-names.js';
import { existingNames, resolveMessages } from './messages.js';
import type { Mention, OutlineGroup, PackageOutline } from './outline.js';
import { hasRoom, report, wantsHint, type Report } from './report.js';

/** A package that will be bound, after all that it depends on. */
export interface PlannedPackage {
  readonly id: string;
  readonly name: PackageName;
  readonly outline: PackageOutline;
  /** Another package of this name was left out, so that what is not in this one may be in that. */
  readonly incomplete: boolean;
  /** What each package that it mentions is, by the id it uses; null for one that is not known. */
  readonly dependencies: ReadonlyMap<string, PlannedPackage | null>;
}

/** Asks for the outline of a package that was not given; null if there is none. */
export type FindPackage = (name: PackageName) => PackageOutline | null;

/**
 * Puts packages into the order in which they can be bound: dependencies first, otherwise by name, root after root.
 * Reports packages that are given twice, are not known, or depend on each other.
 *
 * @param roots for each root its groups: its own, and those of its dependencies
 */
export function planPackages(
  roots: readonly (readonly OutlineGroup[])[],
  find: FindPackage,
  to: Report,
): readonly PlannedPackage[] {
  const planning: Planning = {
    given: new Map(),
    planned: new Map(),
    order: [],
    find,
    report: to,
    duplicated: new Set(),
    incomplete: roots.flat().some((group) => isIncomplete(group.main.lost) || group.main.nameless),
  };
  const starts = roots.map((groups) => {
    const outlines = groups.flatMap((group) => [...group.nested, group.main]);
    return outlines.filter((outline) => addGiven(planning, outline)).toSorted(byName);
  });
  for (const outline of starts.flat()) visit(planning, { id: outline.id, name: outline.name, outline });
  return planning.order;
}

interface Planning {
  readonly given: Map<string, PackageOutline>;
  readonly planned: Map<string, PlannedPackage>;
  readonly order: PlannedPackage[];
  readonly find: FindPackage;
  readonly report: Report;
  /** The ids of packages that were given twice. */
  readonly duplicated: Set<string>;
  /** Some package may have been lost to syntax errors. */
  readonly incomplete: boolean;
}

/** wasm-tools' order of packages: by namespace, name and version, one without a version first. */
function byName(a: PackageOutline, b: PackageOutline): number {
  const left = a.name;
  const right = b.name;
  if (left.namespace !== right.namespace) return left.namespace < right.namespace ? -1 : 1;
  if (left.name !== right.name) return left.name < right.name ? -1 : 1;
  if (left.version === null || right.version === null) return left.version === null ? -1 : 1;
  return compareVersions(left.version, right.version);
}

/**
 * In source text a package has one place.
 * @spec WIT.md#package-declaration
 */
function addGiven(planning: Planning, outline: PackageOutline): boolean {
  const { id } = outline;
  const earlier = planning.given.get(id);
  if (earlier === undefined) {
    planning.given.set(id, outline);
    return true;
  }
  const samePlace =
    earlier.span.file.path === outline.span.file.path && earlier.span.start === outline.span.start;
  if (!samePlace) planning.duplicated.add(id);
  if (!samePlace && !outline.nameless && !earlier.nameless) {
    const secondary: Label[] = [{ at: earlier.span, label: 'and here' }];
    const help = [
      'remove one of the two; packages that are written in several files belong in one directory',
    ];
    const details = { label: 'defined here', secondary, help };
    report(planning.report, resolveMessages.duplicatePackage.at(outline.span, { name: id }, details));
  }
  return false;
}

interface Visit {
  readonly package: PlannedPackage;
  readonly dependencies: Map<string, PlannedPackage | null>;
  /** The index of the mention to follow next. */
  next: number;
}

/** A package that is to be planned. Ids are made once: each plan looks them up many times. */
type Target = Pick<PlannedPackage, 'id' | 'name' | 'outline'>;

function visit(planning: Planning, start: Target): void {
  if (planning.planned.has(start.id)) return;
  const path: Visit[] = [];
  const onPath = new Map<string, number>();
  enter(planning, path, onPath, start);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const mention = top.package.outline.mentions[top.next];
    if (mention === undefined) {
      planning.order.push(top.package);
      onPath.delete(top.package.id);
      path.pop();
      continue;
    }
    const target = targetOf(planning, top.package, mention);
    const planned = target === null ? undefined : planning.planned.get(target.id);
    if (target !== null && planned === undefined) {
      // The mention is met again when the package is done.
      enter(planning, path, onPath, target);
      continue;
    }
    const place = target === null ? undefined : onPath.get(target.id);
    if (target === null) reportUnknownPackage(planning, top.package, mention);
    else if (place !== undefined) reportCycle(planning, path.slice(place));
    top.dependencies.set(mention.id, place === undefined ? (planned ?? null) : null);
    top.next++;
  }
}

function enter(planning: Planning, path: Visit[], onPath: Map<string, number>, of: Target): void {
  const dependencies = new Map<string, PlannedPackage | null>();
  const planned: PlannedPackage = { ...of, incomplete: planning.duplicated.has(of.id), dependencies };
  planning.planned.set(of.id, planned);
  onPath.set(of.id, path.length);
  path.push({ package: planned, dependencies, next: 0 });
}

/** The package that a mention means: a given one, or else one that `find` knows. */
function targetOf(planning: Planning, from: PlannedPackage, mention: Mention): Target | null {
  const name = followedVersion(from, mention.name);
  const id = name === mention.name ? mention.id : packageId(name);
  const outline = planning.given.get(id) ?? planning.planned.get(id)?.outline ?? planning.find(name);
  return outline === null ? null : { id, name, outline };
}

/**
 * A built-in package that is seen as an older version sees the others of its track as that version too:
 * `wasi:cli@0.2.3` uses `wasi:io@0.2.3`, whatever its text says.
 */
function followedVersion(from: PlannedPackage, name: PackageName): PackageName {
  const own = from.outline.name.version;
  const asked = from.name.version;
  if (own === null || asked === null || own === asked || name.version === null) return name;
  return onSameTrack(own, name.version) ? { ...name, version: asked } : name;
}

function reportUnknownPackage(planning: Planning, from: PlannedPackage, mention: Mention): void {
  if (planning.incomplete || isIncomplete(from.outline.lost) || !hasRoom(planning.report)) return;
  const known = [...planning.given.values()].filter((outline) => !outline.nameless);
  const versions = known.filter((outline) => sameUnversioned(outline.name, mention.name));
  const ids = wantsHint(planning.report) ? known.map(({ id }) => id).filter((id) => id !== from.id) : [];
  const close = nearest(mention.id, ids);
  const help: string[] = [];
  if (versions.length > 0) {
    const list = versions.map(({ id }) => `\`${id}\``).join(', ');
    help.push(`another version is there: ${list}; versions have to be written exactly`);
  } else if (close !== null) help.push(`did you mean \`${close}\`?`);
  else {
    const existing = existingNames('the packages that can be used here are', ids);
    if (existing !== null) help.push(existing);
    help.push('put its files in a directory under `deps/`');
  }
  const notes = mention.count > 1 ? [`\`${from.id}\` mentions it ${mention.count} times`] : [];
  const args = { name: mention.id };
  report(
    planning.report,
    resolveMessages.unknownPackage.at(mention.span, args, { label: 'not found', notes, help }),
  );
}

function sameUnversioned(a: PackageName, b: PackageName): boolean {
  return a.namespace === b.namespace && a.name === b.name;
}

/** Of a long cycle, not all steps are shown. */
const MAX_LABELS = 20;

function reportCycle(planning: Planning, cycle: readonly Visit[]): void {
  const labels: Label[] = cycle.flatMap((step) => {
    const mention = step.package.outline.mentions[step.next];
    return mention === undefined
      ? []
      : [{ at: mention.span, label: `\`${step.package.id}\` mentions it here` }];
  });
  const [first, ...secondary] = labels.slice(0, MAX_LABELS);
  if (first === undefined) return;
  const ids = cycle.map((step) => step.package.id);
  const args = { path: [...ids, ...ids.slice(0, 1)] };
  report(planning.report, resolveMessages.packageCycle.at(first.at, args, { label: first.label, secondary }));
}
