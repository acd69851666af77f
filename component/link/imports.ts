import { InternalError } from '../../base/index.js';
import { mismatchDiagnostic, within } from '../validate/mismatch.js';
import { explainMismatch } from '../validate/subtyping.js';
import type { CheckedExtern, CheckedItem } from '../validate/types.js';
import { type Draft, NotLinked, notLinked } from './draft.js';
import type { Environment, InstanceItem, Item } from './environment.js';
import { linkMessages } from './messages.js';
import type { ImportItem, PlannedImport } from './plan.js';

/** An item that is to come from outside, as the plan has it and as the component sees it. */
interface Imported {
  readonly planned: ImportItem;
  readonly item: Item;
}

/** Plans an import of the component itself. */
export function planImport(draft: Draft, environment: Environment, extern: CheckedExtern): Item {
  const { planned, item } = imported(draft, environment, extern, [extern.name.name]);
  draft.imports.push({ name: extern.name, item: planned });
  return item;
}

function imported(
  draft: Draft,
  environment: Environment,
  extern: CheckedExtern,
  path: readonly string[],
): Imported {
  draft.spend();
  const { item } = extern;
  switch (item.kind) {
    case 'func': {
      const { type } = item.type;
      const { resources } = environment;
      const func = draft.func({
        name: path.join('#'),
        type,
        resources,
        origin: { kind: 'import', path },
      });
      return { planned: { kind: 'func', func }, item: { kind: 'func', func } };
    }
    case 'type':
      return importedType(draft, environment, item, path);
    case 'core module': {
      const module = draft.module({ kind: 'import', path, type: item.type });
      return { planned: { kind: 'core module', module }, item: { ...item, module } };
    }
    case 'component':
      return { planned: { kind: 'component' }, item: substitute(draft, extern, path.join('#')) };
    case 'instance':
      return importedInstance(draft, environment, item, path);
    case 'value':
      throw notLinked(linkMessages.valuesNotSupported, extern.at, {
        what: `the import \`${path.join('#')}\` of a value`,
      });
    case 'error':
      throw new InternalError('a component with faults cannot be linked');
  }
}

function importedInstance(
  draft: Draft,
  environment: Environment,
  { type }: Extract<CheckedItem, { kind: 'instance' }>,
  path: readonly string[],
): Imported {
  const planned: PlannedImport[] = [];
  const exports = new Map<string, Item>();
  for (const [name, extern] of type.exports) {
    const inner = imported(draft, environment, extern, [...path, name]);
    planned.push({ name: extern.name, item: inner.planned });
    exports.set(name, inner.item);
  }
  const item: InstanceItem = { kind: 'instance', exports };
  return { planned: { kind: 'instance', exports: planned }, item };
}

/** A resource that an earlier import gave a name to is the same one. */
function importedType(
  draft: Draft,
  { resources }: Environment,
  { type }: Extract<CheckedItem, { kind: 'type' }>,
  path: readonly string[],
): Imported {
  if (type.kind !== 'resource type') return { planned: { kind: 'type' }, item: { kind: 'type' } };
  const name = path.at(-1) ?? '';
  const resource = resources.get(type.resource) ?? draft.resource({ kind: 'import', path }, name);
  resources.set(type.resource, resource);
  const item = { kind: 'resource', resource } as const;
  return { planned: item, item };
}

function substitute(draft: Draft, { at, item }: CheckedExtern, name: string): Item {
  const checked = draft.substitutes.get(name);
  if (checked === undefined) throw notLinked(linkMessages.componentNotGiven, at, { name });
  const difference = explainMismatch({ kind: 'component', type: checked.type }, item);
  if (difference !== null) {
    const step = `the component that was given for the import \`${name}\``;
    throw new NotLinked([mismatchDiagnostic(at, within(step, difference))]);
  }
  return { kind: 'component', checked, outer: null, path: `import ${name}` };
}
