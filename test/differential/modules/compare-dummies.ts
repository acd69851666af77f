import { readFileSync } from 'node:fs';
import path from 'node:path';
import { hasErrors } from '../../../base/index.js';
import { decodeModule, wholeFile } from '../../../component/index.js';
import {
  dummyModule,
  embed,
  moduleRoles,
  type DummyForm,
  type StringEncoding,
} from '../../../wit-component/index.js';
import { checkEncodable, type World } from '../../../wit-parser/index.js';
import type { NativeTools } from '../../support/native.js';
import { resolveFiles } from '../../support/resolve-wit.js';
import type { WitPackage } from '../random-packages.js';

const FORMS: readonly (readonly [DummyForm, readonly string[]])[] = [
  ['standard32', ['--dummy-names', 'standard32']],
  ['legacy', ['--dummy-names', 'legacy']],
  ['async-callback', ['--dummy-names', 'legacy', '--async-callback']],
  ['async-stackful', ['--dummy-names', 'legacy', '--async-stackful']],
];

/** With native's names of them. */
const ENCODINGS: readonly (readonly [StringEncoding, string])[] = [
  ['utf8', 'utf8'],
  ['utf16', 'utf16'],
  ['latin1+utf16', 'compact-utf16'],
];

const PRODUCERS = new Map([['processed-by', [{ name: 'wit-component', version: '0.262.0' }]]]);

/** What comparing dummy modules came to: how many there were, and in what some differ. */
export interface DummyTally {
  compared: number;
  readonly failures: string[];
}

/**
 * Compares the dummy modules of every world of `pkg`, in all forms and in turn in all string encodings, with native's:
 * they must be equal byte for byte, and have no import without a role. Packages that cannot be a binary are left out.
 */
export async function compareDummies(native: NativeTools, pkg: WitPackage, tally: DummyTally): Promise<void> {
  const { value, diagnostics } = resolveFiles(pkg.files, pkg.root, { allFeatures: true });
  if (value === null || hasErrors(diagnostics) || checkEncodable(value).length > 0) return;
  const root = path.join(native.onDisk(pkg.files), pkg.root);
  for (const world of value.main.worlds.values()) {
    for (const [form, flags] of FORMS) {
      const [encoding, nativeEncoding] = ENCODINGS[tally.compared % ENCODINGS.length] ?? ['utf8', 'utf8'];
      const options = ['--all-features', '--encoding', nativeEncoding, '-w', `%${world.name}`, ...flags];
      tally.compared++;
      const failure = await compareOne(native, [root, ...options], world, form, encoding);
      if (failure !== null)
        tally.failures.push(`${pkg.name}, ${world.name}, ${form}, ${encoding}: ${failure}`);
    }
  }
}

async function compareOne(
  native: NativeTools,
  options: readonly string[],
  world: World,
  form: DummyForm,
  encoding: StringEncoding,
): Promise<string | null> {
  const bare = wholeFile({ path: 'dummy.wasm', bytes: dummyModule(world, form) });
  const [fault] = moduleRoles(decodeModule(bare).value, world).diagnostics;
  if (fault !== undefined) return fault.message;
  const { value: ours } = embed(bare, world, { encoding, producers: PRODUCERS });
  const output = path.join(native.onDisk(new Map([['out.wasm', '']])), 'out.wasm');
  const { ok, stderr } = await native.run(['component', 'embed', ...options, '-o', output]);
  if (!ok) return `native: ${stderr.trim()}`;
  return ours !== null && Buffer.compare(ours, readFileSync(output)) === 0 ? null : 'the bytes differ';
}
