import type { Diagnostic } from '../../base/index.js';
import {
  ALL_FEATURES,
  ComponentBuilder,
  encodeComponent,
  validate,
  wholeFile,
  type CheckedComponent,
  type Features,
} from '../../component/index.js';

export interface Verdict {
  readonly checked: CheckedComponent | null;
  readonly diagnostics: readonly Diagnostic[];
  /** `code: message` of each finding. */
  readonly findings: readonly string[];
}

/** Builds a component, and validates what it is encoded as. */
export function verdictOn(
  build: (component: ComponentBuilder) => void,
  features: Features = ALL_FEATURES,
): Verdict {
  const builder = new ComponentBuilder();
  build(builder);
  const bytes = encodeComponent(builder.finish());
  const { value, diagnostics } = validate(wholeFile({ path: 'test.wasm', bytes }), { features });
  return {
    checked: value,
    diagnostics,
    findings: diagnostics.map(({ code, message }) => `${code}: ${message}`),
  };
}

/** What is found in the component that `build` makes. */
export function findingsIn(
  build: (component: ComponentBuilder) => void,
  features?: Features,
): readonly string[] {
  return verdictOn(build, features).findings;
}

/** The codes alone. */
export function codesIn(
  build: (component: ComponentBuilder) => void,
  features?: Features,
): readonly string[] {
  return findingsIn(build, features).map((finding) => finding.slice(0, finding.indexOf(':')));
}
