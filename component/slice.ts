import type { BinaryFile } from '../base/index.js';

/**
 * A stretch of a file that is a component or a core module: the whole file, or one nested in another. It refers to the
 * bytes of the file and is never a copy of them.
 */
export interface Slice {
  readonly file: BinaryFile;
  /** Offsets in the file. */
  readonly start: number;
  readonly end: number;
  /** Where it is nested, as `component[1] › module[0]`; empty for the whole file. The numbers are indexes. */
  readonly path: string;
  /** How many components are around it. */
  readonly depth: number;
}

/** All of `file`. */
export function wholeFile(file: BinaryFile): Slice {
  return { file, start: 0, end: file.bytes.length, path: '', depth: 0 };
}

/** The slice that is nested in `parent` under `name`, for example `module[0]`. */
export function nestedSlice(parent: Slice, name: string, start: number, end: number): Slice {
  const path = parent.path === '' ? name : `${parent.path} › ${name}`;
  return { file: parent.file, start, end, path, depth: parent.depth + 1 };
}

/** A view of the bytes of `slice`. */
export function bytesOf({ file, start, end }: Slice): Uint8Array {
  return file.bytes.subarray(start, end);
}
