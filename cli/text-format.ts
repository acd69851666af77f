import {
  decodeModule,
  decodeTree,
  layerOf,
  printComponent,
  printModule,
  wholeFile,
} from '../component/index.js';
import type { BinaryFile, Result } from '../base/index.js';

/** A component or core module in the text format. */
export function textFormat(file: BinaryFile): Result<string> {
  const slice = wholeFile(file);
  if (layerOf(slice) === 'core module') {
    const { value, diagnostics } = decodeModule(slice);
    return { value: printModule(value), diagnostics };
  }
  const { value, diagnostics } = decodeTree(slice);
  return { value: printComponent(value), diagnostics };
}
