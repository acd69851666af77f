import type { ResourceType } from '../handles.js';
import { required } from '../required.js';
import { canonResourceDrop, canonResourceNew, canonResourceRep } from '../resources.js';
import type { Builtin, BuiltinMaker } from './builtin.js';

export const RESOURCE_BUILTINS = {
  'resource.new': (builtin) => {
    const rt = resourceOf(builtin);
    return (rep) => canonResourceNew(builtin.end.inst, rt, Number(rep));
  },
  'resource.drop': (builtin) => {
    const rt = resourceOf(builtin);
    return (i) => canonResourceDrop(builtin.end.inst, rt, Number(i));
  },
  'resource.rep': (builtin) => {
    const rt = resourceOf(builtin);
    return (i) => canonResourceRep(builtin.end.inst, rt, Number(i));
  },
} satisfies Record<string, BuiltinMaker>;

function resourceOf({ resource, name }: Builtin): ResourceType {
  return required(resource, `resource of ${name}`);
}
