import { DIAGNOSTICS_SHOWN, nearest, type ByteSpan, type Diagnostic, type Result } from '../../base/index.js';
import type { CoreModule, Located } from '../../component/index.js';
import type { World, WorldItem } from '../../wit-parser/index.js';
import { classifyExport, type ExportRules } from './classify-export.js';
import { classifyImport } from './classify-import.js';
import { coreShell } from './core-shell.js';
import type { ImportRules } from './import-rules.js';
import { legacyForm } from './legacy-form.js';
import { moduleMessages } from './messages.js';
import type { ModuleRoles, RoledExport, RoledImport, RoledLift } from './module-roles.js';
import { exportText, funcText } from './role-text.js';
import type { ExportRole, PlacedFunc } from './roles.js';
import { standardForm } from './standard-form.js';
import { worldNames, type WorldNames } from './world-names.js';
import { exportedFuncs } from './world-roles.js';

export interface RoleOptions {
  /** The names of the adapters that are there: what is imported from such a name is the adapter's. */
  readonly adapters?: ReadonlySet<string>;
  /** Whether the module is an adapter, which may import from the main module. */
  readonly isAdapter?: boolean;
  /** The exports of the world that this module is to give; all of them unless said otherwise. */
  readonly required?: (item: WorldItem) => boolean;
  /** Only names of the standard form mean something. */
  readonly rejectLegacyNames?: boolean;
  /** Of `world`, where the roles of several modules in it are asked for. */
  readonly names?: WorldNames;
}

/**
 * Finds out what each import and each export of a core module stands for in `world`, and whether its core type is the
 * one that this takes. Exports that stand for nothing are left out; imports have to stand for something.
 * @returns the roles, null if there is an error; all errors, in the order of the module.
 */
export function moduleRoles(
  module: CoreModule,
  world: World,
  options: RoleOptions = {},
): Result<ModuleRoles | null> {
  const shell = coreShell(module);
  const names = options.names ?? worldNames(world);
  const rejectLegacyNames = options.rejectLegacyNames ?? false;
  const required = options.required ?? (() => true);
  const rules = {
    shell,
    names,
    adapters: options.adapters ?? new Set<string>(),
    isAdapter: options.isAdapter ?? false,
    rejectLegacyNames,
    required,
  };
  const diagnostics: Diagnostic[] = [];
  const imports = rolesOfImports(module, rules, diagnostics);
  const exports = rolesOfExports(module, rules, diagnostics);
  diagnostics.push(...checkMemories(module, imports, exports));
  const lifts = findLifts(module, rules, exports, diagnostics);
  return { value: diagnostics.length > 0 ? null : { imports, exports, lifts }, diagnostics };
}

function spanOf({ source }: CoreModule, { start, end }: Located): ByteSpan {
  return { file: source.file, component: source.path, start, end };
}

function wholeSpan({ source }: CoreModule): ByteSpan {
  return { file: source.file, component: source.path, start: source.start, end: source.end };
}

function rolesOfImports(
  module: CoreModule,
  rules: ImportRules,
  diagnostics: Diagnostic[],
): readonly RoledImport[] {
  const imports: RoledImport[] = [];
  const strangers = new Set<string>();
  for (const [index, imported] of module.imports.entries()) {
    // What a module name stands for is unknown once, however much is imported from it.
    if (strangers.has(imported.module)) continue;
    const result = classifyImport(rules, { ...imported, at: spanOf(module, imported) });
    if ('role' in result) {
      imports.push({ index, import: imported, role: result.role });
      continue;
    }
    diagnostics.push(result.fault);
    if (result.isStranger) strangers.add(imported.module);
    if (diagnostics.length >= DIAGNOSTICS_SHOWN) break;
  }
  return imports;
}

function rolesOfExports(
  module: CoreModule,
  rules: ExportRules,
  diagnostics: Diagnostic[],
): ReadonlyMap<string, RoledExport> {
  const exports = new Map<string, RoledExport>();
  for (const found of module.exports) {
    const { role, fault } = classifyExport(rules, found, spanOf(module, found));
    if (fault !== null) diagnostics.push(fault);
    if (role !== null && !exports.has(found.name)) exports.set(found.name, { export: found, role });
  }
  return exports;
}

