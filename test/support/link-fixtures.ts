import { readdirSync, readFileSync } from 'node:fs';
import { hasErrors } from '../../base/index.js';
import {
  ALL_FEATURES,
  planLink,
  validate,
  wholeFile,
  type CheckedComponent,
  type LinkOptions,
  type LinkPlan,
} from '../../component/index.js';
import { bytesOfHex } from './hex.js';
import { inRepository } from './repository.js';

/** Components to link, written in WAT; beside each, as `.hex`, what wasm-tools makes of it. */
const FOLDER = ['fixtures', 'host', 'link'] as const;

export const LINK_FIXTURES: readonly string[] = readdirSync(inRepository(...FOLDER))
  .filter((name) => name.endsWith('.wat'))
  .map((name) => name.slice(0, -'.wat'.length));

export function linkFixtureFile(name: string, extension: string): string {
  return inRepository(...FOLDER, `${name}.${extension}`);
}

/** The component of a fixture, validated. */
export function linkFixture(name: string): CheckedComponent {
  return checkedComponent(bytesOfHex(readFileSync(linkFixtureFile(name, 'hex'), 'utf8')), name);
}

export function checkedComponent(bytes: Uint8Array, name = 'component'): CheckedComponent {
  const { value, diagnostics } = validate(wholeFile({ path: `${name}.wasm`, bytes }), {
    features: ALL_FEATURES,
  });
  if (value === null || hasErrors(diagnostics))
    throw new Error(diagnostics.map((one) => one.message).join('; '));
  return value;
}

/** The plan of a component that can be linked. */
export function linkPlan(component: CheckedComponent, options: LinkOptions = {}): LinkPlan {
  const { value, diagnostics } = planLink(component, options);
  if (value === null) throw new Error(diagnostics.map((one) => one.message).join('; '));
  return value;
}
