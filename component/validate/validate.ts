import { assertNever, type Check, type Diagnostic, type Result } from '../../base/index.js';
import { newBudget, type Budget } from '../binary/cursor.js';
import { decodeComponent } from '../binary/decode.js';
import { layerOf } from '../binary/preamble.js';
import { DEFAULT_FEATURES, type Features } from '../features.js';
import type { CoreValType } from '../model/core-types.js';
import type { Component, ComponentDefinition, Definition } from '../model/definitions.js';
import type { Slice } from '../slice.js';
import { checkAlias } from './aliases.js';
import { checkCanon } from './canon.js';
import { checkCoreType } from './core-definitions.js';
import { checkCoreInstance } from './core-instances.js';
import { checkCoreModule } from './core-module.js';
import { CoreTypeTable } from './core-type-table.js';
import { checkType, finishComponentType } from './definition-types.js';
import { checkExport, checkImport } from './imports-exports.js';
import { pushItem } from './items.js';
import { checkInstance } from './instances.js';
import { Scope, type Run } from './scope.js';
import {
  ERROR,
  type CheckedComponent,
  type CheckedComponentType,
  type CheckedError,
  type Resource,
} from './types.js';
import { checkValue } from './value-definitions.js';
import { checkAllUsed, checkStart } from './values.js';

export interface ValidateOptions {
  /** What may be used; wasm-tools' defaults if left out. */
  readonly features?: Features;
  /** Called now and then; throws to stop. */
  readonly check?: Check;
  /** Of what is decoded on the way. */
  readonly budget?: Budget;
  /** Whether the engine is to validate function bodies; it is if left out. */
  readonly bodies?: boolean;
}

/**
 * Decodes and validates a component or a core module with all that is nested in it. What does not depend on something
 * faulty is looked through all the same, up to a hundred findings.
 * @returns what is known of the component; null for a core module, and for a component whose type has no sense.
 * @spec Explainer.md#type-checking
 */
export function validate(slice: Slice, options: ValidateOptions = {}): Result<CheckedComponent | null> {
  const diagnostics: Diagnostic[] = [];
  const run: Run = {
    features: options.features ?? DEFAULT_FEATURES,
    diagnostics,
    check: options.check ?? null,
    budget: options.budget ?? newBudget(),
    bodies: options.bodies ?? true,
    coreTypes: new CoreTypeTable(),
  };
  if (layerOf(slice) === 'core module') {
    const scope = new Scope('component', null, slice, run);
    checkCoreModule(scope, { kind: 'core module', content: slice, start: slice.start, end: slice.end });
    return { value: null, diagnostics };
  }
  return { value: checkComponent(slice, null, run), diagnostics };
}

function checkComponent(content: Slice | Component, parent: Scope | null, run: Run): CheckedComponent | null {
  const { value: component, diagnostics } =
    'sections' in content ? { value: content, diagnostics: [] } : decodeComponent(content, run.budget);
  const slice = component.source ?? parent?.slice ?? UNPLACED;
  const scope = new Scope('component', parent, slice, run);
  const place = { start: slice.start, end: Math.min(slice.end, slice.start + PREAMBLE_BYTES) };
  if (parent === null && !scope.requireFeature(place, 'components', 'component-model')) return null;
  for (const diagnostic of diagnostics) scope.report(diagnostic);
  for (const section of component.sections) {
    if (section.id === 0) continue;
    run.check?.check();
    for (const definition of section.definitions) {
      if (scope.isFull) return null;
      checkDefinition(scope, definition);
    }
  }
  // What would have followed might have mended what is missing at the end.
  if (diagnostics.length > 0) return null;
  checkAllUsed(scope, place);
  const type = finishComponentType(scope, place);
  return type.kind === 'error' ? null : checked(component, scope, type);
}

const PREAMBLE_BYTES = 8;
const UNPLACED: Slice = { file: { path: '', bytes: new Uint8Array() }, start: 0, end: 0, path: '', depth: 0 };

function checked(component: Component, scope: Scope, type: CheckedComponentType): CheckedComponent {
  const { imports, exports } = type;
  const { spaces, modules, components } = scope;
  const own = [...scope.definedResources].filter(
    (entry): entry is [Resource, CoreValType] => entry[1] !== null,
  );
  return { component, type, imports, exports, spaces, modules, components, resources: new Map(own) };
}

function checkDefinition(scope: Scope, definition: Definition): void {
  switch (definition.kind) {
    case 'core module':
      return checkCoreModule(scope, definition);
    case 'core instance':
      return checkCoreInstance(scope, definition);
    case 'core type':
      return checkCoreType(scope, definition);
    case 'component':
      return checkNested(scope, definition);
    case 'instance':
      return checkInstance(scope, definition);
    case 'alias':
      return checkAlias(scope, definition);
    case 'type':
      return checkType(scope, definition);
    case 'canon':
      return checkCanon(scope, definition);
    case 'start':
      return checkStart(scope, definition);
    case 'import':
      return checkImport(scope, definition);
    case 'export':
      return checkExport(scope, definition);
    case 'value':
      return checkValue(scope, definition);
    default:
      return assertNever(definition);
  }
}

function checkNested(scope: Scope, definition: ComponentDefinition): void {
  const nested = checkComponent(definition.content, scope, scope.run);
  if (nested !== null) scope.components.set(definition, nested);
  const item: { readonly kind: 'component'; readonly type: CheckedComponentType } | CheckedError =
    nested === null ? ERROR : { kind: 'component', type: nested.type };
  pushItem(scope, item, 'component', definition);
}
