import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { inRepository } from '../test/support/repository.js';

/**
 * The peer: jco and the wasm-tools inside it, with a manifest and lock of their own in `bench/peers`, installed when a
 * benchmark first asks. The lock pins preview2-shim 0.26.0: with 0.26.1 no command of jco that reads WIT works.
 */
const FOLDER = inRepository('bench', 'peers');

/** What the benchmarks call of `@bytecodealliance/jco-transpile/wasm-tools`. */
export interface PeerWasmTools {
  componentWitMetadataForWorld(
    input: { readonly tag: 'source' | 'path'; readonly val: string },
    world: string,
  ): Promise<unknown>;
  componentEmbed(options: {
    readonly witSource: string;
    readonly world: string;
    readonly dummy?: boolean;
    readonly binary?: Uint8Array;
  }): Promise<Uint8Array>;
  componentWit(component: Uint8Array): Promise<string>;
  componentNew(core: Uint8Array, adapters: readonly (readonly [string, Uint8Array])[]): Promise<Uint8Array>;
}

export function ensurePeers(): void {
  if (existsSync(`${FOLDER}/node_modules/.package-lock.json`)) return;
  process.stderr.write('bench: installing the peers (once)\n');
  // Not `npm ci`, which refuses a lock without the optional binaries of platforms that a registry does not serve.
  execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: FOLDER,
    stdio: 'ignore',
  });
}

export async function peerWasmTools(): Promise<PeerWasmTools> {
  ensurePeers();
  const require = createRequire(`${FOLDER}/package.json`);
  const file = require.resolve('@bytecodealliance/jco-transpile/wasm-tools');
  return (await import(pathToFileURL(file).href)) as PeerWasmTools;
}

/** What the peer transpiles a component to: the files' contents by their names. */
export async function peerTranspile(
  component: Uint8Array,
  name: string,
): Promise<readonly (readonly [string, Uint8Array])[]> {
  ensurePeers();
  const require = createRequire(`${FOLDER}/package.json`);
  const file = require.resolve('@bytecodealliance/jco-transpile');
  const { transpileBytes } = (await import(pathToFileURL(file).href)) as {
    transpileBytes(bytes: Uint8Array, options: object): Promise<{ files: Record<string, Uint8Array> }>;
  };
  return Object.entries((await transpileBytes(component, { name, instantiation: 'async' })).files);
}

/** A file of one of the peer's packages. */
export function peerFile(name: string, file: string): string {
  ensurePeers();
  return `${FOLDER}/node_modules/@bytecodealliance/${name}/${file}`;
}

/** The script of the `jco` command. */
export function jcoCommand(): string {
  ensurePeers();
  const folder = `${FOLDER}/node_modules/@bytecodealliance/jco`;
  const { bin } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { bin: { jco: string } };
  return `${folder}/${bin.jco}`;
}

/** `jco 1.35.0, jco-transpile 0.15.0` */
export function peerVersions(): string {
  ensurePeers();
  const names = ['jco', 'jco-transpile', 'preview2-shim'];
  return names
    .map((name) => {
      const manifest = readFileSync(`${FOLDER}/node_modules/@bytecodealliance/${name}/package.json`, 'utf8');
      return `${name} ${(JSON.parse(manifest) as { version: string }).version}`;
    })
    .join(', ');
}
