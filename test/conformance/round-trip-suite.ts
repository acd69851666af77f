import { readFileSync } from 'node:fs';
import path from 'node:path';
import { hasErrors } from '../../base/index.js';
import { wholeFile } from '../../component/index.js';
import { decodeWit, dummyModule, embed, newComponent } from '../../wit-component/index.js';
import { worldId, type World } from '../../wit-parser/index.js';
import { readFileMap } from '../support/file-map.js';
import type { NativeTools } from '../support/native.js';
import { drawn, resolveFilesOrThrow } from '../support/resolve-wit.js';
import { textDifference } from '../support/text-difference.js';
import { worldShape } from '../support/world-shape.js';
import type { Failure, Suite } from './suite.js';
import { wasiPackages, type WitPackage } from './wasi-suite.js';
import { codegenRoots } from './wit-bindgen-suite.js';

const FORMS = ['standard32', 'legacy', 'async-callback', 'async-stackful'] as const;

/**
 * Every world of a package becomes a dummy module, a component, and a world again: the same but for what a component
 * cannot carry. Native wasm-tools finds the component valid, sees the same WIT in it as in its own, which is no smaller.
 */
function roundTripSuite(folder: string, packages: (folder: string) => readonly WitPackage[]): Suite {
  return {
    folder,
    needsNative: 'the second opinion on the components',
    cases: (data, native) =>
      packages(data).map((pkg) => ({ name: pkg.name, run: () => checkWorlds(pkg, native) })),
  };
}

export const wasiComponentsSuite = roundTripSuite('wasi', wasiPackages);

export const witBindgenComponentsSuite = roundTripSuite('wit-bindgen/codegen', (folder) =>
  codegenRoots(folder).map((root) => ({
    name: root.split('/')[0]?.replace(/\.wit$/, '') ?? root,
    root,
    files: readFileMap(folder, root),
  })),
);

async function checkWorlds({ root, files }: WitPackage, native: NativeTools | null): Promise<Failure> {
  const resolve = resolveFilesOrThrow(files, root, { allFeatures: true });
  for (const world of resolve.main.worlds.values()) {
    for (const form of FORMS) {
      const failure = await checkForm(world, form, native);
      if (failure !== null) return `${worldId(world)}, ${form}: ${failure}`;
    }
  }
  return null;
}

async function checkForm(
  world: World,
  form: (typeof FORMS)[number],
  native: NativeTools | null,
): Promise<Failure> {
  const bare = wholeFile({ path: 'dummy.wasm', bytes: dummyModule(world, form) });
  const module = embed(bare, world, { encoding: 'utf8' }).value;
  if (module === null) return 'its world cannot be embedded';
  const options = { mergeImports: false };
  const made = newComponent(wholeFile({ path: 'dummy.wasm', bytes: module }), options);
  if (made.value === null || hasErrors(made.diagnostics)) return made.diagnostics.map(drawn).join('; ');
  const failure = checkWorld(world, made.value);
  return failure === null && native !== null ? checkNative(module, made.value, native) : failure;
}

function checkWorld(world: World, component: Uint8Array): Failure {
  const decoded = decodeWit(wholeFile({ path: 'component.wasm', bytes: component }));
  if (decoded.value === null) return `no WIT in it: ${decoded.diagnostics.map(drawn).join('; ')}`;
  if (decoded.value.kind !== 'component') return `found a ${decoded.value.kind}`;
  const [before, after] = [worldShape(world), worldShape(decoded.value.world)];
  const difference = textDifference(after.items.join('\n'), before.items.join('\n'));
  if (difference !== null) return `the world has changed: ${difference}`;
  const known = new Set(before.importedTypes);
  const strange = after.importedTypes.find((type) => !known.has(type));
  return strange === undefined ? null : `the world had no type ${strange}`;
}

async function checkNative(module: Uint8Array, component: Uint8Array, native: NativeTools): Promise<Failure> {
  const folder = native.onDisk(
    new Map([
      ['module.wasm', module],
      ['ours.wasm', component],
    ]),
  );
  const [input, ours, theirs] = ['module', 'ours', 'theirs'].map((name) => path.join(folder, `${name}.wasm`));
  const run = async (...args: (string | undefined)[]): Promise<string> => {
    const { ok, stdout, stderr } = await native.run(args.filter((arg) => arg !== undefined));
    if (!ok) throw new Error(`native ${args.slice(0, 2).join(' ')}: ${stderr.trim()}`);
    return stdout;
  };
  await run('validate', '-f', 'all', ours);
  await run('component', 'new', '--merge-imports-based-on-semver=false', input, '-o', theirs);
  const difference = textDifference(
    await run('component', 'wit', ours),
    await run('component', 'wit', theirs),
  );
  if (difference !== null) return `WIT: ${difference}`;
  const size = readFileSync(theirs ?? '').length;
  return component.length <= size ? null : `${component.length} bytes, but ${size} by native wasm-tools`;
}
