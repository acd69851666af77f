import { readFileSync } from 'node:fs';
import { embedded } from './embedded.js';
import { bytesOfHex } from './hex.js';
import { made } from './made-component.js';
import { inRepository } from './repository.js';

/** A file of the component `counters`, which has a resource and everything else that a line of calls can use. */
export function countersText(extension: 'wit' | 'wat' | 'hex'): string {
  return readFileSync(inRepository('fixtures', 'cli', 'call', `counters.${extension}`), 'utf8');
}

/** The bytes of the component, made of its core module by `embed` and `new`. */
export function countersBytes(wit = countersText('wit')): Uint8Array {
  return made(embedded(wit, bytesOfHex(countersText('hex'))));
}

/** The same without properties, which wasmtime does not have. */
export function countersWithoutAccessors(): Uint8Array {
  return countersBytes(countersText('wit').replace(/^.*: (?:static )?[gs]et\(.*$/gm, ''));
}
