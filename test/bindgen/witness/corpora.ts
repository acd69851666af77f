import { readdirSync } from 'node:fs';
import path from 'node:path';
import { packageId, type Resolve, type World } from '../../../wit-parser/index.js';
import { CASES, caseFolder } from '../support.js';
import { codegenRoots } from '../../conformance/wit-bindgen-suite.js';
import { readFileMap } from '../../support/file-map.js';
import { resolveFilesOrThrow } from '../../support/resolve-wit.js';

/** A world with a name for reports. */
export interface NamedWorld {
  readonly name: string;
  readonly resolve: Resolve;
  readonly world: World;
}

const WASI_VERSIONS = ['0.2.12', '0.3.0', '0.3.2'];

/** Every world of every version of WASI, gated items included. */
export function wasiWorlds(folder: string): readonly NamedWorld[] {
  return WASI_VERSIONS.flatMap((version) => {
    const files = new Map([['root/root.wit', 'package local:all;\n']]);
    for (const entry of readdirSync(path.join(folder, version))) {
      for (const [key, text] of readFileMap(path.join(folder, version), entry))
        files.set(`root/deps/${key}`, text);
    }
    const resolve = resolveFilesOrThrow(files, 'root', { allFeatures: true });
    return resolve.packages.flatMap((pkg) => namedWorlds(resolve, pkg.worlds, packageId(pkg.name)));
  });
}

/** Every world that wit-bindgen generates code for, and those of the packages that they use. */
export function witBindgenWorlds(folder: string): readonly NamedWorld[] {
  return codegenRoots(folder).flatMap((root) => {
    const resolve = resolveFilesOrThrow(readFileMap(folder, root), root, { allFeatures: true });
    return resolve.packages.flatMap(({ name, worlds }) =>
      namedWorlds(resolve, worlds, `${root} ${packageId(name)}`),
    );
  });
}

function namedWorlds(
  resolve: Resolve,
  worlds: ReadonlyMap<string, World>,
  prefix: string,
): readonly NamedWorld[] {
  return [...worlds.values()].map((world) => ({ name: `${prefix}/${world.name}`, resolve, world }));
}

/** The worlds of the cases of `fixtures/bindgen`. */
export function fixtureWorlds(): readonly NamedWorld[] {
  return CASES.flatMap((name) => {
    const files = readFileMap(caseFolder(name), 'world.wit');
    const resolve = resolveFilesOrThrow(files, 'world.wit', { allFeatures: true });
    return namedWorlds(resolve, resolve.main.worlds, name);
  });
}
