import {
  externName,
  type World,
  type WorldInterface,
  type WorldFunc,
  type WorldItem,
} from '../../wit-parser/index.js';
import type { PlacedFunc, Side, StringEncoding } from '../names/roles.js';

/** In which encoding the functions of a module's worlds take and give strings. */
export type Encodings = Map<string, StringEncoding>;

/** Two worlds of one module that disagree on the encoding of a function. */
export interface EncodingConflict {
  readonly side: Side;
  readonly item: string;
  readonly func: string;
  readonly encodings: readonly [StringEncoding, StringEncoding];
}

/** Adds the functions of `world` to `encodings`; returns the first that is there with another encoding. */
export function addEncodings(
  encodings: Encodings,
  world: World,
  encoding: StringEncoding,
): EncodingConflict | null {
  for (const side of ['import', 'export'] as const) {
    for (const item of side === 'import' ? world.imports : world.exports) {
      for (const func of functionNames(item)) {
        if (item.kind === 'world-type') continue;
        const key = keyOf(side, item, func);
        const other = encodings.get(key);
        if (other !== undefined && other !== encoding) {
          return { side, item: externName(item), func, encodings: [other, encoding] };
        }
        encodings.set(key, encoding);
      }
    }
  }
  return null;
}

/** The encoding of a function; null if no world of the module has it. */
export function encodingOf(encodings: Encodings, { side, item, func }: PlacedFunc): StringEncoding | null {
  return encodings.get(keyOf(side, item, func.name)) ?? null;
}

function functionNames(item: WorldItem): readonly string[] {
  if (item.kind === 'world-interface') return [...item.interface.functions.keys()];
  return item.kind === 'world-func' ? [item.func.name] : [];
}

/** Without the version: a module may be built against an older one than the component imports in the end. */
function keyOf(side: Side, item: WorldInterface | WorldFunc, func: string): string {
  if (item.kind === 'world-func') return `${side} ${func}`;
  const { name, package: pkg } = item.interface;
  const of = item.label ?? `${pkg.name.namespace}:${pkg.name.name}/${name ?? ''}`;
  return `${side} ${of}#${func}`;
}
