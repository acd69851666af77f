import { DIAGNOSTICS_SHOWN, type Diagnostic, type Result } from '../base/index.js';
import { newBudget, type Budget } from './binary/cursor.js';
import { decodeComponent } from './binary/decode.js';
import { decodeModule } from './core/decode-module.js';
import type { CoreModule } from './core/module.js';
import type { Component } from './model/definitions.js';
import type { Slice } from './slice.js';

/** A component and all that is nested in it, decoded. */
export interface ComponentTree {
  readonly component: Component;
  /** By the slices of the component's own definitions, in their order. */
  readonly modules: ReadonlyMap<Slice, CoreModule>;
  readonly components: ReadonlyMap<Slice, ComponentTree>;
}

/**
 * Decodes a component with everything in it. What is malformed ends the component or module it stands in; those around
 * and beside it are decoded all the same. After a hundred findings it stops.
 */
export function decodeTree(slice: Slice): Result<ComponentTree> {
  const diagnostics: Diagnostic[] = [];
  const value = decodeInto(slice, diagnostics, newBudget());
  return { value, diagnostics };
}

function decodeInto(slice: Slice, diagnostics: Diagnostic[], budget: Budget): ComponentTree {
  const component = take(decodeComponent(slice, budget), diagnostics);
  const modules = new Map<Slice, CoreModule>();
  const components = new Map<Slice, ComponentTree>();
  for (const section of component.sections) {
    if (diagnostics.length >= DIAGNOSTICS_SHOWN) break;
    if (section.id !== 1 && section.id !== 4) continue;
    for (const { kind, content } of section.definitions) {
      if ('sections' in content) continue;
      if (kind === 'core module') modules.set(content, take(decodeModule(content, budget), diagnostics));
      else components.set(content, decodeInto(content, diagnostics, budget));
    }
  }
  return { component, modules, components };
}

function take<T>({ value, diagnostics: found }: Result<T>, diagnostics: Diagnostic[]): T {
  diagnostics.push(...found);
  return value;
}
