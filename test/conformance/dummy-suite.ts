import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decodeModule, wholeFile } from '../../component/index.js';
import { dummyModule, embed, moduleRoles, type DummyForm } from '../../wit-component/index.js';
import { worldId, type World } from '../../wit-parser/index.js';
import { readFileMap } from '../support/file-map.js';
import type { NativeTools } from '../support/native.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';
import type { Failure, Suite } from './suite.js';
import { codegenRoots } from './wit-bindgen-suite.js';
import { wasiPackages, type WitPackage } from './wasi-suite.js';

const FORMS: Readonly<Record<DummyForm, readonly string[]>> = {
  standard32: ['--dummy-names', 'standard32'],
  legacy: ['--dummy-names', 'legacy'],
  'async-callback': ['--dummy-names', 'legacy', '--async-callback'],
  'async-stackful': ['--dummy-names', 'legacy', '--async-stackful'],
};

const PRODUCERS = new Map([['processed-by', [{ name: 'wit-component', version: '0.262.0' }]]]);

/**
 * Dummy modules for every world of a package, in all forms: each is byte for byte what native wasm-tools makes, and
 * every import and export of it has a role.
 */
function dummySuite(folder: string, packages: (folder: string) => readonly WitPackage[]): Suite {
  return {
    folder,
    needsNative: 'the comparison of the modules',
    cases: (data, native) =>
      packages(data).map((pkg) => ({ name: pkg.name, run: () => checkWorlds(pkg, native) })),
  };
}

export const witBindgenDummySuite = dummySuite('wit-bindgen/codegen', (folder) =>
  codegenRoots(folder).map((root) => ({
    name: root.split('/')[0]?.replace(/\.wit$/, '') ?? root,
    root,
    files: readFileMap(folder, root),
  })),
);

export const wasiDummySuite = dummySuite('wasi', wasiPackages);

async function checkWorlds({ root, files }: WitPackage, native: NativeTools | null): Promise<Failure> {
  const resolve = resolveFilesOrThrow(files, root, { allFeatures: true });
  const onDisk = native === null ? '' : path.join(native.onDisk(files), root);
  for (const world of resolve.main.worlds.values()) {
    for (const form of Object.keys(FORMS) as DummyForm[]) {
      const failure = await checkForm(world, form, onDisk, native);
      if (failure !== null) return `${worldId(world)}, ${form}: ${failure}`;
    }
  }
  return null;
}

async function checkForm(
  world: World,
  form: DummyForm,
  onDisk: string,
  native: NativeTools | null,
): Promise<Failure> {
  const bare = wholeFile({ path: 'dummy.wasm', bytes: dummyModule(world, form) });
  const { value: shell, diagnostics: broken } = decodeModule(bare);
  const roles = moduleRoles(shell, world);
  const faults = [...broken, ...roles.diagnostics];
  if (faults[0] !== undefined) return `${faults.length} faults, ${faults[0].code}: ${faults[0].message}`;
  const exports = roles.value?.exports.size ?? 0;
  if (exports !== shell.exports.length) return `${exports} exports have a role, of ${shell.exports.length}`;
  if (native === null) return null;
  const embedded = embed(bare, world, { encoding: 'utf8', producers: PRODUCERS }).value;
  const output = path.join(native.onDisk(new Map([['out.wasm', '']])), 'out.wasm');
  const args = [
    'component',
    'embed',
    onDisk,
    '--all-features',
    '-w',
    `%${world.name}`,
    ...FORMS[form],
    '-o',
    output,
  ];
  const { ok, stderr } = await native.run(args);
  if (!ok) return `native: ${stderr.trim()}`;
  return Buffer.compare(readFileSync(output), embedded ?? new Uint8Array()) === 0 ? null : 'the bytes differ';
}
