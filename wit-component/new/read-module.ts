import { hasErrors, type Diagnostic, type Result } from '../../base/index.js';
import { decodeModule, type CoreModule, type Slice } from '../../component/index.js';
import { decodeWorldMetadata } from '../decode/decode-metadata.js';
import { metadataSections } from '../module-metadata/metadata-sections.js';
import { newMessages } from './messages.js';
import type { EmbeddedWorld, ModuleInput } from './module-input.js';
import { partName } from './part.js';
import { placeOf } from './place.js';

/**
 * Reads what a core module shows, and the worlds that it says it is for.
 * @param adapter the name of an adapter; null for the main module
 */
export function readModule(slice: Slice, adapter: string | null): Result<ModuleInput | null> {
  const shell = decodeModule(slice);
  const diagnostics: Diagnostic[] = [...shell.diagnostics, ...checkNotDynamic(shell.value, adapter)];
  if (hasErrors(diagnostics)) return { value: null, diagnostics };
  const worlds: EmbeddedWorld[] = [];
  for (const { content } of metadataSections(shell.value)) {
    const metadata = decodeWorldMetadata(content);
    diagnostics.push(...metadata.diagnostics);
    if (metadata.value === null) continue;
    worlds.push({ ...metadata.value, producers: metadata.value.producers ?? new Map() });
  }
  if (hasErrors(diagnostics)) return { value: null, diagnostics };
  return { value: { adapter, shell: shell.value, worlds }, diagnostics };
}

function checkNotDynamic(shell: CoreModule, adapter: string | null): readonly Diagnostic[] {
  const section = shell.customSections.find(({ purpose }) => purpose === 'dynamic linking');
  if (section === undefined) return [];
  const help = ['link the program statically, into one module'];
  return [newMessages.dynamicLinking.at(placeOf(shell, section), { part: partName({ adapter }) }, { help })];
}
