import { at } from '../../base/index.js';
import { functionKey, functionParts, pascalCase } from '../../bindgen/js-names/index.js';
import type { LinkPlan, PlannedFunc, PlannedImport } from '../../component/index.js';
import { funcTypeText } from './type-text.js';

/** What an import is, in words, and the functions that it needs, each as WIT has it. */
export interface DescribedImport {
  readonly needs: string;
  readonly signatures: readonly string[];
}

/** How many members of an interface are named. */
const MEMBERS = 6;

/** Says what a missing import should have been. */
export function describeImport(plan: LinkPlan, { name, item }: PlannedImport): DescribedImport {
  switch (item.kind) {
    case 'func':
      return {
        needs: 'a function',
        signatures: [signatureOf(plan, name.name, at(plan.functions, item.func))],
      };
    case 'resource':
      return { needs: 'a class', signatures: [] };
    case 'core module':
      return { needs: 'a `WebAssembly.Module`', signatures: [] };
    case 'component':
    case 'type':
      return { needs: 'nothing', signatures: [] };
    case 'instance': {
      const keys = new Set(item.exports.flatMap(memberKeys));
      const shown = [...keys].slice(0, MEMBERS).map((key) => `\`${key}\``);
      if (keys.size > MEMBERS) shown.push('…');
      const inner = item.exports.flatMap((member) =>
        member.item.kind === 'func' ? describeImport(plan, member).signatures : [],
      );
      return { needs: `an object with ${shown.join(', ')}`, signatures: inner };
    }
  }
}

/** The property by which an object of an interface has a member. */
function memberKeys({ name, item }: PlannedImport): readonly string[] {
  if (item.kind === 'resource') return [pascalCase(name.name)];
  if (item.kind !== 'func') return [];
  const { resource, label } = functionParts(name.name);
  return resource === null ? [functionKey(label)] : [];
}

/** `get-it: func(key: string) -> option<u32>` */
export function signatureOf(plan: LinkPlan, name: string, { type, resources }: PlannedFunc): string {
  const nameOf = (resource: object): string => {
    const position = resources.get(resource);
    return position === undefined ? 'resource' : at(plan.resources, position).name;
  };
  return `${name}: ${funcTypeText(type, nameOf)}`;
}

/** A value of the wrong sort, in words. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  switch (typeof value) {
    case 'object':
      return 'an object';
    case 'function':
      return 'a function';
    default:
      return `a ${typeof value}`;
  }
}
