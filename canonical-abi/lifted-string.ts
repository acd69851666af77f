import type { PtrType, StringEncoding } from './types.js';

/** What strings are encoded in: `latin1+utf16` is one of two. */
export type SimpleEncoding = 'utf8' | 'utf16' | 'latin1';

/**
 * A string with how it was encoded where it came from. That decides how much is asked of `realloc`, and so is part of the
 * value where it goes on to another component.
 * @spec CanonicalABI.md#loading
 */
export class LiftedString {
  /** Without lone surrogates. */
  readonly text: string;
  readonly encoding: StringEncoding;
  readonly simpleEncoding: SimpleEncoding;
  readonly codeUnits: number;

  constructor(text: string, encoding: StringEncoding, simpleEncoding: SimpleEncoding, codeUnits: number) {
    this.text = text;
    this.encoding = encoding;
    this.simpleEncoding = simpleEncoding;
    this.codeUnits = codeUnits;
  }
}

/**
 * The bit of a length that tells UTF-16 from Latin-1.
 * @spec CanonicalABI.md#loading
 */
export function utf16Tag(ptrType: PtrType): bigint {
  return ptrType === 'i32' ? 1n << 31n : 1n << 63n;
}
