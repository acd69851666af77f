import type { CoreExport, CoreModule } from '../core/module.js';
import { readModuleNames, type ModuleNames } from '../custom/module-names.js';
import type { CoreImport, CoreValType } from '../model/core-types.js';
import { identifiersFrom, UNNAMED, type Identifiers } from './identifiers.js';
import {
  coreImportText,
  globalTypeText,
  heapTypeText,
  memoryTypeText,
  printRecType,
  tableTypeText,
} from './print-core-types.js';
import { form, quoted, words, type Lines } from './text.js';

/** Said first where modules are printed. */
export const SKELETON_NOTE =
  ';; core modules are skeletons: their code, segments and initial values are left out';

type Kind = CoreExport['kind'] | 'type';

/** The index spaces of a module while it is printed. */
class ModuleScope {
  readonly #counts = new Map<Kind, number>();
  readonly #identifiers: Readonly<Record<Kind, Identifiers>>;

  constructor(names: ModuleNames) {
    this.#identifiers = {
      type: UNNAMED,
      func: identifiersFrom('func', names.functions),
      table: identifiersFrom('table', names.tables),
      memory: identifiersFrom('memory', names.memories),
      global: identifiersFrom('global', names.globals),
      tag: identifiersFrom('tag', names.tags),
    };
  }

  use(kind: Kind, index: number): string {
    return this.#identifiers[kind].use(index);
  }

  next(kind: Kind): string {
    const index = this.#counts.get(kind) ?? 0;
    this.#counts.set(kind, index + 1);
    return this.#identifiers[kind].define(index);
  }
}

/**
 * Prints what `module` shows to the outside. Bodies are `unreachable` and initial values are zero or null, so that
 * tools take it for a module with the same imports and exports.
 * @param head `(module`, and what follows that
 */
export function printModuleInto(lines: Lines, module: CoreModule, head: string): void {
  const data = module.customSections.find(({ name }) => name === 'name')?.data;
  const scope = new ModuleScope(data === undefined ? {} : readModuleNames(data));
  lines.group(head, () => {
    for (const rec of module.types) {
      const defined = rec.types.map(() => scope.next('type'));
      printRecType(lines, rec, defined);
    }
    for (const item of module.imports) lines.line(moduleImportText(item, scope));
    // Functions take their indexes before what refers to them, and are printed last, as there are so many.
    for (const type of module.tables) lines.line(form('table', scope.next('table'), tableTypeText(type)));
    for (const type of module.memories)
      lines.line(form('memory', scope.next('memory'), memoryTypeText(type)));
    for (const type of module.tags) lines.line(form('tag', scope.next('tag'), form('type', String(type))));
    for (const type of module.globals) {
      lines.line(form('global', scope.next('global'), globalTypeText(type), initialText(type.type)));
    }
    for (const { name, kind, index } of module.exports) {
      lines.line(form('export', quoted(name), form(kind, scope.use(kind, index))));
    }
    if (module.start !== null) lines.line(form('start', scope.use('func', module.start)));
    for (const type of module.functions) {
      lines.line(form('func', scope.next('func'), form('type', String(type)), 'unreachable'));
    }
  });
}

function moduleImportText(item: CoreImport, scope: ModuleScope): string {
  return coreImportText(item, UNNAMED, scope.next(item.type.kind));
}

/** A value of `type`, in place of the one that is left out; empty where every one needs something of the module. */
function initialText(type: CoreValType): string {
  if (type === 'v128') return words('v128.const', 'i64x2', '0', '0');
  if (typeof type === 'string') return `${type}.const 0`;
  return type.nullable ? words('ref.null', heapTypeText(type.heap)) : '';
}
