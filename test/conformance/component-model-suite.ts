import { parseFeatures } from '../../component/index.js';
import { scriptCases } from './script-cases.js';
import type { Suite } from './suite.js';

/** The release's features: all but the nested names, which its scripts hold to be errors. */
const FEATURES = parseFeatures('all,-cm-nested-names').value;

/**
 * The specification's own scripts: what is not asserted to be otherwise is valid, what is asserted to be invalid or
 * malformed is refused with the code that `component-messages.json` has for the message. Nothing is run here.
 */
export const componentModelSuite: Suite = {
  folder: 'component-model',
  needsNative: 'scripts are assembled by native wasm-tools',
  isNativeOnly: true,
  cases: (folder, native) =>
    native === null ? [] : scriptCases(folder, native, { featuresOf: () => FEATURES, ambiguous: [] }),
};
