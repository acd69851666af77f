import type { Stability } from '../../wit-parser/index.js';
import type { DocTag, Docs } from '../writer/index.js';

interface Documented {
  readonly docs: string | null;
  readonly stability?: Stability | null;
}

/** The docs of an item of WIT as TSDoc; `tags` come before those of its gates. */
export function itemDocs(item: Documented, tags: readonly DocTag[] = []): Docs {
  return { text: item.docs, tags: [...tags, ...stabilityTags(item.stability ?? null)] };
}

/** The docs of an item below a line of our own that says what it is in JavaScript. */
export function introducedDocs(intro: string, item: Documented): Docs {
  const docs = itemDocs(item);
  return { ...docs, text: docs.text === null ? intro : `${intro}\n\n${docs.text}` };
}

function stabilityTags(stability: Stability | null): readonly DocTag[] {
  if (stability === null) return [];
  const origin: DocTag =
    stability.kind === 'stable'
      ? { name: 'since', text: stability.since }
      : { name: 'experimental', text: `Behind the feature \`${stability.feature}\`.` };
  return stability.deprecated === null
    ? [origin]
    : [origin, { name: 'deprecated', text: `Since ${stability.deprecated}.` }];
}
