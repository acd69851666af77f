import { at, InternalError } from '../../base/index.js';
import type { PtrType, StringEncoding, ValType } from '../../canonical-abi/index.js';
import type { Builtin, Canon, CanonBuiltin, CanonLift, CanonLower, CanonOption } from '../model/canon.js';
import type { ValType as ValTypeUse } from '../model/types.js';
import type { Draft } from './draft.js';
import type { Environment } from './environment.js';
import type { CanonOptions, CoreItem, PlannedBuiltin } from './plan.js';

/** @spec Explainer.md#canonical-abi */
export function planCanon(draft: Draft, environment: Environment, canon: Canon): void {
  switch (canon.name) {
    case 'lift':
      return planLift(draft, environment, canon);
    case 'lower':
      return planLower(draft, environment, canon);
    default:
      return planBuiltin(draft, environment, canon);
  }
}

function planLift(draft: Draft, environment: Environment, canon: CanonLift): void {
  const type = environment.checked.spaces.type[canon.type];
  if (type?.kind !== 'func type') throw new InternalError('a lift of a validated component has no func type');
  const coreFunc = environment.find('core func', canon.coreFunc);
  const func = draft.func({
    name: coreFunc.kind === 'core export' ? coreFunc.name : '',
    type: type.type,
    resources: environment.resources,
    origin: {
      kind: 'lift',
      instance: environment.instance,
      coreFunc,
      options: planOptions(draft, environment, canon.options),
    },
  });
  environment.spaces.func.push({ kind: 'func', func });
}

function planLower(draft: Draft, environment: Environment, canon: CanonLower): void {
  const { func } = environment.find('func', canon.func);
  const { instance } = environment;
  const options = planOptions(draft, environment, canon.options);
  defineCoreFunc(environment, draft.step({ kind: 'lower', instance, func, options }));
}

function planBuiltin(draft: Draft, environment: Environment, canon: CanonBuiltin): void {
  const { instance, resources } = environment;
  const builtin: PlannedBuiltin = {
    name: canon.name,
    ...typesOf(environment, canon),
    resources,
    options: planOptions(draft, environment, optionsOf(canon)),
    slot: 'slot' in canon ? canon.slot : 0,
    slotType: 'slot' in canon && canon.type === 'i64' ? 'i64' : 'i32',
    table: 'table' in canon ? environment.find('core table', canon.table) : null,
  };
  defineCoreFunc(environment, draft.step({ kind: 'builtin', instance, builtin }));
}

function defineCoreFunc({ spaces }: Environment, coreFunc: number): void {
  spaces['core func'].push({ kind: 'core func', coreFunc });
}

/** The resource that a built-in is of, or the type of the value or element that it passes on. */
function typesOf(environment: Environment, canon: Builtin): Pick<PlannedBuiltin, 'resource' | 'type'> {
  switch (canon.name) {
    case 'resource.new':
    case 'resource.drop':
    case 'resource.rep': {
      const item = environment.find('type', canon.type);
      if (item.kind !== 'resource')
        throw new InternalError(`a ${canon.name} of a validated component has no resource`);
      return { resource: item.resource, type: null };
    }
    case 'task.return':
      return { resource: null, type: structureAt(environment, canon.result) };
    default:
      return { resource: null, type: isOfElements(canon) ? elementAt(environment, canon.type) : null };
  }
}

function isOfElements(canon: Builtin): canon is Extract<Builtin, { name: `${'stream' | 'future'}.${string}` }> {
  return canon.name.startsWith('stream.') || canon.name.startsWith('future.');
} // prettier-ignore

function structureAt({ checked }: Environment, use: ValTypeUse | null): ValType | null {
  if (typeof use !== 'number') return use;
  const type = at(checked.spaces.type, use);
  if (type.kind !== 'value type') throw new InternalError(`type ${use} of a validated component is no value`);
  return type.type;
}

function elementAt(environment: Environment, index: number): ValType | null {
  const type = structureAt(environment, index);
  if (typeof type !== 'object' || (type?.kind !== 'stream' && type?.kind !== 'future')) {
    throw new InternalError(`type ${index} of a validated component is no stream or future`);
  }
  return type.element;
}

/** The options of a built-in; what else it says of them is put in their form. */
function optionsOf(canon: Builtin): readonly CanonOption[] {
  if ('options' in canon) return canon.options;
  if ('memory' in canon) return [{ kind: 'memory', index: canon.memory }];
  return 'async' in canon && canon.async ? [{ kind: 'async' }] : [];
}

/** @spec CanonicalABI.md#canonical-abi-options */
function planOptions(draft: Draft, environment: Environment, options: readonly CanonOption[]): CanonOptions {
  let encoding: StringEncoding = 'utf8';
  let memory: number | null = null;
  const functions = new Map<CanonOption['kind'], CoreItem>();
  for (const option of options) {
    switch (option.kind) {
      case 'utf8':
      case 'utf16':
      case 'latin1+utf16':
        encoding = option.kind;
        break;
      case 'memory':
        memory = draft.memory(
          environment.find('core memory', option.index),
          pointerOf(environment, option.index),
        );
        break;
      case 'realloc':
      case 'post-return':
      case 'callback':
        functions.set(option.kind, environment.find('core func', option.index));
        break;
      default:
    }
  }
  return {
    encoding,
    memory,
    realloc: functions.get('realloc') ?? null,
    postReturn: functions.get('post-return') ?? null,
    callback: functions.get('callback') ?? null,
    async: options.some(({ kind }) => kind === 'async'),
  };
}

function pointerOf({ checked }: Environment, index: number): PtrType {
  const memory = at(checked.spaces['core memory'], index);
  return memory.kind === 'memory' && memory.memory.limits.is64 ? 'i64' : 'i32';
}
