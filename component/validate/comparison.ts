import { assertNever } from '../../base/index.js';
import { mismatch, within, type Mismatch } from './mismatch.js';
import { explainModuleMismatch } from './module-subtyping.js';
import { bound, matchResources, pairs, type Bindings } from './resource-matching.js';
import { kindText, shapeText } from './type-text.js';
import {
  structureOf,
  type CheckedComponentType,
  type CheckedExtern,
  type CheckedFuncType,
  type CheckedItem,
  type CheckedResourceType,
  type CheckedType,
  type CheckedValueType,
  type TypeUse,
  type ValueUse,
} from './types.js';

/** Types of so few parts are compared anew each time: that takes less than to remember it. */
const CHEAP = 16;

/** Compares types in two sets of bindings. Pairs that were found equal are not looked into again. */
export class Comparison {
  readonly #found: Bindings | null;
  readonly #expected: Bindings | null;
  readonly #agreeing = new Map<object, Set<object>>();

  constructor(found: Bindings | null = null, expected: Bindings | null = null) {
    this.#found = found;
    this.#expected = expected;
  }

  item(found: CheckedItem, expected: CheckedItem): Mismatch | null {
    if (found.kind === 'error' || expected.kind === 'error') return null;
    if (found.kind === 'core module' && expected.kind === 'core module') {
      return explainModuleMismatch(found.type, expected.type);
    }
    if (found.kind === 'value' && expected.kind === 'value') return this.value(found.type, expected.type);
    if (found.kind === 'func' && expected.kind === 'func') return this.#type(found.type, expected.type);
    if (found.kind === 'type' && expected.kind === 'type') return this.#type(found.type, expected.type);
    if (found.kind === 'instance' && expected.kind === 'instance')
      return this.#type(found.type, expected.type);
    if (found.kind === 'component' && expected.kind === 'component')
      return this.#type(found.type, expected.type);
    return mismatch('sort', expected.kind, found.kind);
  }

  value(found: ValueUse, expected: ValueUse): Mismatch | null {
    if (typeof found === 'object' && typeof expected === 'object') return this.#type(found, expected);
    return structureOf(found) === structureOf(expected) ? null : differ(found, expected);
  }

  #type(found: CheckedType, expected: CheckedType): Mismatch | null {
    if (found === expected && (!found.mentionsResources || this.#isUnbound)) return null;
    if (found.weight <= CHEAP) return this.#compare(found, expected);
    const agreeing = this.#agreeing.get(found) ?? new Set<object>();
    if (agreeing.has(expected)) return null;
    const difference = this.#compare(found, expected);
    if (difference !== null) return difference;
    this.#agreeing.set(found, agreeing.add(expected));
    return null;
  }

  get #isUnbound(): boolean {
    return this.#found === null && this.#expected === null;
  }

