import { hasErrors, type Diagnostic, type Result } from '../../base/index.js';
import { externName, mergeWorldImportsBySemver, type World, type WorldItem } from '../../wit-parser/index.js';
import { checkCanonicalNames } from '../embed/check-canonical-names.js';
import { moduleRoles, type RoleOptions } from '../names/assign-roles.js';
import { worldNames } from '../names/world-names.js';
import { reduceToPart, requiredOf } from './adapters.js';
import { addEncodings, type Encodings } from './encodings.js';
import { mergeWorlds, type ResolvedWorld } from './merge-worlds.js';
import { newMessages } from './messages.js';
import type { ModuleInput } from './module-input.js';
import { nominalWorld } from './nominal-world.js';
import type { NewSettings } from './options.js';
import { groupedByModule, type Part, type Parts } from './part.js';
import { duplicateImportNames, mergeProducers, rewriteModule } from './rewrite-module.js';

/**
 * Merges the worlds of all modules into one, and finds out what each module has to do in it. Adapters that nothing needs
 * are left out, and of the others what nothing needs.
 */
export function assembleParts(
  main: ModuleInput,
  adapters: readonly ModuleInput[],
  settings: NewSettings,
): Result<Parts | null> {
  const merged = componentWorld([main, ...adapters], settings);
  if (merged.value === null) return { value: null, diagnostics: merged.diagnostics };
  const world = nominalWorld(merged.value.world);
  const encodings = [main, ...adapters].map(encodingsOf);
  const diagnostics: Diagnostic[] = encodings.flatMap((result) => result.diagnostics);
  const common: RoleOptions = {
    adapters: new Set(settings.adapters.keys()),
    names: worldNames(world),
    rejectLegacyNames: settings.rejectLegacyNames,
  };
  const mainPart = makeMain(main, encodings[0]?.value ?? new Map(), world, common);
  diagnostics.push(...mainPart.diagnostics);
  if (mainPart.value === null || diagnostics.length > 0) return { value: null, diagnostics };
  const parts: Part[] = [];
  for (const [index, adapter] of adapters.entries()) {
    const required = requiredOf(adapter, mainPart.value);
    const exports = exportsOf(adapter, world);
    if (required.length === 0 && !exports.some(hasFunctions)) continue;
    const context = { world, main: mainPart.value, roleOptions: common, settings };
    const encoding = encodings[index + 1]?.value ?? new Map();
    const part = reduceToPart({ adapter, required, exports, encodings: encoding }, context);
    diagnostics.push(...part.diagnostics);
    if (part.value !== null) parts.push(part.value);
  }
  if (hasErrors(diagnostics)) return { value: null, diagnostics };
  return { value: { world, main: mainPart.value, adapters: parts }, diagnostics };
}

/** The world of the component: those of all modules in one, and of its imports the newest versions only. */
function componentWorld(inputs: readonly ModuleInput[], settings: NewSettings): Result<ResolvedWorld | null> {
  const merged = mergeWorlds(inputs.flatMap((input) => input.worlds));
  if (merged.value === null) return merged;
  const { resolve, world } = settings.mergeImports ? withNewestImports(merged.value) : merged.value;
  if (!settings.emitCanonicalNames) return { value: { resolve, world }, diagnostics: [] };
  const diagnostics = checkCanonicalNames(world);
  return { value: diagnostics.length > 0 ? null : { resolve, world }, diagnostics };
}

/** Where an older version is no part of the newest, both stay: what a module imports decides whether that is bad. */
function withNewestImports({ resolve, world }: ResolvedWorld): ResolvedWorld {
  const result = mergeWorldImportsBySemver(resolve, world);
  if (hasErrors(result.diagnostics)) return { resolve, world };
  return { resolve: result.value, world: result.value.main.worlds.get(world.name) ?? world };
}

function encodingsOf({ worlds }: ModuleInput): Result<Encodings> {
  const encodings: Encodings = new Map();
  const diagnostics: Diagnostic[] = [];
  for (const { world, encoding } of worlds) {
    const conflict = addEncodings(encodings, world, encoding);
    if (conflict === null) continue;
    const { item, func, encodings: found } = conflict;
    const name = item === func ? func : `${item}#${func}`;
    const facts = { func: name, first: found[0], second: found[1] };
    diagnostics.push(newMessages.encodingConflict.at(null, facts));
  }
  return { value: encodings, diagnostics };
}

function makeMain(
  input: ModuleInput,
  encodings: Encodings,
  world: World,
  common: RoleOptions,
): Result<Part | null> {
  const { shell } = input;
  const exports = exportsOf(input, world);
  const required = new Set(exports);
  const roles = moduleRoles(shell, world, { ...common, required: (item) => required.has(item) });
  if (roles.value === null) return { value: null, diagnostics: roles.diagnostics };
  const importNames = duplicateImportNames(shell);
  const producers = input.worlds.map((embedded) => embedded.producers).reduce(mergeProducers, new Map());
  const content = rewriteModule(shell, { importNames, producers });
  const grouped = groupedByModule(roles.value);
  const part = { adapter: null, content, shell, roles: grouped, encodings, importNames, exports };
  return { value: part, diagnostics: roles.diagnostics };
}

/** What the worlds of a module export, as items of the component's world. */
function exportsOf({ worlds }: ModuleInput, world: World): readonly WorldItem[] {
  const names = new Set(worlds.flatMap((embedded) => embedded.world.exports.map(externName)));
  return world.exports.filter((item) => names.has(externName(item)));
}

function hasFunctions(item: WorldItem): boolean {
  if (item.kind === 'world-interface') return item.interface.functions.size > 0;
  return item.kind === 'world-func';
}
