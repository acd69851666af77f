import { nearest, type ByteSpan, type Diagnostic, type Result } from '../base/index.js';
import { featureMessages } from './messages.js';

/**
 * What a validator may be asked to accept beyond the first release of WebAssembly, with wasm-tools' names and in its
 * order: the proposals of core WebAssembly, and the gates of the component model's specification.
 * @spec Explainer.md#gated-features
 */
const FEATURES = {
  'mutable-global': 'on',
  'saturating-float-to-int': 'on',
  'sign-extension': 'on',
  'reference-types': 'on',
  'multi-value': 'on',
  'bulk-memory': 'on',
  simd: 'on',
  'relaxed-simd': 'on',
  threads: 'on',
  'shared-everything-threads': 'off',
  'tail-call': 'on',
  floats: 'on',
  'multi-memory': 'on',
  exceptions: 'on',
  memory64: 'on',
  'extended-const': 'on',
  'component-model': 'on',
  'function-references': 'on',
  'memory-control': 'off',
  gc: 'on',
  'custom-page-sizes': 'off',
  'legacy-exceptions': 'off',
  'gc-types': 'on',
  'stack-switching': 'off',
  'wide-arithmetic': 'on',
  'cm-values': 'off',
  'cm-nested-names': 'off',
  'cm-async': 'on',
  'cm-async-stackful': 'off',
  'cm-more-async-builtins': 'off',
  'cm-threading': 'off',
  'cm-error-context': 'off',
  'cm-fixed-length-lists': 'off',
  'cm-gc': 'off',
  'call-indirect-overlong': 'on',
  'bulk-memory-opt': 'on',
  'custom-descriptors': 'off',
  'compact-imports': 'on',
  'cm-map': 'on',
  cm64: 'off',
  'cm-implements': 'on',
  'cm-canon-names': 'off',
  'cm-forward': 'off',
  'cm-accessors': 'off',
} as const satisfies Record<string, 'on' | 'off'>;

export type FeatureName = keyof typeof FEATURES;
export type Features = ReadonlySet<FeatureName>;

// The keys of the object are its type's keys: nothing else has been put in.
const NAMES = Object.keys(FEATURES) as FeatureName[];

/** Every feature. */
export const ALL_FEATURES: Features = new Set(NAMES);
/** wasm-tools' defaults: what is at phase 4 or later, and what the component model's specification has ungated. */
export const DEFAULT_FEATURES: Features = new Set(NAMES.filter((name) => FEATURES[name] === 'on'));

/** Features that are a part of another one, and go and come with it. */
const PARTS: ReadonlyMap<FeatureName, FeatureName> = new Map([
  ['reference-types', 'call-indirect-overlong'],
  ['bulk-memory', 'bulk-memory-opt'],
]);

const MVP: readonly FeatureName[] = ['floats', 'gc-types'];
const WASM1: readonly FeatureName[] = [...MVP, 'mutable-global'];
const WASM2: readonly FeatureName[] = [
  ...WASM1, 'bulk-memory', 'bulk-memory-opt', 'reference-types', 'call-indirect-overlong', 'sign-extension',
  'saturating-float-to-int', 'multi-value', 'simd',
]; // prettier-ignore

/** Names for releases of core WebAssembly; each means exactly these features, and forgets what was said before it. */
const GROUPS: ReadonlyMap<string, readonly FeatureName[]> = new Map([
  ['mvp', MVP],
  ['wasm1', WASM1],
  ['wasm2', WASM2],
  ['wasm3', [
    ...WASM2, 'gc', 'tail-call', 'extended-const', 'function-references', 'multi-memory', 'relaxed-simd',
    'threads', 'exceptions', 'memory64',
  ]],
  ['lime1', [
    ...WASM1, 'multi-value', 'sign-extension', 'saturating-float-to-int', 'bulk-memory-opt', 'extended-const',
    'call-indirect-overlong',
  ]],
]); // prettier-ignore

/**
 * Reads a list of features as wasm-tools' `--features` does: names with commas between, from left to right. A name
 * switches on, with `-` before it off; `all` is every feature; the name of a group (`wasm1`, `lime1` …) starts anew.
 * @returns the features that are on, from `start`; names that mean nothing are reported and passed over.
 */
export function parseFeatures(text: string, start: Features = DEFAULT_FEATURES): Result<Features> {
  let features = new Set(start);
  const diagnostics: Diagnostic[] = [];
  const words = text.split(',').map((word) => word.trim());
  for (const word of words.filter((each) => each !== '')) {
    const isOff = word.startsWith('-');
    const name = isOff ? word.slice(1) : word;
    const group = GROUPS.get(name);
    if (name === 'all') features = new Set(isOff ? [] : ALL_FEATURES);
    else if (group !== undefined && isOff) {
      const help = [`switch features off one by one: \`-${group.at(-1) ?? name}\``];
      diagnostics.push(featureMessages.groupSwitchedOff.at(null, { group: name }, { help }));
    } else if (group !== undefined) features = new Set(group);
    else if (!isFeature(name)) diagnostics.push(unknownFeature(name));
    else if (isOff) switchOff(features, name);
    else switchOn(features, name);
  }
  return { value: features, diagnostics };
}

function isFeature(name: string): name is FeatureName {
  return Object.hasOwn(FEATURES, name);
}

function switchOn(features: Set<FeatureName>, name: FeatureName): void {
  features.add(name);
  const part = PARTS.get(name);
  if (part !== undefined) features.add(part);
}

function switchOff(features: Set<FeatureName>, name: FeatureName): void {
  features.delete(name);
  for (const [whole, part] of PARTS) {
    if (whole === name) features.delete(part);
    if (part === name) features.delete(whole);
  }
}

function unknownFeature(name: string): Diagnostic {
  const near = nearest(name, [...NAMES, ...GROUPS.keys(), 'all']);
  const help = near === null ? [] : [`did you mean \`${near}\`?`];
  const notes = [`features: ${NAMES.join(', ')}`, `groups: ${[...GROUPS.keys()].join(', ')}, all`];
  return featureMessages.unknownFeature.at(null, { name }, { help, notes });
}

/**
 * What to say where `what` stands and `feature` is off.
 * @param what as the subject of a sentence: "async functions", "`thread.yield`".
 */
export function featureDisabled(place: ByteSpan, what: string, feature: FeatureName): Diagnostic {
  return featureMessages.featureDisabled.at(
    place,
    { what, feature },
    { help: [`switch it on with \`--features ${feature}\``] },
  );
}