  #compare(found: CheckedType, expected: CheckedType): Mismatch | null {
    if (found.kind === 'value type' && expected.kind === 'value type')
      return this.#valueType(found, expected);
    if (found.kind === 'func type' && expected.kind === 'func type') return this.#func(found, expected);
    if (found.kind === 'resource type' && expected.kind === 'resource type')
      return this.#resource(found, expected);
    if (found.kind === 'instance type' && expected.kind === 'instance type') {
      return this.#exports(found.exports, expected.exports);
    }
    if (found.kind === 'component type' && expected.kind === 'component type')
      return this.#component(found, expected);
    return mismatch('type', kindText(expected), kindText(found));
  }

  #resource(found: CheckedResourceType, expected: CheckedResourceType): Mismatch | null {
    const isSame = bound(found.resource, this.#found) === bound(expected.resource, this.#expected);
    return isSame ? null : mismatch('resource', resourceText(expected), otherResourceText(found, expected));
  }

  #exports(
    found: ReadonlyMap<string, CheckedExtern>,
    expected: ReadonlyMap<string, CheckedExtern>,
  ): Mismatch | null {
    for (const name of expected.keys()) {
      if (!found.has(name)) return mismatch('missing export', `the export \`${name}\``, 'none');
    }
    for (const [name, { item }] of expected) {
      const extern = found.get(name);
      const difference = extern === undefined ? null : this.item(extern.item, item);
      if (difference !== null) return within(`the export \`${name}\``, difference);
    }
    return null;
  }

  /**
   * `found` has to get by with the imports of `expected`, and to give its exports: first those imports are handed to
   * `found`, then what it exports is handed to who expects the exports.
   */
  #component(found: CheckedComponentType, expected: CheckedComponentType): Mismatch | null {
    const given = itemsOf(expected.imports);
    const imported = matchResources(pairs(given, found.imports), found.importedResources, this.#expected);
    const foundInside: Bindings = { resources: imported, outer: this.#found };
    const importing = new Comparison(this.#expected, foundInside);
    for (const [name, { item }] of found.imports) {
      const extern = given.get(name);
      if (extern === undefined) {
        return mismatch('unexpected import', `no import \`${name}\``, 'a component that has it');
      }
      const difference = importing.item(extern, item);
      if (difference !== null) return within(`the import \`${name}\``, difference);
    }
    const exported = matchResources(
      pairs(itemsOf(found.exports), expected.exports),
      expected.freshResources,
      foundInside,
    );
    const exporting = new Comparison(foundInside, { resources: exported, outer: this.#expected });
    return exporting.#exports(found.exports, expected.exports);
  }

  #func(found: CheckedFuncType, expected: CheckedFuncType): Mismatch | null {
    if (found.type.async !== expected.type.async) {
      return mismatch('type', syncText(expected), syncText(found));
    }
    const params = expected.type.params;
    if (found.type.params.length !== params.length) {
      return mismatch('type', paramsText(expected), paramsText(found));
    }
    for (const [index, { label }] of params.entries()) {
      const foundLabel = found.type.params[index]?.label ?? '';
      if (foundLabel !== label) return mismatch('type', `the parameter \`${label}\``, `\`${foundLabel}\``);
      const difference = this.#operand(found, expected, index);
      if (difference !== null) return within(`the parameter \`${label}\``, difference);
    }
    return within('the result', this.#operand(found, expected, params.length));
  }

  /** The operands at `index`, either of which may be none. */
  #operand(
    found: CheckedFuncType | CheckedValueType,
    expected: CheckedFuncType | CheckedValueType,
    index: number,
  ): Mismatch | null {
    const foundUse = found.operands[index] ?? null;
    const expectedUse = expected.operands[index] ?? null;
    if (foundUse === null || expectedUse === null) {
      return foundUse === expectedUse
        ? null
        : mismatch('type', optionalText(expectedUse), optionalText(foundUse));
    }
    return this.#use(foundUse, expectedUse);
  }

  #use(found: TypeUse, expected: TypeUse): Mismatch | null {
    if (typeof found === 'object' && typeof expected === 'object') return this.#type(found, expected);
    const isSame = valueStructure(found) === valueStructure(expected);
    return isSame ? null : differ(found, expected);
  }

  #valueType(found: CheckedValueType, expected: CheckedValueType): Mismatch | null {
    const a = found.type;
    const b = expected.type;
    if (typeof a === 'string' || typeof b === 'string') return a === b ? null : differ(found, expected);
    if (a.kind !== b.kind) return differ(found, expected);
    switch (b.kind) {
      case 'enum':
      case 'flags':
        return this.#labels(found, expected, (a as typeof b).labels, b.labels, 'name');
      case 'record':
        return this.#labels(found, expected, labelsOf((a as typeof b).fields), labelsOf(b.fields), 'field');
      case 'variant':
        return this.#labels(found, expected, labelsOf((a as typeof b).cases), labelsOf(b.cases), 'case');
      case 'tuple':
        if (found.operands.length !== expected.operands.length) {
          return mismatch('type', `${expected.operands.length} elements`, String(found.operands.length));
        }
        return this.#parts(found, expected, b.types.map((_, index) => `element ${index}`)); // prettier-ignore
      case 'list':
        if ((a as typeof b).length !== b.length) return differ(found, expected);
        return this.#parts(found, expected, ['the element']);
      case 'map':
        return this.#parts(found, expected, ['the key', 'the value']);
      case 'option':
        return this.#parts(found, expected, ['the option']);
      case 'result':
        return this.#parts(found, expected, ['`ok`', '`error`']);
      case 'stream':
      case 'future':
        return this.#parts(found, expected, [`the ${b.kind}`]);
      case 'own':
      case 'borrow':
        return this.#operand(found, expected, 0);
      default:
        return assertNever(b);
    }
  }

  #parts(found: CheckedValueType, expected: CheckedValueType, steps: readonly string[]): Mismatch | null {
    for (const [index, step] of steps.entries()) {
      const difference = this.#operand(found, expected, index);
      if (difference !== null) return within(step, difference);
    }
    return null;
  }

  #labels(
    found: CheckedValueType,
    expected: CheckedValueType,
    a: readonly string[],
    b: readonly string[],
    what: string,
  ): Mismatch | null {
    if (a.length !== b.length) return mismatch('type', `${b.length} ${what}s`, `${a.length}`);
    const index = b.findIndex((label, place) => label !== a[place]);
    if (index !== -1) return mismatch('type', `the ${what} \`${b[index] ?? ''}\``, `\`${a[index] ?? ''}\``);
    return this.#parts(found, expected, what === 'name' ? [] : b.map((label) => `the ${what} \`${label}\``));
  }
}

function itemsOf(externs: ReadonlyMap<string, CheckedExtern>): ReadonlyMap<string, CheckedItem> {
  return new Map(Array.from(externs, ([name, { item }]) => [name, item]));
}

function labelsOf(items: readonly { readonly label: string }[]): readonly string[] {
  return items.map(({ label }) => label);
}

function valueStructure(use: TypeUse): unknown {
  return typeof use === 'string' ? use : use.kind === 'value type' ? use.type : use;
}

function differ(found: TypeUse, expected: TypeUse): Mismatch {
  return mismatch('type', shapeText(expected), shapeText(found));
}

function optionalText(use: TypeUse | null): string {
  return use === null ? 'none' : shapeText(use);
}

function syncText({ type }: CheckedFuncType): string {
  return type.async ? 'an async function' : 'a function that is not async';
}

function paramsText({ type }: CheckedFuncType): string {
  return `${type.params.length} parameter${type.params.length === 1 ? '' : 's'}`;
}

function resourceText({ name, resource }: CheckedResourceType): string {
  const known = name ?? resource.name;
  return known === null ? 'a resource' : `the resource \`${known}\``;
}

function otherResourceText(found: CheckedResourceType, expected: CheckedResourceType): string {
  const text = resourceText(found);
  return text === resourceText(expected)
    ? text === 'a resource'
      ? 'another one'
      : 'another one of that name'
    : text;
}
