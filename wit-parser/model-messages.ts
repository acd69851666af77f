import { defineDiagnostic } from '../base/index.js';

const selection = {
  noWorld: defineDiagnostic(
    'world/none',
    (a: { package: string }) => `package \`${a.package}\` has no world`,
  ),
  ambiguousWorld: defineDiagnostic(
    'world/ambiguous',
    (a: { package: string; count: number }) =>
      `package \`${a.package}\` has ${a.count} worlds, and none of them was chosen`,
  ),
  unknownWorld: defineDiagnostic(
    'world/unknown',
    (a: { package: string; world: string }) => `package \`${a.package}\` has no world \`${a.world}\``,
  ),
  unknownWorldPackage: defineDiagnostic(
    'world/unknown-package',
    (a: { package: string }) => `there is no package \`${a.package}\` among those that were read`,
  ),
  ambiguousVersion: defineDiagnostic(
    'world/ambiguous-version',
    (a: { package: string; versions: readonly string[] }) =>
      `package \`${a.package}\` is there in several versions (${a.versions.join(', ')}), and none of them was chosen`,
  ),
  malformedWorldName: defineDiagnostic(
    'world/malformed-name',
    (a: { query: string }) =>
      `\`${a.query}\` is not the name of a world: \`world\` or \`namespace:package/world@version\` was expected`,
  ),
};

const encodable = {
  setterTypeMismatch: defineDiagnostic(
    'wit/setter-type-mismatch',
    (a: { name: string; setter: string; getter: string }) =>
      `the setter of \`${a.name}\` takes \`${a.setter}\`, but its getter returns \`${a.getter}\``,
  ),
  getterWithoutValue: defineDiagnostic(
    'wit/getter-without-value',
    (a: { name: string; found: string }) =>
      `the getter of \`${a.name}\` must return a value, but \`${a.found}\` has none when it succeeds`,
  ),
  packageItemConflict: defineDiagnostic(
    'wit/package-item-conflict',
    (a: { package: string; name: string; previous: string }) =>
      `\`${a.name}\` and \`${a.previous}\` of package \`${a.package}\` differ only in case or hyphens`,
  ),
  interfaceIdConflict: defineDiagnostic(
    'wit/interface-id-conflict',
    (a: { where: string; verb: string; name: string; previous: string }) =>
      `${a.where} ${a.verb}s both \`${a.name}\` and \`${a.previous}\`, which differ only in case or hyphens`,
  ),
  uppercasePackageName: defineDiagnostic(
    'wit/uppercase-package-name',
    (a: { package: string }) => `the name of package \`${a.package}\` must be in lower case`,
  ),
  nameTooLong: defineDiagnostic(
    'wit/name-too-long',
    (a: { what: string; bytes: number; most: number }) =>
      `${a.what} has ${a.bytes} bytes, but a binary holds at most ${a.most}`,
  ),
  streamOfChar: defineDiagnostic(
    'wit/stream-of-char',
    () => '`stream<char>` is not valid for now: the encoding of its characters is not settled',
  ),
  borrowInStream: defineDiagnostic(
    'wit/borrow-in-stream',
    (a: { kind: string; payload: string }) =>
      `a \`${a.kind}\` cannot carry \`${a.payload}\`, which contains a \`borrow\`: it would outlive the call`,
  ),
  emptyFixedLengthList: defineDiagnostic(
    'wit/empty-fixed-length-list',
    (a: { found: string }) =>
      `a list of fixed length needs at least one element, but \`${a.found}\` has none`,
  ),
  fixedLengthListTooLong: defineDiagnostic(
    'wit/fixed-length-list-too-long',
    (a: { length: number; most: number }) =>
      `a list of fixed length has at most ${a.most} elements, but this one has ${a.length}`,
  ),
  valueTooLarge: defineDiagnostic(
    'wit/value-too-large',
    (a: { type: string; bytes: number; most: number }) =>
      `a value of ${a.type} takes ${a.bytes} bytes in a 64-bit memory, but must take less than ${a.most}`,
  ),
  tooManyMembers: defineDiagnostic(
    'wit/too-many-members',
    (a: { type: string; what: string; count: number; most: number }) =>
      `${a.type} has ${a.count} ${a.what}, but at most ${a.most} are possible`,
  ),
  tooManyParams: defineDiagnostic(
    'wit/too-many-parameters',
    (a: { name: string; count: number; most: number }) =>
      `function \`${a.name}\` has ${a.count} parameters, but at most ${a.most} are possible`,
  ),
  typeNestingTooDeep: defineDiagnostic(
    'wit/binary-nesting-too-deep',
    (a: { what: string; depth: number; most: number }) =>
      `${a.what} nests types ${a.depth} levels deep in its binary, but at most ${a.most} are possible`,
  ),
  typesTooLarge: defineDiagnostic(
    'wit/types-too-large',
    (a: { what: string; most: number }) =>
      `${a.what} has ${a.most} or more types when each use is counted with all that is in it, but less are possible`,
  ),
};

