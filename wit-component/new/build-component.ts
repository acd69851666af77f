import { hasErrors, type Result } from '../../base/index.js';
import type { Component } from '../../component/index.js';
import { assembleParts } from './assemble-parts.js';
import { emitComponent } from './emit/emit-component.js';
import type { ModuleInput } from './module-input.js';
import type { NewSettings } from './options.js';
import { importedContent } from './plan/imported-interfaces.js';
import { planComponent } from './plan/plan.js';

/** Makes a component of core modules of which is known what worlds they are made for. */
export function buildComponent(
  main: ModuleInput,
  adapters: readonly ModuleInput[],
  settings: NewSettings,
): Result<Component | null> {
  const parts = assembleParts(main, adapters, settings);
  if (parts.value === null) return { value: null, diagnostics: parts.diagnostics };
  const plan = planComponent(parts.value);
  const diagnostics = [...parts.diagnostics, ...plan.diagnostics];
  if (plan.value === null || hasErrors(diagnostics)) return { value: null, diagnostics };
  const imported = importedContent(parts.value);
  const component = emitComponent({ parts: parts.value, plan: plan.value, imported, settings });
  return { value: component, diagnostics };
}
