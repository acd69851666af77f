import { readFileSync } from 'node:fs';
import { compileSync, type CompiledComponent } from '../../host/index.js';
import { embedded } from './embedded.js';
import { bytesOfHex } from './hex.js';
import { made } from './made-component.js';
import { inRepository } from './repository.js';

/** A file of the component `desk`, which has resources on both sides. */
export function deskFile(extension: 'wit' | 'wat' | 'hex'): string {
  return inRepository('fixtures', 'host', 'desk', `desk.${extension}`);
}

/** The bytes of the component, made of its core module by `embed` and `new`. */
export function deskBytes(): Uint8Array {
  const module = bytesOfHex(readFileSync(deskFile('hex'), 'utf8'));
  return made(embedded(readFileSync(deskFile('wit'), 'utf8'), module));
}

export function compiledDesk(): CompiledComponent {
  return compileSync(deskBytes());
}
