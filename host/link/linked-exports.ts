import { assertNever, at } from '../../base/index.js';
import type { FuncType, JsFunction, ResourceType } from '../../canonical-abi/index.js';
import type { ExportItem, LinkPlan, PlannedExport, PlannedFunc } from '../../component/index.js';
import type { WasmModule } from '../web-assembly.js';

/** By their names, in the order of the component. */
export type LinkedExports = ReadonlyMap<string, LinkedItem>;

export type LinkedItem =
  | LinkedFunc
  | { readonly kind: 'instance'; readonly exports: LinkedExports }
  | { readonly kind: 'resource'; readonly position: number; readonly type: ResourceType }
  | { readonly kind: 'core module'; readonly module: WasmModule }
  | { readonly kind: 'component' | 'type' };

/** The parts of an instance that exports are made of. */
export interface ExportSource {
  func(position: number): JsFunction;
  resource(position: number): ResourceType;
  module(position: number): WasmModule;
}

/** An exported function; its glue is made for the first `call`. */
export class LinkedFunc {
  readonly kind = 'func';
  /** In the plan. */
  readonly position: number;
  readonly name: string;
  readonly type: FuncType;
  readonly #source: ExportSource;

  constructor(position: number, { name, type }: PlannedFunc, source: ExportSource) {
    this.position = position;
    this.name = name;
    this.type = type;
    this.#source = source;
  }

  get call(): JsFunction {
    return this.#source.func(this.position);
  }
}

export function linkedExports(
  functions: LinkPlan['functions'],
  exports: readonly PlannedExport[],
  source: ExportSource,
): LinkedExports {
  const linked = (item: ExportItem): LinkedItem => {
    switch (item.kind) {
      case 'func':
        return new LinkedFunc(item.func, at(functions, item.func), source);
      case 'instance':
        return { kind: 'instance', exports: linkedExports(functions, item.exports, source) };
      case 'resource':
        return { kind: 'resource', position: item.resource, type: source.resource(item.resource) };
      case 'core module':
        return { kind: 'core module', module: source.module(item.module) };
      case 'component':
      case 'type':
        return { kind: item.kind };
      default:
        return assertNever(item);
    }
  };
  return new Map(exports.map(({ name, item }) => [name.name, linked(item)]));
}
