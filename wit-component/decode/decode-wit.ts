import { hasErrors, type Result } from '../../base/index.js';
import { ALL_FEATURES, validate, type CheckedComponent, type Slice } from '../../component/index.js';
import type { Resolve, World } from '../../wit-parser/index.js';
import { readDocs, type CarriedDocs } from '../docs/read-docs.js';
import { decodePackage, packageForm } from './decode-package.js';
import { DecodeFaults } from './faults.js';
import { decodeMessages } from './messages.js';
import { rootPlaces } from './root-places.js';
import { WitDecoder } from './wit-decoder.js';

/** What a component says in WIT. */
export type ComponentWit =
  | { readonly kind: 'package'; readonly resolve: Resolve }
  /** `world` has the imports and exports of the component. Neither it nor its package has a name in the binary. */
  | { readonly kind: 'component'; readonly resolve: Resolve; readonly world: World };

const NOWHERE = { start: 0, end: 0 };

/** The package and the world that stand for a component without names. */
const NAMELESS = { package: { namespace: 'root', name: 'component', version: null }, world: 'root' } as const;

/**
 * Reads WIT out of a component, which may be a WIT package.
 *
 * @returns null with the reasons if the binary is invalid, or holds what WIT cannot say
 */
export function decodeComponentWit(slice: Slice): Result<ComponentWit | null> {
  const checked = validate(slice, { features: ALL_FEATURES, bodies: false });
  if (checked.value === null || hasErrors(checked.diagnostics)) {
    return { value: null, diagnostics: checked.diagnostics };
  }
  return decodeChecked(checked.value, slice);
}

/** As `decodeComponentWit`, of a component that has been validated. */
export function decodeChecked(checked: CheckedComponent, slice: Slice): Result<ComponentWit | null> {
  const faults = new DecodeFaults(slice);
  const { docs, faults: docsFaults } = readDocs(checked.component);
  for (const { section, fault } of docsFaults) {
    faults.goTo(section);
    faults.add(decodeMessages.malformedDocs, { section: section.name, fault });
  }
  const form = packageForm(checked);
  const value =
    form === null
      ? decodeComponentWorld(checked, docs, faults)
      : asPackage(decodePackage(checked, form, docs, faults));
  return { value: hasErrors(faults.diagnostics) ? null : value, diagnostics: faults.diagnostics };
}

function asPackage(resolve: Resolve | null): ComponentWit | null {
  return resolve === null ? null : { kind: 'package', resolve };
}

/** What it imports of other sorts, such as core modules, is no part of a world, and is left out with a warning. */
function decodeComponentWorld(
  checked: CheckedComponent,
  docs: CarriedDocs,
  faults: DecodeFaults,
): ComponentWit {
  const places = rootPlaces(checked.component);
  const decoder = new WitDecoder(NAMELESS.package, docs, faults);
  const world = decoder.openWorld(NAMELESS.world);
  for (const [name, extern] of checked.imports) {
    faults.goTo(places.imports.get(name) ?? NOWHERE);
    if (!decoder.addImport(world, extern)) faults.importLeftOut(extern);
  }
  for (const [name, extern] of checked.exports) {
    faults.goTo(places.exports.get(name) ?? NOWHERE);
    if (!decoder.addExport(world, extern)) faults.notAWorldItem('export', extern);
  }
  return { kind: 'component', resolve: decoder.finish(), world };
}
