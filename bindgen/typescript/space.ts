import { InternalError } from '../../base/index.js';
import type { Interface, TypeDef, World } from '../../wit-parser/index.js';
import { ident, importRef, type Ident, type ImportRef, type ModuleRef } from '../code/index.js';
import type { ModuleWriter } from '../writer/index.js';
import type { DeclaredNames } from './declared-names.js';
import type { DirectionalTest, Flow, Role } from './flow.js';
import type { NullableTest } from './nullable.js';
import type { SharedTypes } from './shared-types.js';

/** A module that declares the types of one owner, as seen by those that refer to them. */
export interface DeclaringModule {
  readonly owner: Interface | World;
  readonly role: Role;
  readonly module: ModuleRef;
  readonly names: DeclaredNames;
  /** The name of the owner in WIT, which tells its resources from those of others. */
  readonly id: string;
}

/** What is at hand while one module is written. */
export interface Space {
  readonly writer: ModuleWriter;
  readonly shared: SharedTypes;
  readonly isDirectional: DirectionalTest;
  readonly nullable: NullableTest;
  /** Whether what the module declares exists at run time, so that the user can import it as a value. */
  readonly hasValues: boolean;
  /** The types that this module declares; null if it has none of its own. */
  readonly own: DeclaringModule | null;
  /** The module that declares the types of `owner`, seen from here. */
  declaring(owner: Interface | World): DeclaringModule;
}

/** A reference to a named type, in the form that goes one way. */
export function typeRef(space: Space, type: TypeDef, flow: Flow): Ident | ImportRef {
  if (type.owner === null) throw new InternalError(`a ${type.kind} without a name is referred to by name`);
  if (space.own !== null && type.owner === space.own.owner) return ident(nameIn(space.own, type, flow));
  const source = space.declaring(type.owner);
  return importRef(source.module, nameIn(source, type, flow));
}

/** The name that a type has in the module that declares it. */
export function nameIn(source: DeclaringModule, type: TypeDef, flow: Flow): string {
  return flow === 'given' ? source.names.input(type) : source.names.type(type);
}
