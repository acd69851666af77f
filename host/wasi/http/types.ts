/* The types of `wasi:http/types` that are data. */

export type Method =
  | { readonly tag: 'get' | 'head' | 'post' | 'put' | 'delete' | 'connect' | 'options' | 'trace' | 'patch' }
  | { readonly tag: 'other'; readonly val: string };

export type Scheme = { readonly tag: 'HTTP' | 'HTTPS' } | { readonly tag: 'other'; readonly val: string };

/** As far as it comes from here; the shim has more of them. */
export type ErrorCode =
  | {
      readonly tag:
        | 'HTTP-request-denied'
        | 'HTTP-request-URI-invalid'
        | 'HTTP-protocol-error'
        | 'HTTP-request-method-invalid'
        | 'HTTP-response-incomplete';
    }
  | { readonly tag: 'HTTP-request-body-size' | 'HTTP-response-body-size'; readonly val: bigint | undefined }
  | { readonly tag: 'internal-error'; readonly val: string | undefined };

export type HeaderError = { readonly tag: 'invalid-syntax' | 'forbidden' | 'immutable' };

/** A name and a value of a field. */
export type FieldEntry = readonly [name: string, value: Uint8Array];

const METHODS = ['get', 'head', 'post', 'put', 'delete', 'connect', 'options', 'trace', 'patch'] as const;

export const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** The method of a request line. */
export function methodOf(text: string): Method {
  const known = METHODS.find((name) => name.toUpperCase() === text);
  return known === undefined ? { tag: 'other', val: text } : { tag: known };
}

export function isMethod(method: Method): boolean {
  return method.tag !== 'other' || TOKEN.test(method.val);
}
