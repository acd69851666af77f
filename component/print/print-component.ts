import { assertNever } from '../../base/index.js';
import type { CoreModule } from '../core/module.js';
import { componentNames } from '../custom/component-names.js';
import { producersData, readProducers } from '../custom/producers.js';
import type { ComponentTree } from '../decode-tree.js';
import type {
  Component,
  ComponentDefinition,
  CoreInstance,
  CustomSection,
  Definition,
  Export,
  Instance,
  Start,
} from '../model/definitions.js';
import type { CoreSort, SortIndex } from '../model/sort.js';
import { identifier } from './identifiers.js';
import { canonText } from './print-canon.js';
import { printModuleInto, SKELETON_NOTE } from './print-module.js';
import {
  aliasText,
  externNameText,
  externTypeText,
  importText,
  printCoreType,
  printType,
  valTypeText,
} from './print-types.js';
import { Scope } from './scope.js';
import { form, Lines, quoted, quotedBytes, words } from './text.js';

/** A core module as text: a skeleton, as the first line says. */
export function printModule(module: CoreModule): string {
  const lines = new Lines();
  lines.line(SKELETON_NOTE);
  printModuleInto(lines, module, '(module');
  return lines.finish();
}

/**
 * A component and what is nested in it, in the text format. It is read back to the same definitions, with the same
 * indexes and names; of core modules there are skeletons, which the first line says. What is nested is called as its
 * component calls it, whatever it calls itself: text has one name for both.
 * @spec Explainer.md#component-definitions
 */
export function printComponent(tree: ComponentTree): string {
  const lines = new Lines();
  if (hasModules(tree)) lines.line(SKELETON_NOTE);
  const name = componentNames(tree.component).component ?? '';
  printTree(lines, tree, words('(component', name === '' ? '' : identifier(name)));
  return lines.finish();
}

function hasModules({ modules, components }: ComponentTree): boolean {
  return modules.size > 0 || [...components.values()].some(hasModules);
}

/** What a component is printed with. */
interface Printing {
  readonly lines: Lines;
  readonly scope: Scope;
  readonly tree: ComponentTree;
}

function printTree(lines: Lines, tree: ComponentTree, head: string): void {
  const { definitions } = componentNames(tree.component);
  const printing: Printing = { lines, tree, scope: new Scope(definitions) };
  lines.group(head, () => {
    for (const section of tree.component.sections) {
      if (section.id === 0) printCustom(lines, section);
      else for (const definition of section.definitions) printDefinition(printing, definition);
    }
  });
}

function printDefinition(printing: Printing, definition: Definition): void {
  const { lines, scope } = printing;
  const defined = scope.define(definition);
  const place = defined.join(' ');
  switch (definition.kind) {
    case 'core module': {
      const module = printing.tree.modules.get(definition.content);
      if (module !== undefined) return printModuleInto(lines, module, `(core module ${place}`);
      return lines.line(form('core module', place));
    }
    case 'component':
      return printNested(printing, definition, place);
    case 'core instance':
      return printCoreInstance(printing, definition, place);
    case 'instance':
      return printInstance(printing, definition, place);
    case 'core type':
      return printCoreType(lines, definition, defined);
    case 'type':
      return printType(lines, definition.type, place, scope);
    case 'alias':
      return lines.line(aliasText(definition, place, scope));
    case 'canon':
      return lines.line(canonText(definition, place, scope));
    case 'start':
      return lines.line(startText(definition, defined, scope));
    case 'import':
      return lines.line(importText(definition, place, scope));
    case 'export':
      return lines.line(exportText(definition, place, scope));
    case 'value': {
      // Text has the value in words, which only its type can tell; tools do not read those yet.
      const data = `(;${quotedBytes(definition.data)};)`;
      return lines.line(form('value', place, valTypeText(definition.type, scope), data));
    }
    default:
      assertNever(definition);
  }
}

/** What was not decoded with the tree (it would be a component that a tool has built) is printed empty. */
function printNested({ lines, tree }: Printing, { content }: ComponentDefinition, place: string): void {
  const nested = 'sections' in content ? treeOf(content) : tree.components.get(content);
  const head = `(component ${place}`;
  if (nested === undefined) lines.line(`${head})`);
  else printTree(lines, nested, head);
}

function treeOf(component: Component): ComponentTree {
  return { component, modules: new Map(), components: new Map() };
}

function printCoreInstance({ lines, scope }: Printing, instance: CoreInstance, place: string): void {
  const head = `(core instance ${place}`;
  if (instance.form === 'exports') {
    return lines.group(head, () => {
      for (const { name, sort, index } of instance.exports) {
        lines.line(form('export', quoted(name), coreSortText(sort, scope.use(sort, index))));
      }
    });
  }
  const instantiate = `(instantiate ${scope.use('core module', instance.module)}`;
  if (instance.arguments.length === 0) return lines.line(`${head} ${instantiate}))`);
  lines.group(head, () =>
    lines.group(instantiate, () => {
      for (const { name, instance: index } of instance.arguments) {
        lines.line(form('with', quoted(name), form('instance', scope.use('core instance', index))));
      }
    }),
  );
}

/** Where only core sorts can stand, they are written without `core`. */
function coreSortText(sort: CoreSort, reference: string): string {
  return form(sort.slice('core '.length), reference);
}

function printInstance({ lines, scope }: Printing, instance: Instance, place: string): void {
  const head = `(instance ${place}`;
  if (instance.form === 'exports') {
    return lines.group(head, () => {
      for (const item of instance.exports) {
        lines.line(form('export', externNameText(item.name), sortText(item, scope)));
      }
    });
  }
  const instantiate = `(instantiate ${scope.use('component', instance.component)}`;
  if (instance.arguments.length === 0) return lines.line(`${head} ${instantiate}))`);
  lines.group(head, () =>
    lines.group(instantiate, () => {
      for (const argument of instance.arguments) {
        lines.line(form('with', quoted(argument.name), sortText(argument, scope)));
      }
    }),
  );
}

function sortText({ sort, index }: SortIndex, scope: Scope): string {
  return form(sort, scope.use(sort, index));
}

function exportText(item: Export, place: string, scope: Scope): string {
  const type = item.type === null ? '' : externTypeText(item.type, '', scope);
  return form('export', place, externNameText(item.name), sortText(item, scope), type);
}

function startText(start: Start, defined: readonly string[], scope: Scope): string {
  const values = start.arguments.map((index) => form('value', scope.use('value', index)));
  const results = defined.map((place) => form('result', form('value', place)));
  return form('start', scope.use('func', start.func), ...values, ...results);
}

/** The fields of a `producers` section that the text format has words for. */
const PRODUCER_FIELDS: ReadonlySet<string> = new Set(['language', 'sdk', 'processed-by']);

function printCustom(lines: Lines, { name, data }: CustomSection): void {
  // Its names stand where they belong.
  if (name === 'component-name') return;
  const producers = name === 'producers' ? readProducers(data) : null;
  const isPlain =
    producers !== null &&
    [...producers.keys()].every((field) => PRODUCER_FIELDS.has(field)) &&
    quotedBytes(producersData(producers)) === quotedBytes(data);
  if (!isPlain) return lines.line(form('@custom', quoted(name), quotedBytes(data)));
  lines.group('(@producers', () => {
    for (const [field, values] of producers) {
      for (const value of values) lines.line(form(field, quoted(value.name), quoted(value.version)));
    }
  });
}
