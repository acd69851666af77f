import { InternalError } from '../../base/index.js';
import type { TypeDef } from '../../wit-parser/index.js';
import { createNameScope, pascalCase, typeName, type NameScope } from '../js-names/index.js';
import type { DirectionalTest, Role } from './flow.js';

/** The names under which one file declares the types of an interface or world. */
export interface DeclaredNames {
  readonly scope: NameScope;
  /** `Blob` */
  type(type: TypeDef): string;
  /** `BlobInput`: the form that can be given, of a type that holds a stream or future. Else the same as `type`. */
  input(type: TypeDef): string;
  /** `FilterSome`, for the case of a variant at `index`; with `Input` behind it if that form differs. */
  variantCase(type: TypeDef, index: number, input: boolean): string;
  /** `BlobConstructor`, the class side of a resource that the user implements. */
  constructorOf(resource: TypeDef): string;
  /** Names that the generator adds, such as that of the object that stands for the interface. */
  added(wish: string): string;
}

/**
 * Chooses the names of `types`, of one owner. WIT's own come first and are always granted; a name that the generator
 * makes up gives way (`FilterSome$1`).
 */
export function declareNames(
  types: readonly TypeDef[],
  role: Role,
  isDirectional: DirectionalTest,
): DeclaredNames {
  const scope = createNameScope();
  const names = new Map<TypeDef, string>();
  const inputs = new Map<TypeDef, string>();
  const cases = new Map<TypeDef, readonly { readonly plain: string; readonly input: string }[]>();
  const constructors = new Map<TypeDef, string>();
  for (const type of types) names.set(type, scope.reserve(typeName(type)));
  for (const type of types) {
    const name = typeName(type);
    if (isDirectional(type)) inputs.set(type, scope.choose(`${name}Input`));
    if (type.kind === 'resource' && role === 'implemented') {
      constructors.set(type, scope.choose(`${name}Constructor`));
    }
    if (type.kind !== 'variant') continue;
    cases.set(
      type,
      type.cases.map((item) => {
        const plain = scope.choose(name + pascalCase(item.name));
        const differs = item.type !== null && isDirectional(item.type);
        return { plain, input: differs ? scope.choose(`${plain}Input`) : plain };
      }),
    );
  }
  const nameOf = (map: ReadonlyMap<TypeDef, string>, type: TypeDef): string => {
    const name = map.get(type);
    if (name === undefined)
      throw new InternalError(`no name was chosen for the type ${type.name ?? type.kind}`);
    return name;
  };
  return {
    scope,
    type: (type) => nameOf(names, type),
    input: (type) => inputs.get(type) ?? nameOf(names, type),
    variantCase(type, index, input) {
      const chosen = cases.get(type)?.[index];
      if (chosen === undefined)
        throw new InternalError(`no name was chosen for a case of ${type.name ?? type.kind}`);
      return input ? chosen.input : chosen.plain;
    },
    constructorOf: (resource) => nameOf(constructors, resource),
    added: (wish) => scope.choose(wish),
  };
}
