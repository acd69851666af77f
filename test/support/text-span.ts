import { isByteSpan, type ByteSpan, type Span } from '../../base/index.js';

/** The place of a finding in WIT, which is in a text. */
export function textSpan(at: Span | ByteSpan): Span {
  if (isByteSpan(at))
    throw new Error(`a place in the binary ${at.file.path} where one in a text was expected`);
  return at;
}
