import { WasiError } from '../core/errors.js';
import { type FieldEntry, type HeaderError, TOKEN } from './types.js';

/** Fields that belong to a connection and not to what is sent on it: Wasmtime refuses the same. */
const FORBIDDEN = new Set([
  'connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'transfer-encoding',
  'upgrade', 'host', 'http2-settings',
]); // prettier-ignore

/** `wasi:http/types.fields`. Names are kept in lower case, values of one name together. */
export class Fields {
  readonly #values = new Map<string, Uint8Array[]>();
  #isMutable = true;

  static fromList(entries: readonly FieldEntry[]): Fields {
    const fields = new Fields();
    for (const [name, value] of entries) fields.append(name, value);
    return fields;
  }

  /** Fields that came from elsewhere: what is forbidden is left out, and the guest cannot change them. */
  static received(entries: readonly FieldEntry[]): Fields {
    const fields = new Fields();
    for (const [name, value] of entries) {
      const key = name.toLowerCase();
      if (!FORBIDDEN.has(key)) fields.#add(key, value);
    }
    return fields.frozen();
  }

  get(name: string): Uint8Array[] {
    return [...(this.#values.get(name.toLowerCase()) ?? [])];
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  set(name: string, values: readonly Uint8Array[]): void {
    const key = this.#changing(name);
    values.forEach(checkValue);
    this.#values.delete(key);
    values.forEach((value) => this.#add(key, value));
  }

  delete(name: string): void {
    this.#values.delete(this.#changing(name));
  }

  append(name: string, value: Uint8Array): void {
    const key = this.#changing(name);
    checkValue(value);
    this.#add(key, value);
  }

  entries(): [string, Uint8Array][] {
    return [...this.#values].flatMap(([name, values]) =>
      values.map((value): [string, Uint8Array] => [name, value]),
    );
  }

  clone(): Fields {
    const fields = new Fields();
    for (const [name, values] of this.#values) fields.#values.set(name, [...values]);
    return fields;
  }

  /** A copy that the guest cannot change. */
  frozen(): Fields {
    const fields = this.clone();
    fields.#isMutable = false;
    return fields;
  }

  #add(key: string, value: Uint8Array): void {
    const values = this.#values.get(key);
    if (values === undefined) this.#values.set(key, [value]);
    else values.push(value);
  }

  /** The key of a name that is to be changed. */
  #changing(name: string): string {
    if (!this.#isMutable) throw headerError('immutable');
    if (!TOKEN.test(name)) throw headerError('invalid-syntax');
    const key = name.toLowerCase();
    if (FORBIDDEN.has(key)) throw headerError('forbidden');
    return key;
  }
}

function checkValue(value: Uint8Array): void {
  const isText = value.every((byte) => (byte >= 0x20 && byte !== 0x7f) || byte === 0x09);
  if (!isText) throw headerError('invalid-syntax');
}

function headerError(tag: HeaderError['tag']): WasiError<HeaderError> {
  return new WasiError<HeaderError>({ tag });
}

/** What `content-length` says; null where it says nothing, or nothing that can be relied on. */
export function contentLength(headers: Fields): bigint | null {
  const [value, ...more] = headers.get('content-length');
  if (value === undefined || more.length > 0) return null;
  const text = String.fromCharCode(...value.subarray(0, 20));
  return /^\d{1,19}$/.test(text) && text.length === value.length ? BigInt(text) : null;
}
