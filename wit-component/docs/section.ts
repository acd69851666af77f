import { encodeUtf8 } from '../../component/index.js';

/** The data of a section of docs: the version of its format, and JSON. */
export function docsSection(version: number, docs: object): Uint8Array {
  return Uint8Array.from([version, ...encodeUtf8(JSON.stringify(docs))]);
}
