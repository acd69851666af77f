// `npm run build`: dist/ from the sources. `package.json` says what is public: every target of its `exports` and `bin`
// (`./dist/wit-parser/index.js`) is built from the source of the same name (`wit-parser/index.ts`).
import { chmodSync, cpSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT, TS_SOURCES, readManifest } from './bundle.mjs';
import { keepReachableDeclarations } from './declarations.mjs';
import { leanChevrotain } from './lean/chevrotain.mjs';
import { leanCommander } from './lean/commander.mjs';
import { thirdPartyNotices } from './notices.mjs';
import { generateWitPackages } from './wit-packages.mjs';

const manifest = readManifest();
const dist = path.join(ROOT, 'dist');
const libraryEntries = entriesOf(
  Object.values(manifest.exports)
    .filter((target) => typeof target === 'object')
    .map((target) => target.default),
);
const commandEntries = entriesOf(Object.values(manifest.bin));

rmSync(dist, { recursive: true, force: true });
generateWitPackages();
emitDeclarations();
const modules = [...(await bundleLibrary()), ...(await bundleCommand())];
// The pages that `witwright explain` shows.
cpSync(path.join(ROOT, 'docs', 'diagnostics'), path.join(dist, 'diagnostics'), { recursive: true });
writeFileSync(path.join(dist, 'THIRD-PARTY-NOTICES.md'), thirdPartyNotices(modules));

/** `./dist/format/prettier.js` → `{ 'format/prettier': 'format/prettier.ts' }` */
function entriesOf(targets) {
  const names = targets.map((target) => target.replace(/^\.\/dist\/(.*)\.js$/, '$1'));
  return Object.fromEntries(names.map((name) => [name, `${name}.ts`]));
}

/** One file per sub-path export; what two of them use is a chunk that they share. */
async function bundleLibrary() {
  return await bundle(
    // No `node:` built-in may slip in; packages without an `exports` map are found by their other fields.
    { input: libraryEntries, platform: 'neutral', mainFields: ['module', 'main'] },
    { chunkFileNames: 'chunks/[name].js' },
  );
}

/**
 * The command apart from the library, so that a cold start reads few files: the entry, what every command starts with, and
 * what those need that read WIT, which `check` needs all of. What another command needs besides has a chunk of its own.
 * Nobody imports the command, so it may be CommonJS: Node's loader of ES modules takes a cold start 7 ms.
 */
async function bundleCommand() {
  const modules = await bundle(
    { input: commandEntries, platform: 'node', mainFields: ['module', 'main'] },
    {
      format: 'cjs',
      chunkFileNames: 'cli/chunks/[name].cjs',
      // A group takes what its module imports, imports of imports included.
      codeSplitting: {
        groups: [
          { name: 'start', test: /[\\/]cli[\\/]start\.ts$/, priority: 2 },
          { name: 'check', test: /[\\/]cli[\\/]check\.ts$/, priority: 1 },
        ],
      },
      // A cold start reads half; functions and classes keep their names, for the stack of an internal error.
      minify: { mangle: { keepNames: true }, compress: false },
    },
  );
  writeFileSync(path.join(dist, 'cli', 'package.json'), '{ "type": "commonjs" }\n');
  for (const name of Object.keys(commandEntries)) chmodSync(path.join(dist, `${name}.js`), 0o755);
  return modules;
}

/** Bundles to `dist/`; returns the files that went in. */
async function bundle({ input, platform, mainFields }, output) {
  const build = await rolldown({
    ...TS_SOURCES,
    resolve: { ...TS_SOURCES.resolve, mainFields },
    input,
    platform,
    cwd: ROOT,
    external: [/^node:/, /^@bytecodealliance\/preview2-shim/],
    plugins: [leanChevrotain(), leanCommander()],
  });
  const { output: chunks } = await build.write({
    dir: dist,
    format: 'esm',
    entryFileNames: '[name].js',
    ...output,
  });
  await build.close();
  return chunks.flatMap((chunk) => ('moduleIds' in chunk ? chunk.moduleIds : []));
}

function emitDeclarations() {
  const tsc = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', path.join(ROOT, 'tsconfig.build.json')], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
  keepReachableDeclarations(
    dist,
    Object.keys(libraryEntries).map((name) => path.join(dist, `${name}.d.ts`)),
  );
}
