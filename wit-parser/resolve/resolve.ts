import type { Check, Diagnostic, Result, SourceFile } from '../../base/index.js';
import type { PackageName, Resolve } from '../model.js';
import { parse } from '../syntax/index.js';
import type { WitFile } from '../syntax/tree.js';
import { packageId } from '../query.js';
import { bind, type BindResult } from './bind.js';
import type { BoundPackage } from './bound.js';
import { decodedTexts } from './decoded.js';
import type { Gates } from './gates.js';
import { outlineGroup, type OutlineGroup, type PackageOutline } from './outline.js';
import { withoutEchoes } from './lost-names.js';
import { planPackages, type PlannedPackage } from './plan.js';
import { createReport } from './report.js';
import { select } from './select.js';
import { showsTheSame } from './shown.js';
import type { SelectedPackage } from './selector.js';
import type { PackageSources } from './sources.js';

export interface ResolveOptions {
  /** The features whose `@unstable` items are in the model. */
  readonly features?: readonly string[];
  readonly allFeatures?: boolean;
  /** Is called before each file and each package; may throw to stop. */
  readonly check?: Check;
  /** Is asked for a package that was not given. */
  readonly builtin?: (name: PackageName) => BuiltinPackage | null;
}

/**
 * The newest text of a package on a version track. Its items `@since` a later version than the one that was asked for
 * are left out, and the asked version is the version of the package in the model.
 */
export interface BuiltinPackage {
  readonly files: readonly SourceFile[];
}

/**
 * Resolves packages: parses their files, looks up every name, leaves out what closed gates close, elaborates worlds.
 * What did not change since an earlier call is kept: trees, bound packages, packages of the model.
 *
 * @param roots one root, or several; `main` of the result is the package of the last
 * @returns the model, as good as the input allows, and what is wrong; null when there is no package at all
 * @spec WIT.md#wit-packages
 */
export function resolve(
  roots: PackageSources | readonly PackageSources[],
  options: ResolveOptions = {},
): Result<Resolve | null> {
  const found: Findings = { syntax: [], names: [], faulty: [] };
  const given = listOf(roots);
  const texts = given.map((root) =>
    [root.main, ...root.deps].flatMap((files) => outlineOf(files, options, found)),
  );
  const decoded = outlineDecoded(given, texts.flat(), options, found);
  const to = createReport();
  const find = (name: PackageName): PackageOutline | null => findBuiltin(name, options, found);
  const planned = planPackages([decoded, ...texts], find, to);
  addAll(found.names, to.diagnostics);
  const gates: Gates = { features: new Set(options.features), allFeatures: options.allFeatures ?? false };
  const open = new Set(decoded.map((group) => group.main));
  const made = new Map<PlannedPackage, SelectedPackage>();
  for (const plan of planned) {
    options.check?.check();
    const { bound, selected } = makePackage(plan, open.has(plan.outline) ? ALL_OPEN : gates, made);
    addAll(found.names, bound.diagnostics);
    addAll(found.names, selected.diagnostics);
    made.set(plan, selected);
  }
  const mainId = idOfMain(given.at(-1), texts.at(-1));
  const main = planned.find((plan) => plan.id === mainId) ?? planned.at(-1);
  const selectedMain = main === undefined ? undefined : made.get(main);
  const diagnostics = found.syntax.concat(withoutEchoes(found.names, found.faulty));
  if (selectedMain === undefined) return { value: null, diagnostics };
  const packages = [...made.values()].map((selected) => selected.package);
  return {
    value: Object.freeze({ packages: Object.freeze(packages), main: selectedMain.package }),
    diagnostics,
  };
}

/** What stands in a binary has passed its gates. */
const ALL_OPEN: Gates = { features: new Set(), allFeatures: true };

function idOfMain(
  root: PackageSources | undefined,
  texts: readonly OutlineGroup[] | undefined,
): string | undefined {
  const [binary] = root?.decoded ?? [];
  const name = root?.main.length === 0 ? binary?.resolve.main.name : texts?.[0]?.main.name;
  return name === undefined ? undefined : packageId(name);
}

/** The outlines of the packages in binaries, but for those that are there as text. */
function outlineDecoded(
  roots: readonly PackageSources[],
  texts: readonly OutlineGroup[],
  options: ResolveOptions,
  found: Findings,
): OutlineGroup[] {
  const decoded = roots.flatMap((root) => root.decoded ?? []);
  if (decoded.length === 0) return [];
  const given = texts.flatMap((group) => [...group.nested, group.main].map(({ name }) => packageId(name)));
  const { files, diagnostics } = decodedTexts(decoded, new Set(given));
  addAll(found.names, diagnostics);
  return files.flatMap((file) => outlineOf([file], options, found));
}

/** There may be too many for a spread. */
function addAll(to: Diagnostic[], from: readonly Diagnostic[]): void {
  for (const diagnostic of from) to.push(diagnostic);
}

