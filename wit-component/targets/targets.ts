import { hasErrors, type Diagnostic, type Result } from '../../base/index.js';
import {
  ALL_FEATURES,
  alignComponents,
  ComponentBuilder,
  componentMessages,
  encodeComponent,
  validate,
  wholeFile,
  type CheckedComponentType,
  type Slice,
} from '../../component/index.js';
import {
  mergeWorldImportsBySemver,
  packageId,
  worldId,
  type Resolve,
  type World,
} from '../../wit-parser/index.js';
import { rootPlaces } from '../decode/root-places.js';
import { worldType } from '../encode/component-types.js';
import { compareExport, compareImport } from './compare.js';
import { findCompatible, findExact } from './interface-versions.js';

export interface TargetsOptions {
  /** Take versions of interfaces as they are written, not as compatible with others of their track. */
  readonly exact?: boolean;
}

/**
 * Whether a component can be used where the world `world` is asked for: whether it gets by with what the world imports,
 * and has what the world exports.
 *
 * @param component a whole component; it is validated first
 * @returns all that stands in the way
 */
export function targets(
  component: Slice,
  resolve: Resolve,
  world: World,
  { exact = false }: TargetsOptions = {},
): Result<boolean> {
  const checked = validate(component, { features: ALL_FEATURES, bodies: false });
  if (checked.value === null || hasErrors(checked.diagnostics)) {
    const { diagnostics } = checked;
    return { value: false, diagnostics: diagnostics.length > 0 ? diagnostics : [wrongLayer(component)] };
  }
  const wanted = exact ? { value: world, diagnostics: [] } : mergedWorld(resolve, world);
  if (wanted.diagnostics.length > 0) return { value: false, diagnostics: wanted.diagnostics };
  const expected = checkedWorld(wanted.value);
  if (expected.value === null) return { value: false, diagnostics: expected.diagnostics };
  const { imports, exports } = alignComponents(
    checked.value.type,
    expected.value,
    exact ? findExact : findCompatible,
  );
  const compared = {
    component,
    places: rootPlaces(checked.value.component),
    world,
    found: checked.value.type,
    expected: expected.value,
  };
  const diagnostics = [
    ...imports.flatMap((pair) => compareImport(compared, pair)),
    ...exports.flatMap((pair) => compareExport(compared, pair)),
  ];
  return { value: diagnostics.length === 0, diagnostics };
}

function wrongLayer(slice: Slice): Diagnostic {
  const span = { file: slice.file, component: slice.path, start: slice.start, end: slice.start + 8 };
  return componentMessages.wrongLayer.at(span, { expected: 'a component', found: 'a core module' });
}

/** `world` with one version of each interface, the newest of its track. */
function mergedWorld(resolve: Resolve, world: World): Result<World> {
  const { value, diagnostics } = mergeWorldImportsBySemver(resolve, world);
  const id = packageId(world.package.name);
  const pkg = value.packages.find(({ name }) => packageId(name) === id);
  return { value: pkg?.worlds.get(world.name) ?? world, diagnostics };
}

/** The type of `world` as validation sees it. */
function checkedWorld(world: World): Result<CheckedComponentType | null> {
  const builder = new ComponentBuilder();
  builder.export(
    'world',
    'type',
    builder.type(worldType(world, { canonicalNames: false, linksExports: true })),
  );
  const bytes = encodeComponent(builder.finish());
  const { value, diagnostics } = validate(wholeFile({ path: worldId(world), bytes }), {
    features: ALL_FEATURES,
  });
  const item = value?.exports.get('world')?.item;
  const type = item?.kind === 'type' && item.type.kind === 'component type' ? item.type : null;
  return { value: hasErrors(diagnostics) ? null : type, diagnostics };
}
