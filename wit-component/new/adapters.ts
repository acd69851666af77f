import { hasErrors, type ByteSpan, type Diagnostic, type Result } from '../../base/index.js';
import { decodeModule, wholeFile, type CoreModule } from '../../component/index.js';
import type { World, WorldItem } from '../../wit-parser/index.js';
import { reduceAdapter } from '../adapter-gc/reduce-adapter.js';
import { moduleRoles, type RoleOptions } from '../names/assign-roles.js';
import { coreShell, funcTypeText, type FoundFuncType } from '../names/core-shell.js';
import { exportNamed, reallocFor, type ModuleRoles } from '../names/module-roles.js';
import type { Encodings } from './encodings.js';
import { newMessages } from './messages.js';
import type { ModuleInput } from './module-input.js';
import type { NewSettings } from './options.js';
import { adapterLabel, groupedByModule, importedMemory, type Part } from './part.js';
import { placeOf } from './place.js';
import { rewriteModule } from './rewrite-module.js';

/** A function that the main module imports from an adapter. */
export interface RequiredFunc {
  readonly name: string;
  readonly type: FoundFuncType | null;
  readonly place: ByteSpan;
}

/** What the main module imports from `adapter`, each function once. */
export function requiredOf({ adapter }: ModuleInput, main: Part): readonly RequiredFunc[] {
  const shell = coreShell(main.shell);
  const required = new Map<string, RequiredFunc>();
  for (const { role, import: item } of main.roles.imports) {
    if (role.kind !== 'adapter' || role.adapter !== adapter || item.type.kind !== 'func') continue;
    const type = shell.funcType(item.type.type);
    required.set(role.name, { name: role.name, type, place: placeOf(main.shell, item) });
  }
  return [...required.values()];
}

export interface AdapterUse {
  readonly adapter: ModuleInput;
  readonly required: readonly RequiredFunc[];
  readonly exports: readonly WorldItem[];
  readonly encodings: Encodings;
}

export interface AdapterContext {
  readonly world: World;
  readonly main: Part;
  readonly roleOptions: RoleOptions;
  readonly settings: NewSettings;
}

/**
 * Makes of an adapter the part that is used: what the main module imports, and what the adapter exports of the world. Its
 * roles are found out twice, as an adapter that does less imports less.
 */
export function reduceToPart(use: AdapterUse, context: AdapterContext): Result<Part | null> {
  const { adapter: input, required, exports, encodings } = use;
  const name = input.adapter ?? '';
  const whole = adapterRoles(input.shell, use, context);
  const faults = [...whole.diagnostics, ...checkRequired(name, input.shell, required)];
  if (whole.value === null || hasErrors(faults)) return { value: null, diagnostics: faults };
  const kept = new Set([...required.map((func) => func.name), ...whole.value.exports.keys()]);
  const reduced = reduceAdapter(input.shell.source, {
    required: kept,
    realloc: context.settings.reallocViaMemoryGrow ? null : reallocFor(context.main.roles, 'adapter'),
    pageSizeLog2: importedMemory({ roles: whole.value })?.pageSizeLog2 ?? PAGE_SIZE_LOG2,
  });
  if (reduced.value === null) return { value: null, diagnostics: reduced.diagnostics };
  const file = { path: input.shell.source.file.path, bytes: reduced.value };
  const decoded = decodeModule(wholeFile(file));
  if (hasErrors(decoded.diagnostics)) return { value: null, diagnostics: decoded.diagnostics };
  const shell = decoded.value;
  const roles = adapterRoles(shell, use, context);
  if (roles.value === null) return { value: null, diagnostics: roles.diagnostics };
  const content = rewriteModule(shell, {
    name: context.settings.debugNames ? adapterLabel(name) : null,
  });
  const grouped = groupedByModule(roles.value);
  const part = { adapter: name, content, shell, roles: grouped, encodings, exports, importNames: new Map() };
  const mismatch = checkPageSize(part, context.main);
  return mismatch === null ? { value: part, diagnostics: [] } : { value: null, diagnostics: [mismatch] };
}

function adapterRoles(
  shell: CoreModule,
  { exports }: AdapterUse,
  { world, roleOptions }: AdapterContext,
): Result<ModuleRoles | null> {
  const required = new Set(exports);
  const options = { ...roleOptions, isAdapter: true, required: (item: WorldItem) => required.has(item) };
  return moduleRoles(shell, world, options);
}

function checkRequired(
  adapter: string,
  shell: CoreModule,
  required: readonly RequiredFunc[],
): readonly Diagnostic[] {
  const types = coreShell(shell);
  return required.flatMap(({ name, type, place }) => {
    const found = shell.exports.find((item) => item.name === name && item.kind === 'func');
    if (found === undefined) return [newMessages.missingAdapterExport.at(place, { adapter, name })];
    const foundType = types.typeOfFunc(found.index);
    if (type === null || foundType === null) return [];
    const [expectedText, foundText] = [funcTypeText(type), funcTypeText(foundType)];
    if (expectedText === foundText) return [];
    const facts = { adapter, name, expected: expectedText, found: foundText };
    const secondary = [{ at: place, label: 'it is imported here' }];
    return [newMessages.adapterTypeMismatch.at(placeOf(shell, found), facts, { secondary })];
  });
}

const PAGE_SIZE_LOG2 = 16;

/** An adapter counts the pages of the main module's memory. */
function checkPageSize(adapter: Part, main: Part): Diagnostic | null {
  const memory = importedMemory(adapter);
  if (memory === null) return null;
  const [expected, found] = [pageSizeOf(main), memory.pageSizeLog2 ?? PAGE_SIZE_LOG2];
  if (expected === found) return null;
  const facts = { adapter: adapter.adapter ?? '', expected: 2 ** expected, found: 2 ** found };
  return newMessages.pageSizeMismatch.at(null, facts);
}

function pageSizeOf(main: Part): number {
  const name = exportNamed(main.roles, (role) => role.kind === 'memory');
  const index = name === null ? undefined : main.roles.exports.get(name)?.export.index;
  const memory = index === undefined ? importedMemory(main) : coreShell(main.shell).memory(index);
  return memory?.pageSizeLog2 ?? PAGE_SIZE_LOG2;
}
