import type { Command } from 'commander';
import type { Result } from '../base/index.js';
import {
  exportize,
  importize,
  mergeWorldImportsBySemver,
  selectWorld,
  type Resolve,
  type World,
} from '../wit-parser/index.js';
import { collect } from './options.js';

/** What `witwright inspect` can do to a world before it prints. */
export interface TransformFlags {
  readonly importize?: boolean;
  readonly importizeWorld?: string;
  readonly importizeOutWorldName?: string;
  readonly exportize?: boolean;
  readonly exportizeWorld?: string;
  readonly exportizeImport?: readonly string[];
  readonly exportizeOutWorldName?: string;
  readonly mergeWorldImports?: string;
}

export function addTransformOptions(command: Command): void {
  command
    .option('--importize', 'print the world of somebody who uses the component')
    .option('--importize-world <world>', 'likewise, for a world of a WIT package')
    .option('--importize-out-world-name <name>', 'what that world is called')
    .option('--exportize', 'print the world of somebody who provides what the component imports')
    .option('--exportize-world <world>', 'likewise, for a world of a WIT package')
    .option('--exportize-import <name>', 'provide only this import; may be repeated', collect)
    .option('--exportize-out-world-name <name>', 'what that world is called')
    .option('--merge-world-imports <world>', 'of compatible versions of an import, keep the newest');
}

/** Does to `resolve` what the flags say; `own` is the world of a component, where it is one. */
export function transform(
  resolve: Resolve,
  own: World | null,
  flags: TransformFlags,
): Result<Resolve | null> {
  const turned = turn(resolve, own, flags);
  if (flags.mergeWorldImports === undefined || turned.value === null) return turned;
  const world = selectWorld(turned.value, flags.mergeWorldImports);
  if (world.value === null) return { value: null, diagnostics: world.diagnostics };
  return mergeWorldImportsBySemver(turned.value, world.value);
}

function turn(resolve: Resolve, own: World | null, flags: TransformFlags): Result<Resolve | null> {
  if (flags.importize === true || flags.importizeWorld !== undefined) {
    const world = worldOf(resolve, own, flags.importizeWorld);
    if (world.value === null) return { value: null, diagnostics: world.diagnostics };
    const name = flags.importizeOutWorldName;
    return modelOf(importize(resolve, world.value, name === undefined ? {} : { name }));
  }
  if (flags.exportize === true || flags.exportizeWorld !== undefined) {
    const world = worldOf(resolve, own, flags.exportizeWorld);
    if (world.value === null) return { value: null, diagnostics: world.diagnostics };
    const { exportizeOutWorldName: name, exportizeImport: only } = flags;
    const imports = only === undefined ? {} : { imports: only };
    return modelOf(exportize(resolve, world.value, { ...imports, ...(name === undefined ? {} : { name }) }));
  }
  return { value: resolve, diagnostics: [] };
}

function worldOf(resolve: Resolve, own: World | null, name: string | undefined): Result<World | null> {
  return own !== null && name === undefined ? { value: own, diagnostics: [] } : selectWorld(resolve, name);
}

function modelOf({ value, diagnostics }: ReturnType<typeof importize>): Result<Resolve | null> {
  return { value: value?.resolve ?? null, diagnostics };
}
