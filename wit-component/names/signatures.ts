import { assertNever } from '../../base/index.js';
import type { CoreFuncType } from '../../canonical-abi/index.js';
import {
  CALLBACK_SIGNATURE,
  liftSignature,
  lowerSignature,
  postReturnSignature,
  taskReturnSignature,
} from '../abi/core-signature.js';
import { payloadSignature, PLAIN_BUILTINS } from './builtins.js';
import type { ExportRole, ImportRole } from './roles.js';

const NOTHING: CoreFuncType = { params: [], results: [] };
const TAKES_I32: CoreFuncType = { params: ['i32'], results: [] };
const I32_TO_I32: CoreFuncType = { params: ['i32'], results: ['i32'] };
const REALLOC: CoreFuncType = { params: ['i32', 'i32', 'i32', 'i32'], results: ['i32'] };

/** The core type of the import with `role`; null for what is given by another module, and so checked against that. */
export function importSignature(role: ImportRole): CoreFuncType | null {
  switch (role.kind) {
    case 'lower':
      return lowerSignature(role.func, role.lowering);
    case 'resource.drop':
      return TAKES_I32;
    case 'resource.new':
    case 'resource.rep':
    case 'subtask.cancel':
      return I32_TO_I32;
    case 'task.return':
      return taskReturnSignature(role.func);
    case 'future':
    case 'stream':
      return payloadSignature(role.kind, role.operation);
    case 'builtin':
      return PLAIN_BUILTINS[role.name];
    case 'waitable-set.wait':
    case 'waitable-set.poll':
      return { params: ['i32', role.pointer], results: ['i32'] };
    case 'error-context.new':
      return { params: ['i32', 'i32'], results: ['i32'] };
    case 'error-context.debug-message':
      return { params: ['i32', 'i32'], results: [] };
    case 'context.get':
    case 'tls-base.get':
      return { params: [], results: [role.type] };
    case 'context.set':
    case 'tls-base.set':
      return { params: [role.type], results: [] };
    case 'thread.new-indirect':
      return { params: ['i32', 'i32'], results: ['i32'] };
    case 'adapter':
    case 'memory':
    case 'main module':
      return null;
    default:
      return assertNever(role);
  }
}

/** The core type of the export with `role`; null for one that is no function, or of which any type will do. */
export function exportSignature(role: ExportRole): CoreFuncType | null {
  switch (role.kind) {
    case 'lift':
      return liftSignature(role.func, role.lifting);
    case 'post-return':
      return postReturnSignature(role.func);
    case 'callback':
      return CALLBACK_SIGNATURE;
    case 'destructor':
    case 'task hook':
      return TAKES_I32;
    case 'initialize':
      return NOTHING;
    case 'realloc':
      return REALLOC;
    case 'memory':
    case 'indirect function table':
      return null;
    default:
      return assertNever(role);
  }
}
