import type { ByteSpan } from '../../base/index.js';
import type { CoreModule, Located } from '../../component/index.js';

/** The place of an import or export of a core module. */
export function placeOf({ source }: CoreModule, { start, end }: Located): ByteSpan {
  return { file: source.file, component: source.path, start, end };
}