interface Findings {
  readonly syntax: Diagnostic[];
  readonly names: Diagnostic[];
  /** The files with syntax errors. */
  readonly faulty: WitFile[];
}

function listOf(roots: PackageSources | readonly PackageSources[]): readonly PackageSources[] {
  return 'main' in roots ? [roots] : roots;
}

/** The outline of the files of one directory, or of one file; empty if there are none. */
function outlineOf(files: readonly SourceFile[], options: ResolveOptions, to: Findings): OutlineGroup[] {
  const inOrder = files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const before = to.syntax.length;
  const trees = inOrder.map((file) => {
    options.check?.check();
    const parsed = parse(file, options.check === undefined ? {} : { check: options.check });
    addAll(to.syntax, parsed.diagnostics);
    if (parsed.diagnostics.length > 0) to.faulty.push(parsed.value);
    return parsed.value;
  });
  const group = outlineGroup(trees, to.syntax.length > before);
  if (group === null) return [];
  addAll(to.names, group.diagnostics);
  return [group];
}

function findBuiltin(name: PackageName, options: ResolveOptions, to: Findings): PackageOutline | null {
  const found = options.builtin?.(name);
  if (found === undefined || found === null) return null;
  return outlineOf(found.files, options, to)[0]?.main ?? null;
}

/** How many results are kept for one package: it may be seen at several versions, with several sets of features. */
const KEPT_RESULTS = 2;

interface Kept<T, D> {
  readonly key: string;
  readonly dependencies: readonly D[];
  readonly value: T;
}

type Keeper<K extends object, T, D> = WeakMap<K, readonly Kept<T, D>[]>;

const boundPackages: Keeper<PackageOutline, BindResult, BoundPackage | null> = new WeakMap();
const selectedPackages: Keeper<BoundPackage, SelectedPackage, SelectedPackage | null> = new WeakMap();

function makePackage(
  plan: PlannedPackage,
  gates: Gates,
  made: ReadonlyMap<PlannedPackage, SelectedPackage>,
): { bound: BindResult; selected: SelectedPackage } {
  const dependencies: (SelectedPackage | null)[] = [];
  for (const dependency of plan.dependencies.values())
    dependencies.push(dependency === null ? null : (made.get(dependency) ?? null));
  const bound = bindPackage(plan, dependencies);
  const gateKey = gates.allFeatures ? '*' : [...gates.features].toSorted().join();
  const kept = selectedPackages.get(bound.value.package) ?? [];
  const known = kept.find(
    (one) => one.key === gateKey && isSameList(one.dependencies, dependencies, Object.is),
  );
  if (known !== undefined) return { bound: bound.value, selected: known.value };
  const current = new Map<BoundPackage, SelectedPackage>();
  for (const [index, dependency] of bound.dependencies.entries()) {
    const selected = dependencies[index] ?? null;
    if (dependency !== null && selected !== null) current.set(dependency, selected);
  }
  const selected = select(bound.value.package, gates, current);
  keep(selectedPackages, bound.value.package, { key: gateKey, dependencies, value: selected });
  return { bound: bound.value, selected };
}

/**
 * The bound package, and the packages it was bound to. These may be older than `dependencies`, if that makes no
 * difference: most changes of a package are no change for those that use it.
 */
function bindPackage(
  plan: PlannedPackage,
  dependencies: readonly (SelectedPackage | null)[],
): Kept<BindResult, BoundPackage | null> {
  const boundTo = dependencies.map((dependency) => dependency?.bound ?? null);
  const key = `${plan.id} ${plan.incomplete}`;
  const known = boundPackages
    .get(plan.outline)
    ?.find(
      (one) =>
        one.key === key &&
        isSameList(one.dependencies, boundTo, saysNothing(one.value) ? showsTheSame : Object.is),
    );
  if (known !== undefined) return known;
  const byId = new Map([...plan.dependencies.keys()].map((id, index) => [id, boundTo[index] ?? null]));
  const value = bind(plan.outline, plan.name, byId, { incomplete: plan.incomplete });
  return keep(boundPackages, plan.outline, { key, dependencies: boundTo, value });
}

/** Whether there are no findings, which could show places in other packages. */
function saysNothing({ diagnostics, package: { deferred } }: BindResult): boolean {
  return diagnostics.length === 0 && deferred.length === 0;
}

function keep<K extends object, T, D>(keeper: Keeper<K, T, D>, of: K, result: Kept<T, D>): Kept<T, D> {
  keeper.set(of, [result, ...(keeper.get(of) ?? []).slice(0, KEPT_RESULTS - 1)]);
  return result;
}

function isSameList<T>(a: readonly T[], b: readonly T[], isSame: (a: T, b: T) => boolean): boolean {
  return a.length === b.length && a.every((element, index) => isSame(element, b[index] as T));
}
