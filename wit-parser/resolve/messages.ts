import { defineDiagnostic } from '../../base/index.js';

/** `a`, `b` or `c` */
function oneOf(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

/** `a` → `b` → `a`; of a long way only the ends. */
function way(path: readonly string[]): string {
  const shown = path.length > 12 ? [...path.slice(0, 8), '…', ...path.slice(-2)] : path;
  return shown.map((name) => (name === '…' ? name : `\`${name}\``)).join(' → ');
}

/** `the interface `a`` reads better than a bare name where several kinds of things can be meant. */
interface Named {
  readonly what: string;
  readonly name: string;
}

const packages = {
  noWitFiles: defineDiagnostic(
    'wit/no-wit-files',
    (a: { directory: string }) => `there is no \`.wit\` file in \`${a.directory}\``,
  ),
  undecodedDependency: defineDiagnostic(
    'wit/undecoded-dependency',
    (a: { path: string }) =>
      `the dependency \`${a.path}\` is a WebAssembly binary that was not decoded, and is left out`,
    'warning',
  ),
  watDependency: defineDiagnostic(
    'wit/wat-dependency',
    (a: { path: string }) =>
      `expected WIT or a WebAssembly binary as a dependency, found the text of one in \`${a.path}\``,
  ),
  missingPackageHeader: defineDiagnostic('wit/missing-package-header', (a: { files: number }) =>
    a.files === 1
      ? 'the file does not declare its package'
      : `none of the ${a.files} files declares its package`,
  ),
  packageNameMismatch: defineDiagnostic(
    'wit/package-name-mismatch',
    (a: { found: string; expected: string }) =>
      `this file is of package \`${a.found}\`, but the files beside it are of \`${a.expected}\``,
  ),
  misplacedNestedPackage: defineDiagnostic(
    'wit/misplaced-nested-package',
    (a: { name: string; outer: string }) =>
      `package \`${a.name}\` is inside package \`${a.outer}\`, but packages nest only one level deep`,
  ),
  duplicatePackageDocs: defineDiagnostic(
    'wit/duplicate-package-docs',
    (a: { name: string }) => `package \`${a.name}\` has docs in more than one file`,
  ),
  duplicatePackage: defineDiagnostic(
    'wit/duplicate-package',
    (a: { name: string }) => `package \`${a.name}\` is defined in two places`,
  ),
  packageCycle: defineDiagnostic(
    'wit/package-cycle',
    (a: { path: readonly string[] }) => `packages depend on each other: ${way(a.path)}`,
  ),
  unknownPackage: defineDiagnostic(
    'wit/unknown-package',
    (a: { name: string }) => `package \`${a.name}\` is not known`,
  ),
};

const names = {
  duplicateName: defineDiagnostic(
    'wit/duplicate-name',
    (a: { name: string }) => `the name \`${a.name}\` is defined more than once`,
  ),
  nameConflict: defineDiagnostic(
    'wit/name-conflict',
    (a: Named & { previousWhat: string; previous: string }) =>
      `${a.what} \`${a.name}\` and ${a.previousWhat} \`${a.previous}\` count as one name`,
  ),
  unknownInterface: defineDiagnostic(
    'wit/unknown-interface',
    (a: { name: string; where: string }) => `there is no interface \`${a.name}\` in ${a.where}`,
  ),
  unknownWorld: defineDiagnostic(
    'wit/unknown-world',
    (a: { name: string; where: string }) => `there is no world \`${a.name}\` in ${a.where}`,
  ),
  notAnInterface: defineDiagnostic(
    'wit/not-an-interface',
    (a: { name: string }) => `\`${a.name}\` is a world, but an interface is expected here`,
  ),
  notAWorld: defineDiagnostic(
    'wit/not-a-world',
    (a: { name: string }) => `\`${a.name}\` is an interface, but a world is expected here`,
  ),
  unknownType: defineDiagnostic(
    'wit/unknown-type',
    (a: { name: string; where: string }) => `there is no type \`${a.name}\` in ${a.where}`,
  ),
  notAType: defineDiagnostic(
    'wit/not-a-type',
    (a: { name: string }) => `\`${a.name}\` is a function, but a type is expected here`,
  ),
  itemCycle: defineDiagnostic(
    'wit/item-cycle',
    (a: { what: string; path: readonly string[] }) => `${a.what} depend on each other: ${way(a.path)}`,
  ),
  typeCycle: defineDiagnostic(
    'wit/type-cycle',
    (a: { path: readonly string[] }) => `types cannot contain themselves: ${way(a.path)}`,
  ),
};

const types = {
  invalidMapKey: defineDiagnostic(
    'wit/invalid-map-key',
    (a: { found: string }) =>
      `a map key must be a \`bool\`, an integer, a \`char\` or a \`string\`, but this one is ${a.found}`,
  ),
  notAResource: defineDiagnostic(
    'wit/not-a-resource',
    (a: { name: string; handle: string; found: string }) =>
      `\`${a.handle}<…>\` needs a resource, but \`${a.name}\` is ${a.found}`,
  ),
};

const functions = {
  getterParams: defineDiagnostic(
    'wit/getter-with-parameters',
    (a: { name: string }) => `the getter of \`${a.name}\` takes a parameter, but getters take none`,
  ),
  getterResult: defineDiagnostic(
    'wit/getter-without-result',
    (a: { name: string }) => `the getter of \`${a.name}\` returns nothing, but getters return the value`,
  ),
  setterParams: defineDiagnostic(
    'wit/setter-parameters',
    (a: { name: string; count: number }) =>
      `the setter of \`${a.name}\` takes ${a.count} parameters, but setters take exactly one: the value`,
  ),
  setterResult: defineDiagnostic(
    'wit/setter-result',
    (a: { name: string }) =>
      `the setter of \`${a.name}\` may return nothing or a \`result\` without an ok type, but this is another type`,
  ),
  setterWithoutGetter: defineDiagnostic(
    'wit/setter-without-getter',
    (a: { name: string }) => `the setter of \`${a.name}\` has no getter beside it`,
  ),
  constructorResult: defineDiagnostic(
    'wit/constructor-result',
    (a: { resource: string }) =>
      `a constructor of \`${a.resource}\` may return nothing or a \`result\` whose ok type is \`${a.resource}\`, but this is another type`,
  ),
  borrowInResult: defineDiagnostic(
    'wit/borrow-in-result',
    (a: { name: string }) =>
      `the result of \`${a.name}\` contains a \`borrow\`, which only parameters may have`,
  ),
};

const worlds = {
  duplicateInterface: defineDiagnostic(
    'wit/duplicate-world-interface',
    (a: { name: string; verb: string }) => `interface \`${a.name}\` is ${a.verb}ed more than once`,
  ),
  includeConflict: defineDiagnostic(
    'wit/include-conflict',
    (a: { verb: string; name: string; world: string }) =>
      `world \`${a.world}\` brings in ${a.verb} \`${a.name}\`, which is already there`,
  ),
  unknownIncludeName: defineDiagnostic(
    'wit/unknown-include-name',
    (a: { name: string; world: string }) =>
      `world \`${a.world}\` has no import or export named \`${a.name}\` that could be renamed`,
  ),
  includeGateMismatch: defineDiagnostic(
    'wit/include-gate-mismatch',
    (a: { name: string }) => `interface \`${a.name}\` comes into this world twice, with different gates`,
  ),
  incompatibleDependency: defineDiagnostic(
    'wit/incompatible-transitive-dependency',
    (a: { world: string; dependency: string }) =>
      `world \`${a.world}\` would need \`${a.dependency}\` both as an export and as an import`,
  ),
  tooManyWorldItems: defineDiagnostic(
    'wit/too-many-world-items',
    (a: { package: string; most: number }) =>
      `the worlds of package \`${a.package}\` bring in more than ${a.most} imports and exports in all`,
  ),
};

const gates = {
  duplicateAttribute: defineDiagnostic(
    'wit/duplicate-attribute',
    (a: { name: string }) => `\`@${a.name}\` is given more than once`,
  ),
  sinceAndUnstable: defineDiagnostic(
    'wit/since-and-unstable',
    () => 'an item is either `@since` a version or `@unstable`, but this one is both',
  ),
  deprecatedAlone: defineDiagnostic(
    'wit/deprecated-alone',
    () => '`@deprecated` needs a `@since` or an `@unstable` beside it',
  ),
  attributeOnUse: defineDiagnostic(
    'wit/attribute-on-top-level-use',
    () => 'a `use` at the top of a file takes no attributes',
  ),
  sinceTooNew: defineDiagnostic(
    'wit/since-newer-than-package',
    (a: { since: string; package: string; version: string }) =>
      `this is \`@since\` version ${a.since}, but package \`${a.package}\` is only at version ${a.version}`,
  ),
  sinceWithoutVersion: defineDiagnostic(
    'wit/since-without-version',
    (a: { package: string }) =>
      `\`@since\` needs a version to compare with, but package \`${a.package}\` has none`,
  ),
  excludedItem: defineDiagnostic(
    'wit/excluded-item',
    (a: Named & { reason: string }) =>
      `the ${a.what} \`${a.name}\` is left out (${a.reason}), but it is used here`,
  ),
  ungatedInExcluded: defineDiagnostic(
    'wit/ungated-type-in-excluded-item',
    (a: Named & { container: string; reason: string }) =>
      `the type \`${a.name}\` has no gate of its own, but its ${a.what} \`${a.container}\` is left out (${a.reason})`,
  ),
  excludedWorldType: defineDiagnostic(
    'wit/excluded-world-type',
    (a: { name: string; world: string; reason: string }) =>
      `the type \`${a.name}\` is left out (${a.reason}), but world \`${a.world}\` cannot do without it`,
  ),
};

/** Every finding of the resolver. */
export const resolveMessages = { ...packages, ...names, ...types, ...functions, ...worlds, ...gates };

/** ", and did you mean …?" as help, or the list of what exists when that is short. */
export function existingNames(kind: string, candidates: readonly string[]): string | null {
  if (candidates.length === 0 || candidates.length > 8) return null;
  return `${kind}: ${oneOf(candidates)}`;
}
