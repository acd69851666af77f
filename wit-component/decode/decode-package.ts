import { at } from '../../base/index.js';
import type { CheckedComponent, CheckedComponentType, CheckedExtern } from '../../component/index.js';
import { packageId, type PackageName, type Resolve, type World } from '../../wit-parser/index.js';
import type { CarriedDocs } from '../docs/read-docs.js';
import type { DecodeFaults } from './faults.js';
import { readQualifiedName, type QualifiedName } from './interface-name.js';
import { decodeMessages } from './messages.js';
import { rootPlaces } from './root-places.js';
import { WitDecoder } from './wit-decoder.js';

/** An interface or a world of a WIT package. */
interface PackageItem {
  readonly name: QualifiedName;
  readonly extern: CheckedExtern;
  /** The interfaces of other packages, and of the same one, that it uses. */
  readonly imports: CheckedComponentType['imports'];
  /** The export of the binary that it comes from. */
  readonly export: string;
}

/** How a WIT package is laid out: all in one exported type (1), or each item in its own (2). */
export type PackageForm = 1 | 2;

/** Whether a component is a WIT package, all of whose exports are types of components; null if it is none. */
export function packageForm({ imports, exports }: CheckedComponent): PackageForm | null {
  const [first] = exports.keys();
  if (first === undefined || imports.size > 0) return null;
  const areTypes = [...exports.values()].every(({ item }) => componentTypeOf(item) !== null);
  if (!areTypes) return null;
  if (!first.includes(':')) return 2;
  return readQualifiedName(first)?.item === 'wit' ? 1 : null;
}

/** The package in `checked`; null where there is nothing to read it from, which has been reported. */
export function decodePackage(
  checked: CheckedComponent,
  form: PackageForm,
  docs: CarriedDocs,
  faults: DecodeFaults,
): Resolve | null {
  const places = rootPlaces(checked.component);
  const items = form === 1 ? itemsOfOne(checked, faults) : itemsOfEach(checked, faults);
  const main =
    form === 1 ? readQualifiedName([...checked.exports.keys()][0] ?? '')?.package : items[0]?.name.package;
  if (main === undefined) return null;
  const decoder = new WitDecoder(main, docs, faults);
  for (const item of items) {
    faults.goTo(places.exports.get(item.export) ?? { start: 0, end: 0 });
    decodeItem(decoder, item, main, faults);
  }
  return decoder.finish();
}

function decodeItem(decoder: WitDecoder, item: PackageItem, main: PackageName, faults: DecodeFaults): void {
  const [first, other] = [main, item.name.package].map(packageId);
  if (first !== other)
    return faults.add(decodeMessages.severalPackages, { first: first ?? '', other: other ?? '' });
  for (const used of item.imports.values()) {
    if (used.item.kind === 'instance') decoder.namedInterface(used.name.name, used, used.item.type);
  }
  const { name, item: found } = item.extern;
  if (found.kind === 'component') decodeWorld(decoder, item.name.item, found.type, faults);
  else if (found.kind === 'instance') decoder.namedInterface(name.name, item.extern, found.type);
  else faults.notAWorldItem('export', item.extern);
}

function decodeWorld(
  decoder: WitDecoder,
  name: string,
  { imports, exports }: CheckedComponentType,
  faults: DecodeFaults,
): World {
  const world = decoder.openWorld(name);
  for (const extern of imports.values()) {
    if (!decoder.addImport(world, extern)) faults.notAWorldItem('import', extern);
  }
  for (const extern of exports.values()) {
    if (!decoder.addExport(world, extern)) faults.notAWorldItem('export', extern);
  }
  return world;
}

function itemsOfEach({ exports }: CheckedComponent, faults: DecodeFaults): readonly PackageItem[] {
  return [...exports.values()].flatMap(({ name, item }): readonly PackageItem[] => {
    const type = componentTypeOf(item);
    if (type === null) return [];
    const inner = [...type.exports.values()];
    if (inner.length !== 1) {
      faults.add(decodeMessages.notOneItem, { name: name.name, count: inner.length });
      return [];
    }
    return itemOf(at(inner, 0), type.imports, name.name, faults);
  });
}

function itemsOfOne({ exports }: CheckedComponent, faults: DecodeFaults): readonly PackageItem[] {
  const [only, second] = [...exports.values()];
  const type = only === undefined ? null : componentTypeOf(only.item);
  if (only === undefined || type === null) return [];
  if (second !== undefined) {
    faults.add(decodeMessages.severalPackages, { first: only.name.name, other: second.name.name });
  }
  const none: CheckedComponentType['imports'] = new Map();
  return [...type.exports.values()].flatMap((inner, index) =>
    itemOf(inner, index === 0 ? type.imports : none, only.name.name, faults),
  );
}

function itemOf(
  extern: CheckedExtern,
  imports: CheckedComponentType['imports'],
  exported: string,
  faults: DecodeFaults,
): readonly PackageItem[] {
  const name = readQualifiedName(extern.name.name, extern.name.attributes);
  if (name !== null) return [{ name, extern, imports, export: exported }];
  faults.unqualifiedName(extern.name.name, 'an item of a package');
  return [];
}

function componentTypeOf(item: CheckedExtern['item']): CheckedComponentType | null {
  return item.kind === 'type' && item.type.kind === 'component type' ? item.type : null;
}
