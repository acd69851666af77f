import { browserBundleSize, packedSize } from '../test/support/package-size.js';
import type { Row } from './measure.js';

/** What a user downloads, and what a page that parses WIT loads. */
export async function benchSize(): Promise<readonly Row[]> {
  const { tarball, installed } = packedSize();
  return [
    { name: 'packed tarball', unit: 'kB', ours: tarball / 1000 },
    { name: 'installed package with its dependencies', unit: 'kB', ours: installed / 1000 },
    {
      name: 'wit-parser for the browser, gzip',
      unit: 'kB',
      ours: (await browserBundleSize('wit-parser/index')) / 1000,
    },
  ];
}
