import { nearest, type ByteSpan, type Diagnostic, type Label } from '../../base/index.js';
import {
  explainMismatch,
  type Alignment,
  type CheckedComponentType,
  type CheckedExtern,
  type CheckedItem,
  type Mismatch,
  type Slice,
} from '../../component/index.js';
import { externName, worldId, type World, type WorldItem } from '../../wit-parser/index.js';
import type { RootPlaces } from '../decode/root-places.js';
import { fullName } from './interface-versions.js';
import { targetsMessages } from './messages.js';
import { nearMisses } from './near-misses.js';

/** A component, and the world that it is held against. */
export interface Compared {
  readonly component: Slice;
  readonly places: RootPlaces;
  readonly world: World;
  readonly found: CheckedComponentType;
  readonly expected: CheckedComponentType;
}

/** What stands between something that is asked for, and what there is in its place. */
type Difference =
  | { readonly kind: 'missing'; readonly member: string; readonly help: readonly string[] }
  | { readonly kind: 'mismatch'; readonly name: string; readonly mismatch: Mismatch };

/** What the component asks for, and what the world gives. */
export function compareImport(compared: Compared, { asked, given }: Alignment): readonly Diagnostic[] {
  const { expected } = compared;
  const world = worldId(compared.world);
  const at = placeOf(compared, compared.places.imports.get(asked.name.name));
  const name = fullName(asked);
  if (given === null) {
    const help = nearMisses(
      asked,
      { externs: expected.imports, verb: 'the world imports' },
      { externs: expected.exports, verb: 'the world exports' },
    );
    return [targetsMessages.unexpectedImport.at(at, { name, world }, { help })];
  }
  const secondary = worldLabel(compared.world.imports, given, 'the world imports it here');
  return differences(asked, given).map((difference) =>
    difference.kind === 'missing'
      ? targetsMessages.missingImportMember.at(
          at,
          { name, member: difference.member, world },
          { secondary, help: difference.help },
        )
      : targetsMessages.importMismatch.at(
          at,
          { ...difference.mismatch, name: difference.name, world },
          { secondary },
        ),
  );
}

/** What the world asks for, and what the component has. */
export function compareExport(compared: Compared, { asked, given }: Alignment): readonly Diagnostic[] {
  const { found } = compared;
  const world = worldId(compared.world);
  const name = fullName(asked);
  const labels = worldLabel(compared.world.exports, asked, 'the world asks for it here');
  if (given === null) {
    const help = nearMisses(
      asked,
      { externs: found.exports, verb: 'the component exports' },
      { externs: found.imports, verb: 'the component imports' },
    );
    return [targetsMessages.missingExport.at(labels[0]?.at ?? null, { name, world }, { help })];
  }
  const at = placeOf(compared, compared.places.exports.get(given.name.name));
  return differences(asked, given).map((difference) =>
    difference.kind === 'missing'
      ? targetsMessages.missingExportMember.at(
          at,
          { name, member: difference.member, world },
          { secondary: labels, help: difference.help },
        )
      : targetsMessages.exportMismatch.at(
          at,
          { ...difference.mismatch, name: difference.name, world },
          { secondary: labels },
        ),
  );
}

/** Of interfaces, each of their members for itself. */
function differences(asked: CheckedExtern, given: CheckedExtern): readonly Difference[] {
  if (asked.item.kind !== 'instance' || given.item.kind !== 'instance') {
    return mismatchOf(fullName(asked), given.item, asked.item);
  }
  const has = given.item.type.exports;
  return [...asked.item.type.exports.values()].flatMap((member): readonly Difference[] => {
    const found = has.get(member.name.name);
    if (found !== undefined) {
      return mismatchOf(`${fullName(asked)}#${member.name.name}`, found.item, member.item);
    }
    const near = nearest(member.name.name, has.keys());
    const help = near === null ? [] : [`there is \`${near}\``];
    return [{ kind: 'missing', member: member.name.name, help }];
  });
}

function mismatchOf(name: string, given: CheckedItem, asked: CheckedItem): readonly Difference[] {
  const mismatch = explainMismatch(given, asked);
  return mismatch === null ? [] : [{ kind: 'mismatch', name, mismatch }];
}

function placeOf(
  { component }: Compared,
  place: { start: number; end: number } | undefined,
): ByteSpan | null {
  if (place === undefined) return null;
  return { file: component.file, component: component.path, start: place.start, end: place.end };
}

/** Where the world has what `extern` is in its type; nothing if the world was not read from text. */
function worldLabel(items: readonly WorldItem[], extern: CheckedExtern, label: string): readonly Label[] {
  const item = items.find((other) => externName(other) === extern.name.name);
  const at = item === undefined ? null : spanOf(item);
  return at === null ? [] : [{ at, label }];
}

function spanOf(item: WorldItem): World['span'] {
  if (item.kind === 'world-func') return item.func.span;
  return item.kind === 'world-type' ? item.type.span : item.span;
}
