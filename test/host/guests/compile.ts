import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { newComponent, type StringEncoding } from '../../../wit-component/index.js';
import { embedded } from '../../support/embedded.js';
import { inRepository } from '../../support/repository.js';

/** Guests of the world of `shop/shop.wit`, each compiled from the source of its language to a component. */

/** With Clang as npm has it, which is WebAssembly itself: `clang` is its module. */
export async function compileC(clang: string): Promise<Uint8Array> {
  return component(await compileCModule(clang, 'shop.c', source('shop.c')), 'utf8');
}

/** The core module of a C file that needs no library. */
export async function compileCModule(clang: string, name: string, text: string): Promise<Uint8Array> {
  const { commands, runLLVM } = (await import(pathToFileURL(clang).href)) as {
    commands: {
      clang(args: readonly string[], files: object): Promise<Record<string, unknown>>;
    };
    runLLVM(args: null, files: object, options: object): Promise<unknown>;
  };
  // Else the first command says how far it has read itself.
  await runLLVM(null, {}, { fetchProgress: () => undefined });
  const args = ['--target=wasm32-unknown-unknown', '-Wall', '-Wextra', '-Werror', '-Oz', '-mbulk-memory'];
  const linker = ['-nostdlib', '-Wl,--no-entry', '-Wl,--strip-all', name, '-o', 'module.wasm'];
  const files = await commands.clang([...args, ...linker], { [name]: text });
  return files['module.wasm'] as Uint8Array;
}

/** `asc` is the compiler's command. */
export function compileAssemblyScript(asc: string): Uint8Array {
  const folder = mkdtempSync(path.join(tmpdir(), 'witwright-guest-'));
  try {
    copyFileSync(guestFile('shop.as'), path.join(folder, 'shop.ts'));
    copyFileSync(guestFile('shop-names.mjs'), path.join(folder, 'shop-names.mjs'));
    const options = ['--runtime', 'incremental', '-Oz', '--noAssert', '--use', 'abort='];
    const args = ['shop.ts', '-o', 'shop.wasm', ...options, '--transform', './shop-names.mjs'];
    execFileSync(asc, args, { cwd: folder, stdio: 'pipe' });
    return component(readFileSync(path.join(folder, 'shop.wasm')), 'utf16');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** QuickJS and the script in one: it makes a component by itself. `qjs` is the module of componentize-qjs. */
export async function compileQuickJs(qjs: string): Promise<Uint8Array> {
  const { componentize } = (await import(pathToFileURL(qjs).href)) as {
    componentize(options: object): Promise<{ component: Uint8Array }>;
  };
  const options = { witPath: guestFile('shop.wit'), jsSource: source('shop.js'), stubWasi: true, sync: true };
  return (await componentize(options)).component;
}

function component(module: Uint8Array, encoding: StringEncoding): Uint8Array {
  const { value, diagnostics } = newComponent(embedded(source('shop.wit'), module, encoding));
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value;
}

function source(name: string): string {
  return readFileSync(guestFile(name), 'utf8');
}

function guestFile(name: string): string {
  return inRepository('test', 'host', 'guests', 'shop', name);
}
