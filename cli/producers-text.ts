import type { Producer, Producers } from '../component/index.js';
import type { Row } from './tree.js';

/** A row for each field of `producers`: `processed-by: clang 22, wit-component 0.262.0`. */
export function producerRows(producers: Producers | null): Row[] {
  return [...(producers ?? [])].map(([field, values]) => ({ text: `${field}: ${producersText(values)}` }));
}

export function producersText(producers: readonly Producer[]): string {
  return producers.map(({ name, version }) => `${name} ${version}`.trim()).join(', ');
}
