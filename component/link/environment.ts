import { InternalError } from '../../base/index.js';
import type { CoreSort } from '../model/sort.js';
import type { CoreModuleType } from '../validate/core-types.js';
import type { CheckedComponent, CheckedType } from '../validate/types.js';
import type { CoreItem } from './plan.js';

/* What stands in the index spaces of a component instance while a link is planned. Numbers are positions in the plan. */

export interface ModuleItem {
  readonly kind: 'core module';
  readonly module: number;
  readonly type: CoreModuleType;
}

export interface FuncItem {
  readonly kind: 'func';
  readonly func: number;
}

export interface InstanceItem {
  readonly kind: 'instance';
  readonly exports: ReadonlyMap<string, Item>;
}

export interface ResourceItem {
  readonly kind: 'resource';
  readonly resource: number;
}

/** A type that is no resource: nothing is left of it at run time. */
export interface TypeItem {
  readonly kind: 'type';
}

/** A component and where it was defined, so that its outer aliases can be followed wherever it is instantiated. */
export interface ComponentItem {
  readonly kind: 'component';
  readonly checked: CheckedComponent;
  readonly outer: Environment | null;
  readonly path: string;
}

/** What components import, export and are given. */
export type Item = ModuleItem | FuncItem | InstanceItem | ResourceItem | TypeItem | ComponentItem;

/** A core instance: that of a module, or one made of definitions. */
export type CoreInstanceItem =
  | { readonly form: 'instantiated'; readonly coreInstance: number }
  | { readonly form: 'exports'; readonly exports: ReadonlyMap<string, CoreItem> };

interface Spaces {
  readonly 'core func': CoreItem[];
  readonly 'core table': CoreItem[];
  readonly 'core memory': CoreItem[];
  readonly 'core global': CoreItem[];
  readonly 'core tag': CoreItem[];
  readonly 'core module': ModuleItem[];
  readonly 'core instance': CoreInstanceItem[];
  readonly func: FuncItem[];
  readonly type: (ResourceItem | TypeItem)[];
  readonly component: ComponentItem[];
  readonly instance: InstanceItem[];
}

/** The sorts of which something is left at link time. */
export type LinkedSort = keyof Spaces;

/** Sorts of what core instances import and export. */
export type CoreItemSort = Extract<LinkedSort, CoreSort> &
  ('core func' | 'core table' | 'core memory' | 'core global' | 'core tag');

/** One component instance: its index spaces so far, and what its resources are in the plan. */
export class Environment {
  readonly checked: CheckedComponent;
  readonly outer: Environment | null;
  /** Its position among the instances of the plan. */
  readonly instance: number;
  readonly path: string;
  readonly spaces: Spaces = {
    'core func': [],
    'core table': [],
    'core memory': [],
    'core global': [],
    'core tag': [],
    'core module': [],
    'core instance': [],
    func: [],
    type: [],
    component: [],
    instance: [],
  };
  /** From the resources in the types of this component to positions in the plan: another instance of it has others. */
  readonly resources = new Map<object, number>();
  readonly exports = new Map<string, Item>();

  constructor({ checked, outer, path }: Omit<ComponentItem, 'kind'>, instance: number) {
    this.checked = checked;
    this.outer = outer;
    this.path = path;
    this.instance = instance;
  }

  find<S extends LinkedSort>(sort: S, index: number): Spaces[S][number] {
    const space: readonly Spaces[S][number][] = this.spaces[sort];
    const item = space[index];
    if (item === undefined) throw new InternalError(`no ${sort} ${index} in a validated component`);
    return item;
  }

  /** The environment that is `count` scopes out. */
  outwards(count: number): Environment {
    if (count === 0) return this;
    if (this.outer === null) throw new InternalError('an outer alias leads out of a validated component');
    return this.outer.outwards(count - 1);
  }

  /** What a type of this component is at run time. */
  typeItem(type: CheckedType): ResourceItem | TypeItem {
    if (type.kind !== 'resource type') return { kind: 'type' };
    const resource = this.resources.get(type.resource);
    if (resource === undefined) throw new InternalError('a resource type is used before it is linked');
    return { kind: 'resource', resource };
  }
}

export function isCoreItemSort(sort: string): sort is CoreItemSort {
  return /^core (?:func|table|memory|global|tag)$/.test(sort);
}
