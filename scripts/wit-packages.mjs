// The text of wit/packages as TypeScript modules under wit/generated (not committed), one for each package: rooms have
// no file system. `npm run build` and the test set-up call it; files that would not change are left alone.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const WIT = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'wit');
const GENERATED = path.join(WIT, 'generated');
const NOTICE = '// Made from wit/packages by scripts/wit-packages.mjs.\n';

/** Writes `wit/generated/<namespace>-<name>-<track>.ts` for each package, and `index.ts`, which lists them all. */
export function generateWitPackages() {
  const packages = readPackages(path.join(WIT, 'packages'));
  const modules = new Map(packages.map((entry) => [`${entry.module}.ts`, packageModule(entry)]));
  modules.set('index.ts', indexModule(packages));
  mkdirSync(GENERATED, { recursive: true });
  for (const name of readdirSync(GENERATED)) {
    if (!modules.has(name)) rmSync(path.join(GENERATED, name));
  }
  for (const [name, text] of modules) writeIfChanged(path.join(GENERATED, name), text);
}

/** Packages lie at `<namespace>/<track>/<name>/*.wit`. */
function readPackages(root) {
  const found = [];
  for (const namespace of foldersIn(root)) {
    for (const track of foldersIn(path.join(root, namespace))) {
      for (const name of foldersIn(path.join(root, namespace, track))) {
        const folder = `${namespace}/${track}/${name}`;
        const files = readdirSync(path.join(root, folder))
          .filter((file) => file.endsWith('.wit'))
          .sort()
          .map((file) => ({
            path: `${folder}/${file}`,
            text: readFileSync(path.join(root, folder, file), 'utf8'),
          }));
        const module = `${namespace}-${name}-${track}`;
        found.push({ namespace, name, module, version: versionOf(files, `${namespace}:${name}`), files });
      }
    }
  }
  return found;
}

function foldersIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The one version that every file of a package states. */
function versionOf(files, name) {
  const versions = new Set(
    files.map(({ path: file, text }) => {
      const version = /^package (\S+)@(\S+);$/m.exec(text);
      if (version?.[1] !== name) throw new Error(`wit/packages/${file} should be of package ${name}`);
      return version[2];
    }),
  );
  if (versions.size !== 1) throw new Error(`${name} has the versions ${[...versions].join(', ')}`);
  return [...versions][0];
}

function packageModule({ files }) {
  const entries = files.map(
    ({ path: file, text }) => `  { path: ${JSON.stringify(file)}, text: ${JSON.stringify(text)} },\n`,
  );
  return `${NOTICE}export const files = () => [\n${entries.join('')}];\n`;
}

function indexModule(packages) {
  const imports = packages.map(
    ({ module }, index) => `import { files as files${index} } from './${module}.js';\n`,
  );
  const entries = packages.map(
    ({ namespace, name, version }, index) =>
      `  { namespace: '${namespace}', name: '${name}', version: '${version}', files: files${index} },\n`,
  );
  return `${NOTICE}${imports.join('')}\nexport const packages = [\n${entries.join('')}];\n`;
}

function writeIfChanged(file, text) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

/** vitest's name for it. */
export { generateWitPackages as setup };

if (process.argv[1] === fileURLToPath(import.meta.url)) generateWitPackages();
