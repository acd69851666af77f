import type { FuncType, ValType } from '../../../canonical-abi/index.js';
import type { ExportItem, ImportItem, LinkPlan, PlannedFunc } from '../../../component/index.js';
import { seededRandom } from '../../support/seeded-random.js';
import { randomValue } from '../../support/value-arbitrary.js';
import { fromJs, type Handles, type Plain } from './values.js';

/** One call of an export. `instance` is empty for a function of the component itself. */
export interface Call {
  readonly instance: string;
  readonly func: string;
  readonly args: readonly Plain[];
}

/** Calls of one fresh instance, until one traps. */
export type Session = readonly Call[];

/** A function of the surface of a component, under the names that lead to it. */
export interface Named {
  readonly instance: string;
  readonly name: string;
  readonly func: PlannedFunc;
}

export interface Surface {
  readonly exports: readonly Named[];
  readonly imports: readonly Named[];
  readonly importedResources: readonly {
    readonly instance: string;
    readonly name: string;
    readonly position: number;
  }[];
}

/** How often each function is called, each time in a session of its own. */
const TIMES = 3;

export function surfaceOf(plan: LinkPlan): Surface {
  const resources: { instance: string; name: string; position: number }[] = [];
  const collect = (
    items: readonly { name: { name: string }; item: ExportItem | ImportItem }[],
    instance: string,
  ): Named[] =>
    items.flatMap(({ name: { name }, item }): Named[] => {
      if (item.kind === 'instance') return collect(item.exports, name);
      if (item.kind === 'resource' && plan.resources[item.resource]?.origin.kind === 'import') {
        resources.push({ instance, name, position: item.resource });
      }
      const func = item.kind === 'func' ? plan.functions[item.func] : undefined;
      return func === undefined ? [] : [{ instance, name, func }];
    });
  const exports = collect(plan.exports, '');
  resources.length = 0;
  const imports = collect(plan.imports, '');
  return { exports, imports, importedResources: resources };
}

/** The session's handles are numbered as they come, so the guest's that arguments need are made first. */
export function sessionsFor(plan: LinkPlan, seed: number): readonly Session[] {
  const { exports } = surfaceOf(plan);
  const { below } = seededRandom(seed);
  const sessions: Session[] = [];
  const callOf = (named: Named, earlier: Call[]): Call => ({
    instance: named.instance,
    func: named.name,
    args: named.func.type.params.map(({ type }) => argument(type, named.func, earlier)),
  });
  const argument = (type: ValType, func: PlannedFunc, earlier: Call[]): Plain => {
    const resource = handleIn(type);
    if (resource === null) return fromJs(type, randomValue(below, type), NO_HANDLES);
    if (plan.resources[func.resources.get(resource) ?? -1]?.origin.kind === 'import') return { handle: -1 };
    const maker = exports.find((one) => makes(one, func.resources.get(resource)));
    if (maker === undefined) throw new NotCallable();
    earlier.push(callOf(maker, earlier));
    return { handle: earlier.length - 1 };
  };
  for (const named of exports) {
    for (let time = 0; time < TIMES; time++) {
      const calls: Call[] = [];
      try {
        const call = callOf(named, calls);
        // Twice, to see that a first call leaves nothing behind; what is used up cannot be given again.
        const again = named.func.type.params.every(
          ({ type }) => typeof type === 'string' || type.kind !== 'own',
        );
        sessions.push(again ? [...calls, call, call] : [...calls, call]);
      } catch (error) {
        if (!(error instanceof NotCallable)) throw error;
      }
    }
  }
  return sessions;
}

/** Its arguments are of resources that no exported constructor makes, or lie inside of other values. */
class NotCallable extends Error {}

const NO_HANDLES: Handles = {
  toObject: () => null,
  fromObject: () => {
    throw new NotCallable();
  },
};

function makes({ name, func }: Named, resource: number | undefined): boolean {
  const { result } = func.type;
  return (
    name.startsWith('[constructor]') &&
    result !== null &&
    func.resources.get(handleIn(result) ?? {}) === resource
  );
}

function handleIn(type: ValType): object | null {
  return typeof type !== 'string' && (type.kind === 'own' || type.kind === 'borrow') ? type.resource : null;
}

/** What host functions give: always the same of a type, so that all hosts give the same. */
export function canned(type: ValType): Plain {
  if (typeof type === 'string') return SCALARS[type] ?? 7;
  switch (type.kind) {
    case 'list':
      return [canned(type.element), canned(type.element)];
    case 'tuple':
      return type.types.map(canned);
    case 'record':
      return type.fields.map((field) => canned(field.type));
    case 'flags':
      return type.labels.slice(0, 1);
    case 'enum':
      return { tag: type.labels.at(-1) ?? '', val: null };
    case 'option':
      return { tag: 'some', val: canned(type.type) };
    case 'result':
      return { tag: 'ok', val: type.ok === null ? null : canned(type.ok) };
    case 'variant': {
      const last = type.cases.at(-1);
      return {
        tag: last?.label ?? '',
        val: last === undefined || last.type === null ? null : canned(last.type),
      };
    }
    default:
      return { handle: -1 };
  }
}

const SCALARS: Readonly<Record<string, Plain>> = {
  bool: true,
  char: 'ħ',
  string: 'größer 日本 🐈',
  u64: '7',
  s64: '7',
  f32: '3ff8000000000000', // 1.5
  f64: '3ff8000000000000',
};

/** Whether the result of a function is an error that JavaScript throws. */
export function fails({ result }: FuncType): boolean {
  return result !== null && typeof result !== 'string' && result.kind === 'result';
}
