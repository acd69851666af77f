import { hasErrors, type Diagnostic, type Result } from '../../base/index.js';
import { decodeModule, layerOf, type Slice } from '../../component/index.js';
import type { Resolve, World } from '../../wit-parser/index.js';
import { decodeWorldMetadata } from '../decode/decode-metadata.js';
import { decodeComponentWit, type ComponentWit } from '../decode/decode-wit.js';
import { metadataSections } from '../module-metadata/metadata-sections.js';
import { mergeWorlds, type ResolvedWorld } from '../new/merge-worlds.js';

/** What a binary says in WIT. */
export type DecodedWit =
  | ComponentWit
  /** `world` is `root:root/root`, with all that the metadata of the core module says together. */
  | { readonly kind: 'module'; readonly resolve: Resolve; readonly world: World };

/**
 * Reads WIT out of a binary: of a WIT package, of a component, or of a core module that says for which world it is.
 *
 * @returns null with the reasons if the binary is invalid, or holds what WIT cannot say
 */
export function decodeWit(slice: Slice): Result<DecodedWit | null> {
  return layerOf(slice) === 'core module' ? decodeModuleWit(slice) : decodeComponentWit(slice);
}

function decodeModuleWit(slice: Slice): Result<DecodedWit | null> {
  const module = decodeModule(slice);
  const diagnostics: Diagnostic[] = [...module.diagnostics];
  const worlds: ResolvedWorld[] = [];
  for (const { content } of metadataSections(module.value)) {
    const decoded = decodeWorldMetadata(content);
    diagnostics.push(...decoded.diagnostics);
    if (decoded.value !== null) worlds.push(decoded.value);
  }
  if (hasErrors(diagnostics)) return { value: null, diagnostics };
  const merged = mergeWorlds(worlds);
  diagnostics.push(...merged.diagnostics);
  return { value: merged.value === null ? null : { kind: 'module', ...merged.value }, diagnostics };
}
