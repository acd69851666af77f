import type { Diagnostic, Span } from '../../base/index.js';
import type { Interface, Package, World, WorldItem } from '../model.js';
import { modelMessages } from '../model-messages.js';
import { signatureTypes } from '../query-types.js';
import { interfaceDependencies, packageId } from '../query.js';
import { type FactsOf, type Nesting, combineNesting } from './type-facts.js';

/** Validators refuse a type that is built of this many, uses counted one by one. */
const TYPES_REFUSED = 1_000_000;
/** The most levels of nested types, those of functions, instances and components included. */
const MOST_LEVELS = 100;

/**
 * The limits on the size and depth of types in the binary of a package. There each interface is an instance type in a
 * component type of its own, with the interfaces that it uses, and each world a component type.
 * @spec WIT.md#package-format
 */
export function checkNesting(pkg: Package, factsOf: FactsOf): readonly Diagnostic[] {
  const nestingOf = createNestingOf(factsOf);
  const parts = [...pkg.interfaces.values(), ...pkg.worlds.values()].map((node): Part => {
    const used = node.kind === 'interface' ? interfaceDependencies(node).map(nestingOf) : [];
    const what = `${node.kind} \`${node.name ?? ''}\``;
    return { what, span: node.span, nesting: combineNesting([...used, nestingOf(node)]) };
  });
  const whole: Part = {
    what: `package \`${packageId(pkg.name)}\``,
    span: pkg.span,
    nesting: combineNesting(parts.map((part) => part.nesting)),
  };
  const deep = parts.flatMap(checkDepth);
  const large = parts.flatMap(checkCount);
  return [...deep, ...(large.length > 0 ? large : checkCount(whole))];
}

interface Part {
  readonly what: string;
  readonly span: Span | null;
  readonly nesting: Nesting;
}

function checkDepth({ what, span, nesting }: Part): readonly Diagnostic[] {
  // The component that holds the package is one level more.
  const depth = nesting.depth + 1;
  if (depth <= MOST_LEVELS) return [];
  return [modelMessages.typeNestingTooDeep.at(span, { what, depth, most: MOST_LEVELS })];
}

function checkCount({ what, span, nesting }: Part): readonly Diagnostic[] {
  if (nesting.count < TYPES_REFUSED) return [];
  return [modelMessages.typesTooLarge.at(span, { what, most: TYPES_REFUSED })];
}

/** The nesting of interfaces and worlds, each worked out once. */
function createNestingOf(factsOf: FactsOf): (node: Interface | World) => Nesting {
  const known = new Map<Interface, Nesting>();
  const ofInterface = (iface: Interface): Nesting => {
    const done = known.get(iface);
    if (done !== undefined) return done;
    const funcs = [...iface.functions.values()].map((func) =>
      combineNesting(signatureTypes(func).map(factsOf)),
    );
    const nesting = combineNesting([...[...iface.types.values()].map(factsOf), ...funcs]);
    known.set(iface, nesting);
    return nesting;
  };
  const ofItem = (item: WorldItem): Nesting => {
    switch (item.kind) {
      case 'world-interface':
        return ofInterface(item.interface);
      case 'world-func':
        return combineNesting(signatureTypes(item.func).map(factsOf));
      default:
        return factsOf(item.type);
    }
  };
  return (node) =>
    node.kind === 'interface'
      ? ofInterface(node)
      : combineNesting([...node.imports, ...node.exports].map(ofItem));
}
