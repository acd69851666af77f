import { readFileSync } from 'node:fs';
import type { Slice } from '../../component/index.js';
import { embedded } from '../../test/support/embedded.js';
import { inRepository } from '../../test/support/repository.js';
import { newComponent } from '../../wit-component/index.js';

/** The component of the benchmark, made of its core module and its WIT. */
export function echoComponent(): Uint8Array {
  return componentOf(embedded(echoFile('echo.wit').toString(), echoFile('echo.core.wasm')));
}

/** The component of a module with an embedded world. */
export function componentOf(module: Slice): Uint8Array {
  const { value, diagnostics } = newComponent(module);
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value;
}

export function echoFile(name: string): Buffer {
  return readFileSync(inRepository('bench', 'echo', name));
}
