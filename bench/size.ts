import { browserBundleSize, packedSize } from '../test/support/package-size.js';
import type { Row } from './measure.js';

/** What a page imports that calls functions by emitted text, and leaves the spec-shaped engine out. */
const EMITTER = [
  ...['createStraightGlue', 'planFunc', 'ComponentInstance', 'Store', 'MemInst', 'ResourceType', 'Trap'],
  ...['ComponentError', 'canonResourceNew', 'canonResourceDrop', 'canonResourceRep'],
];

const CANONICAL_ABI: readonly (readonly [name: string, module: string, names?: readonly string[]])[] = [
  ['everything', 'canonical-abi/index'],
  ['emitter, without the spec-shaped engine', 'canonical-abi/index', EMITTER],
  ['what emitted files import', 'canonical-abi/codegen-v1'],
  ['one function', 'canonical-abi/index', ['elemSize']],
];

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
    ...(await Promise.all(CANONICAL_ABI.map(rowOf))),
  ];
}

async function rowOf([name, module, names]: (typeof CANONICAL_ABI)[number]): Promise<Row> {
  return {
    name: `canonical-abi, gzip: ${name}`,
    unit: 'kB',
    ours: (await browserBundleSize(module, names)) / 1000,
  };
}
