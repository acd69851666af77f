import { parseFeatures, type Features } from '../../component/index.js';
import { scriptCases } from './script-cases.js';
import type { Suite } from './suite.js';

/** wasm-tools' scripts, with the features that the `RUN:` line of each names. */
export const wasmToolsCliSuite: Suite = {
  folder: 'wasm-tools-cli/component-model',
  needsNative: 'scripts are assembled by native wasm-tools',
  isNativeOnly: true,
  cases: (folder, native) =>
    native === null ? [] : scriptCases(folder, native, { featuresOf, ambiguous: ['type mismatch'] }),
};

/** `;; RUN: wast --assert default % -f cm-async,cm64` */
function featuresOf(script: string): Features {
  const [, run = ''] = /^;; RUN: (.*)$/m.exec(script) ?? [];
  const [, names = ''] = /(?: -f |--features[= ])(\S+)/.exec(` ${run}`) ?? [];
  const { value, diagnostics } = parseFeatures(names);
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value;
}
