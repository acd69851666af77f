import { LIMITS } from '../limits.js';
import { componentMessages } from '../messages.js';
import type { Located, Sort, SortIndex } from '../model/sort.js';
import type { Scope } from './scope.js';
import { ERROR, type CheckedError, type CheckedItem } from './types.js';
import { useValue } from './values.js';

/** Sorts of what components import and export; the core sorts but for modules have no types of their own here. */
export function itemAt(scope: Scope, { sort, index }: SortIndex, place: Located): CheckedItem {
  switch (sort) {
    case 'core module':
      return scope.find('core module', index, place);
    case 'func': {
      const type = scope.find('func', index, place);
      return type.kind === 'error' ? type : { kind: 'func', type };
    }
    case 'instance': {
      const type = scope.find('instance', index, place);
      return type.kind === 'error' ? type : { kind: 'instance', type };
    }
    case 'component': {
      const type = scope.find('component', index, place);
      return type.kind === 'error' ? type : { kind: 'component', type };
    }
    case 'type': {
      const type = scope.find('type', index, place);
      return type.kind === 'error' ? type : { kind: 'type', type };
    }
    case 'value': {
      if (!scope.requireFeature(place, 'values', 'cm-values')) return ERROR;
      const type = useValue(scope, index, place);
      return typeof type === 'object' && type.kind === 'error' ? type : { kind: 'value', type };
    }
    default: {
      const args = {
        sort,
        what: 'an import, an export or an argument',
        expected: 'a sort of the component level',
      };
      return scope.fault(componentMessages.sortNotAllowed, place, args);
    }
  }
}

/** How many entries an index space may have; null where the file's size is limit enough. */
const SPACE_LIMITS: Partial<Readonly<Record<Sort, number>>> = {
  'core module': LIMITS.coreModules,
  component: LIMITS.components,
  instance: LIMITS.instances,
  value: LIMITS.values,
};

/** Gives `item` the next index of its sort. */
export function pushItem(scope: Scope, item: CheckedItem, sort: Sort, place: Located): void {
  const space: readonly unknown[] = scope.spaces[sort];
  pushEntry(scope, item, sort);
  const limit = SPACE_LIMITS[sort];
  if (limit === undefined || space.length !== limit + 1) return;
  scope.fault(componentMessages.limitExceeded, place, { count: space.length, what: sort, limit });
}

function pushEntry(scope: Scope, item: CheckedItem, sort: Sort): void {
  const { spaces } = scope;
  switch (item.kind) {
    case 'core module':
      spaces['core module'].push(item);
      break;
    case 'func':
      spaces.func.push(item.type);
      break;
    case 'instance':
      spaces.instance.push(item.type);
      break;
    case 'component':
      spaces.component.push(item.type);
      break;
    case 'type':
      spaces.type.push(item.type);
      break;
    case 'value':
      spaces.value.push(item);
      break;
    case 'error': {
      const space: CheckedError[] = spaces[sort] as CheckedError[];
      space.push(item);
    }
  }
}