/** All values go through one memory. */
function checkMemories(
  module: CoreModule,
  imports: readonly RoledImport[],
  exports: ReadonlyMap<string, RoledExport>,
): readonly Diagnostic[] {
  const [, second] = imports.filter(({ role }) => role.kind === 'memory');
  const [first, other] = [...exports.values()].filter(({ role }) => role.kind === 'memory');
  const found: Diagnostic[] = [];
  if (second !== undefined)
    found.push(moduleMessages.severalMemoryImports.at(spanOf(module, second.import), {}));
  if (first !== undefined && other !== undefined) {
    const args = { name: other.export.name, previous: first.export.name };
    const secondary = [{ at: spanOf(module, first.export), label: 'the other one' }];
    found.push(moduleMessages.severalMemories.at(spanOf(module, other.export), args, { secondary }));
  }
  return found;
}

/** The functions that the module has to export, each with its parts; what is missing is reported. */
function findLifts(
  module: CoreModule,
  rules: ExportRules,
  exports: ReadonlyMap<string, RoledExport>,
  diagnostics: Diagnostic[],
): readonly RoledLift[] {
  const byFunc = groupByFunc(exports);
  const lifts: RoledLift[] = [];
  for (const wanted of exportedFuncs(rules.names.world)) {
    if (!rules.required(wanted.item)) continue;
    if (diagnostics.length >= DIAGNOSTICS_SHOWN) break;
    const parts = byFunc.get(wanted.func) ?? [];
    const own = parts.filter((part) => isOf(part.role, wanted));
    const [lift, second] = own.filter(({ role }) => role.kind === 'lift');
    if (lift === undefined) diagnostics.push(missingExport(module, rules, wanted));
    else if (second !== undefined) diagnostics.push(severalLifts(module, wanted, lift, second));
    else lifts.push(completeLift(module, wanted, lift, own, diagnostics));
  }
  return lifts;
}

function groupByFunc(exports: ReadonlyMap<string, RoledExport>): ReadonlyMap<object, RoledExport[]> {
  const byFunc = new Map<object, RoledExport[]>();
  for (const item of exports.values()) {
    if (!('func' in item.role)) continue;
    const parts = byFunc.get(item.role.func);
    if (parts === undefined) byFunc.set(item.role.func, [item]);
    else parts.push(item);
  }
  return byFunc;
}

/** An interface may be exported under several labels, so the function alone does not tell. */
function isOf(role: ExportRole, wanted: PlacedFunc): boolean {
  return 'func' in role && role.func === wanted.func && role.item === wanted.item;
}

function completeLift(
  module: CoreModule,
  wanted: PlacedFunc,
  lift: RoledExport,
  parts: readonly RoledExport[],
  diagnostics: Diagnostic[],
): RoledLift {
  const { name } = lift.export;
  const lifting = lift.role.kind === 'lift' ? lift.role.lifting : 'sync';
  const partOf = (kind: ExportRole['kind']): string | null =>
    parts.find(({ role }) => role.kind === kind)?.export.name ?? null;
  const callback = lifting === 'callback' ? partOf('callback') : null;
  if (lifting === 'callback' && callback === null) {
    const missing = { name, callback: `[callback]${name}` };
    diagnostics.push(moduleMessages.missingCallback.at(spanOf(module, lift.export), missing));
  }
  return {
    ...wanted,
    name,
    lifting,
    callback,
    postReturn: lifting === 'sync' ? partOf('post-return') : null,
  };
}

function severalLifts(
  module: CoreModule,
  wanted: PlacedFunc,
  first: RoledExport,
  second: RoledExport,
): Diagnostic {
  const args = {
    name: second.export.name,
    previous: first.export.name,
    what: `the exported ${funcText(wanted)}`,
  };
  const secondary = [{ at: spanOf(module, first.export), label: 'the other one' }];
  return moduleMessages.severalLifts.at(spanOf(module, second.export), args, { secondary });
}

function missingExport(module: CoreModule, rules: ExportRules, wanted: PlacedFunc): Diagnostic {
  const role = { ...wanted, kind: 'lift', lifting: 'sync' } as const;
  const isStandard = rules.rejectLegacyNames || module.exports.some((item) => item.name.startsWith('cm32p2'));
  const name = (isStandard ? standardForm : legacyForm).exportName(role) ?? wanted.func.name;
  const funcs = module.exports.filter((item) => item.kind === 'func').map((item) => item.name);
  const near = nearest(name, funcs);
  const hidden = rules.rejectLegacyNames && funcs.includes(legacyForm.exportName(role) ?? '');
  const help = [
    ...(near === null ? [] : [`the module exports \`${near}\``]),
    ...(hidden ? ['the module exports its legacy name, but legacy names are rejected'] : []),
    ...(funcs.length === 0
      ? ['the module exports no function at all: was it linked so that nothing is kept?']
      : []),
  ];
  return moduleMessages.missingExport.at(wholeSpan(module), { name, what: exportText(role) }, { help });
}
