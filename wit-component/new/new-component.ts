import { hasErrors, type Diagnostic, type Result } from '../../base/index.js';
import { ALL_FEATURES, encodeComponent, validate, wholeFile, type Slice } from '../../component/index.js';
import { buildComponent } from './build-component.js';
import { newMessages } from './messages.js';
import type { ModuleInput } from './module-input.js';
import { settingsOf, type NewOptions } from './options.js';
import { readModule } from './read-module.js';

/**
 * Makes a component of a core module that says for which worlds it is (see `embed`), and of adapters for what it imports
 * beyond them.
 *
 * @returns null with errors where the modules do not fit their worlds, or the worlds of several modules each other.
 * @spec Explainer.md#canonical-abi
 */
export function newComponent(module: Slice, options: NewOptions = {}): Result<Uint8Array | null> {
  const settings = settingsOf(options);
  const main = readModule(module, null);
  const adapters = [...settings.adapters].map(([name, adapter]) => readModule(adapter, name));
  const diagnostics = [main, ...adapters].flatMap((input) => input.diagnostics);
  const adapterInputs = adapters.flatMap((input) => (input.value === null ? [] : [input.value]));
  if (main.value === null || hasErrors(diagnostics)) return { value: null, diagnostics };
  const built = buildComponent(main.value, adapterInputs, settings);
  const all = [...diagnostics, ...built.diagnostics];
  if (built.value === null || hasErrors(all)) return { value: null, diagnostics: all };
  all.unshift(...checkMetadata(main.value, adapterInputs));
  const bytes = encodeComponent(built.value);
  // A new name of an import, or a body of a core module, may be what makes the component invalid. Places are then those of
  // bytes that no file has.
  const file = { path: `the component of ${module.file.path}`, bytes };
  if (settings.validate) all.push(...validate(wholeFile(file), { features: ALL_FEATURES }).diagnostics);
  return { value: hasErrors(all) ? null : bytes, diagnostics: all };
}

/**
 * A component without a world may be meant to have none, but mostly it lacks a step. A module that only uses what an
 * adapter serves needs no world.
 */
function checkMetadata(
  { shell, worlds }: ModuleInput,
  adapters: readonly ModuleInput[],
): readonly Diagnostic[] {
  if ([worlds, ...adapters.map((adapter) => adapter.worlds)].some((found) => found.length > 0)) return [];
  const { source } = shell;
  const place = { file: source.file, component: source.path, start: source.start, end: source.end };
  const help = ['name the world first: `witwright embed WIT module.wasm -o embedded.wasm`'];
  return [newMessages.noMetadata.at(place, {}, { help })];
}
