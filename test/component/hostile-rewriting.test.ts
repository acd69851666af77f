import { describe, expect, it } from 'vitest';
import {
  addMetadata,
  decodeModule,
  decodeTree,
  functionBodies,
  layerOf,
  metadataJson,
  printComponent,
  printModule,
  readMetadata,
  renumberCode,
  stripCustom,
  unbundle,
  wholeFile,
  type CoreModule,
  type Slice,
} from '../../component/index.js';
import { reduceAdapter } from '../../wit-component/index.js';
import { assembleCorpus } from '../support/component-corpus.js';
import { damaged } from '../support/damaged.js';
import { conformanceDir, requireOrSkip, wasmTools } from '../support/oracles.js';
import { seededRandom } from '../support/seeded-random.js';

const root = conformanceDir();
const program = wasmTools();
const isSkipped = requireOrSkip(root, 'conformance') || requireOrSkip(program, 'wasmTools');

describe.skipIf(isSkipped)('binaries of the conformance data, damaged', async () => {
  const { binaries } = await assembleCorpus(root, program);

  it('are printed, walked and rewritten, or refused', () => {
    const random = seededRandom(7);
    const wrong: string[] = [];
    for (const { name, bytes } of binaries) {
      for (let round = 0; round < 4; round++) {
        const slice = wholeFile({ path: name, bytes: damaged(bytes, random) });
        const fault = faultOf(slice);
        if (fault !== null) wrong.push(`${name}: ${fault}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** What is wrong with how `slice` was treated: nothing, whatever it is. Throws where a function does. */
function faultOf(slice: Slice): string | null {
  JSON.stringify(metadataJson(readMetadata(slice).value));
  const written = [
    stripCustom(slice).value,
    stripCustom(slice, { all: true }).value,
    addMetadata(slice, { name: 'n', version: '1' }).value,
    unbundle(slice, { threshold: 0 }).value?.component ?? null,
  ];
  if (layerOf(slice) === 'core module') {
    const { value } = decodeModule(slice);
    printModule(value);
    written.push(...codeOf(value), reduced(slice, value));
  } else {
    const { value } = decodeTree(slice);
    printComponent(value);
    for (const [content, module] of value.modules) written.push(...codeOf(module), reduced(content, module));
  }
  const isWellFormed = decodes(slice);
  return written.some((bytes) => bytes !== null && isWellFormed && !decodes(wholeFile({ path: '', bytes })))
    ? 'what was made of it is malformed'
    : null;
}

/** Walks all code of `module`. Nothing comes of it that has the form of a binary. */
function codeOf(module: CoreModule): null[] {
  for (const place of functionBodies(module).value) {
    renumberCode(module.source, place, 'function body', ({ index }) => index + 1);
  }
  return [];
}

function reduced(slice: Slice, { exports }: CoreModule): Uint8Array | null {
  return reduceAdapter(slice, { required: exports.map(({ name }) => name), realloc: null }).value;
}

function decodes(slice: Slice): boolean {
  const { diagnostics } = layerOf(slice) === 'core module' ? decodeModule(slice) : decodeTree(slice);
  return diagnostics.length === 0;
}
