import type { Diagnostic } from '../../base/index.js';
import { linkerHelper } from './builtins.js';
import { funcTypeText, isFuncType, type FoundFuncType } from './core-shell.js';
import { explainUnknownImport, explainUnknownModule } from './explain-import.js';
import type { ImportRules, PlacedImport } from './import-rules.js';
import { moduleMessages } from './messages.js';
import { importText } from './role-text.js';
import type { ImportRole } from './roles.js';
import { importSignature } from './signatures.js';
import { formOf } from './world-names.js';

/** Either what an import stands for, or why it stands for nothing. */
export type Classified =
  | { readonly role: ImportRole }
  /** `isStranger`: for all that is imported from the same module. */
  | { readonly fault: Diagnostic; readonly isStranger: boolean };

function refused(fault: Diagnostic): Classified {
  return { fault, isStranger: false };
}

/**
 * Finds the role of an import. The order matters: memory, main module and adapters come before the names of the world,
 * which so cannot hide them.
 */
export function classifyImport(rules: ImportRules, imported: PlacedImport): Classified {
  const { module, name, type, at } = imported;
  if (module === 'env' && name === 'memory' && type.kind === 'memory') return { role: { kind: 'memory' } };
  if (module === '__main_module__') {
    if (rules.isAdapter) return { role: { kind: 'main module', name } };
    return refused(moduleMessages.importFromMainModule.at(at, { name }));
  }
  const found = type.kind === 'func' ? rules.shell.funcType(type.type) : null;
  if (found === null) {
    const kind = type.kind === 'func' ? 'function of an unknown type' : type.kind;
    return refused(moduleMessages.importNotFunction.at(at, { module, name, kind }));
  }
  if (rules.adapters.has(module)) return { role: { kind: 'adapter', adapter: module, name } };
  const classified = classifyFunction(rules, imported, found);
  return 'role' in classified ? checkType(classified.role, imported, found) : classified;
}

function classifyFunction(rules: ImportRules, imported: PlacedImport, found: FoundFuncType): Classified {
  const { module, name, at } = imported;
  const form = formOf(module);
  if (rules.rejectLegacyNames && form.kind === 'legacy') {
    return { fault: moduleMessages.legacyName.at(at, { module, name }), isStranger: true };
  }
  const helper = module === 'env' ? linkerHelper(name, found) : null;
  if (helper !== null) return { role: helper };
  const scope = rules.names.scope(module);
  if (scope === null) {
    // Each symbol of `env` is missing on its own.
    return { fault: explainUnknownModule(rules, imported), isStranger: module !== 'env' };
  }
  const role = rules.names.importRole(form, scope, name);
  return role === null ? refused(explainUnknownImport(rules, imported, scope)) : { role };
}

function checkType(role: ImportRole, { module, name, at }: PlacedImport, found: FoundFuncType): Classified {
  const expected = importSignature(role);
  if (expected === null || isFuncType(found, expected)) return { role };
  const what = importText(role);
  const texts = { expected: funcTypeText(expected), found: funcTypeText(found) };
  const details = { label: `has type \`${texts.found}\``, help: [signatureHelp(role)] };
  return refused(moduleMessages.importTypeMismatch.at(at, { module, name, what, ...texts }, details));
}

function signatureHelp(role: ImportRole): string {
  return role.kind === 'lower' || role.kind === 'task.return'
    ? 'build the module again with bindings that are generated from the WIT of this world'
    : 'this type does not depend on the world: the module was made for another version of the tools';
}
