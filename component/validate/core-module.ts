import { DIAGNOSTICS_SHOWN, type ByteSpan, type Diagnostic } from '../../base/index.js';
import { decodeModule } from '../core/decode-module.js';
import type { CoreModule } from '../core/module.js';
import { DEFAULT_FEATURES, featureDisabled, type FeatureName } from '../features.js';
import type { CoreModuleDefinition } from '../model/definitions.js';
import type { Located } from '../model/sort.js';
import { bytesOf, type Slice } from '../slice.js';
import { codeNeeds } from './core-code-needs.js';
import { engineAccepts, engineKnows, whyEngineRefuses } from './core-engine.js';
import { coreMessages } from './core-messages.js';
import { shellOf, type CheckedShell } from './core-module-type.js';
import type { CoreModuleType } from './core-types.js';
import type { Run, Scope } from './scope.js';
import { ERROR } from './types.js';

/** Features that nobody can see who does not read all of a module. */
const OF_CODE: readonly FeatureName[] = [
  'sign-extension', 'saturating-float-to-int', 'bulk-memory', 'bulk-memory-opt', 'reference-types', 'tail-call', 'floats',
  'wide-arithmetic', 'function-references', 'exceptions', 'gc', 'simd', 'relaxed-simd', 'threads', 'extended-const',
  'compact-imports',
]; // prettier-ignore

/**
 * Checks a core module in a component, and adds it to the index space.
 * @spec Explainer.md#component-definitions
 */
export function checkCoreModule(scope: Scope, definition: CoreModuleDefinition): void {
  const { value: module, diagnostics } = decodeModule(definition.content, scope.run.budget);
  scope.modules.set(definition, module);
  if (diagnostics.length > 0) {
    for (const diagnostic of diagnostics) report(scope.run, diagnostic);
    scope.spaces['core module'].push(ERROR);
    return;
  }
  // A module that is no part of a component may have them.
  if (definition.content.depth > 0) reportDuplicateImports(scope.run, module);
  const type = checkModule(scope.run, module);
  scope.spaces['core module'].push(type === null ? ERROR : { kind: 'core module', type });
}

/**
 * Checks a core module, its code by the engine.
 * @returns its type, or null where what is wrong with it leaves it without one
 */
export function checkModule(run: Run, module: CoreModule): CoreModuleType | null {
  const shell = shellOf(module, run.coreTypes, run.features.has('custom-descriptors'));
  const needs = OF_CODE.some((name) => DEFAULT_FEATURES.has(name) && !run.features.has(name))
    ? new Map([...shell.needs, ...codeNeeds(module).needs])
    : shell.needs;
  if (reportDisabled(run, module.source, needs)) return shell.type;
  const accepted = run.bodies ? engineAccepts(bytesOf(module.source)) : true;
  if (!run.bodies) for (const fault of shell.faults) report(run, fault);
  if (accepted === null) reportNotValidated(run, module, shell, ['WebAssembly']);
  if (accepted === false) judgeRefused(run, module, shell);
  return shell.type;
}

/** Finds out whether the engine refuses `module` because it is invalid, or because it does not know what it uses. */
function judgeRefused(run: Run, module: CoreModule, shell: CheckedShell): void {
  const code = codeNeeds(module);
  if (reportDisabled(run, module.source, code.needs)) return;
  const lacking = [...new Map([...shell.needs, ...code.needs]).keys()].filter((name) => !engineKnows(name));
  if (code.malformed !== null) report(run, code.malformed);
  else if (lacking.length > 0) reportNotValidated(run, module, shell, lacking);
  else {
    const { start, end } = module.source;
    const { reason, offset } = whyEngineRefuses(bytesOf(module.source));
    const place = offset === null ? { start, end } : { start: start + offset, end: start + offset + 1 };
    report(run, coreMessages.invalidCoreModule.at(spanIn(module.source, place), { reason }));
  }
}

/** What is known to be wrong all the same, and that the rest is not known. */
function reportNotValidated(
  run: Run,
  { source }: CoreModule,
  shell: CheckedShell,
  needs: readonly string[],
): void {
  for (const fault of shell.faults) report(run, fault);
  const help = ['validate it with a newer release of Node.js, or with another engine that knows them'];
  report(run, coreMessages.coreModuleNotValidated.at(spanIn(source, source), { needs }, { help }));
}

/** Whether some of `needs` are off, which is reported. */
function reportDisabled(run: Run, slice: Slice, needs: ReadonlyMap<FeatureName, string>): boolean {
  const disabled = [...needs].filter(([name]) => !run.features.has(name));
  for (const [name, what] of disabled) report(run, featureDisabled(spanIn(slice, slice), what, name));
  return disabled.length > 0;
}

/** Two imports of one name cannot be told apart by a component. */
function reportDuplicateImports(run: Run, module: CoreModule): void {
  const seen = new Map<string, Map<string, Located>>();
  for (const item of module.imports) {
    const names = seen.get(item.module) ?? new Map<string, Located>();
    seen.set(item.module, names);
    const previous = names.get(item.name);
    if (previous === undefined) {
      names.set(item.name, item);
      continue;
    }
    const secondary = [{ at: spanIn(module.source, previous), label: 'first here' }];
    report(run, coreMessages.duplicateCoreImport.at(spanIn(module.source, item), item, { secondary }));
  }
}

function spanIn({ file, path }: Slice, { start, end }: Located): ByteSpan {
  return { file, component: path, start, end };
}

function report(run: Run, diagnostic: Diagnostic): void {
  if (run.diagnostics.length < DIAGNOSTICS_SHOWN) run.diagnostics.push(diagnostic);
}