const merge = {
  typeConflict: defineDiagnostic(
    'merge/type-conflict',
    (a: { name: string; where: string; difference: string }) =>
      `type \`${a.name}\` of ${a.where} differs between the two copies: ${a.difference}`,
  ),
  functionConflict: defineDiagnostic(
    'merge/function-conflict',
    (a: { name: string; where: string; difference: string }) =>
      `function \`${a.name}\` of ${a.where} differs between the two copies: ${a.difference}`,
  ),
  worldConflict: defineDiagnostic(
    'merge/world-conflict',
    (a: { world: string; difference: string }) =>
      `world \`${a.world}\` differs between the two copies: ${a.difference}`,
  ),
  gateConflict: defineDiagnostic(
    'merge/gate-conflict',
    (a: { what: string; first: string; second: string }) =>
      `${a.what} is gated by \`${a.first}\` in one copy and by \`${a.second}\` in the other`,
  ),
  nameConflict: defineDiagnostic(
    'merge/name-conflict',
    (a: { where: string; name: string; previous: string }) =>
      `\`${a.name}\` of one copy of ${a.where} and \`${a.previous}\` of the other count as one name`,
  ),
  cycle: defineDiagnostic(
    'merge/cycle',
    (a: { path: readonly string[] }) =>
      `together, the two depend on themselves: ${a.path.map((name) => `\`${name}\``).join(' → ')}`,
  ),
  incompatibleDependency: defineDiagnostic(
    'merge/incompatible-dependency',
    (a: { world: string; dependency: string }) =>
      `after the merge, world \`${a.world}\` would need \`${a.dependency}\` both as an export and as an import`,
  ),
  notCompatible: defineDiagnostic(
    'merge/not-semver-compatible',
    (a: { from: string; to: string; difference: string }) =>
      `\`${a.from}\` cannot be replaced by \`${a.to}\`, though the versions say so: ${a.difference}`,
  ),
};

const transform = {
  worldNameTaken: defineDiagnostic(
    'world/name-taken',
    (a: { name: string; kind: 'world' | 'interface' }) =>
      `the new world cannot be called \`${a.name}\`: there is ${a.kind === 'world' ? 'a world' : 'an interface'} of that name`,
  ),
  importizeConflict: defineDiagnostic(
    'world/importize-conflict',
    (a: { world: string; name: string }) =>
      `world \`${a.world}\` exports \`${a.name}\` and has a type \`${a.name}\`, so it cannot import both`,
  ),
  exportizeConflict: defineDiagnostic(
    'world/exportize-conflict',
    (a: { world: string; dependency: string }) =>
      `turned around, world \`${a.world}\` would need \`${a.dependency}\` both as an export and as an import`,
  ),
};

/** The rules over the finished world model: choosing a world, what a binary can hold, merging and turning. */
export const modelMessages = { ...selection, ...encodable, ...merge, ...transform };
